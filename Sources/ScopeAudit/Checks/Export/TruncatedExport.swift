internal import ScopeDocuments

extension Checks {
  /// An export that does not hold all it should.
  static let truncatedExport = Check(application: "truncated-export") { application, context in
    var cutOff = 0
    var firstCut: JSONPlace?
    for fault in application.exportFaults {
      switch fault {
      case .nextPage(let place):
        context.report(place, "A further page follows this one, and is not in the file.", subject: ["page"])
      case .count(let place):
        context.report(place, "The page counts more entries than the file holds.", subject: ["count"])
      case .cutOff(let place):
        cutOff += 1
        if firstCut == nil { firstCut = place }
      }
    }
    guard let firstCut else { return }
    let others = cutOff == 1 ? "" : " The same happened in \(cutOff - 1) more places."
    context.report(firstCut, "PowerShell printed the name of a type here, not the object.\(others)", subject: ["depth"])
  }
}
