// Names that many functions of one file have.
extension CallFinder {
  struct NameInFile: Hashable {
    var name: String
    var file: Int
  }

  /// The calls in a file of a name that many of its functions have, by the function that each most likely means: of the
  /// same type, and the last before the call. All functions for all calls would be the square of them; a function that
  /// is left without a call is told as one whose parameters nobody gives.
  func nearestCallers(of name: String, in file: Int) -> [Int: [(file: Int, call: Int)]] {
    let key = NameInFile(name: name, file: file)
    if let known = knownNearest[key] { return known }
    let target = project.files[file]
    let all = project.functions(named: name, in: file).map { id in
      (id: id, start: project.function(id).record.span.start, type: project.typeOfFunction(id))
    }.sorted { $0.start < $1.start }
    let byType = Dictionary(grouping: all, by: { $0.type })
    var found: [Int: [(file: Int, call: Int)]] = [:]
    for site in project.callers(of: name, in: file) {
      let call = target.calls[site.call]
      let candidates = byType[target.scopes[call.scope].type] ?? all
      var low = 0
      var high = candidates.count
      while low < high {
        let middle = (low + high) / 2
        if candidates[middle].start <= call.expression.span.start { low = middle + 1 } else { high = middle }
      }
      found[candidates[max(low - 1, 0)].id, default: []].append(site)
    }
    knownNearest[key] = found
    return found
  }
}
