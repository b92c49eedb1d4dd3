internal import ScopeCatalog
import ScopeValues

extension Checks {
  /// A name beside an id that is another permission's name.
  static let mislabelledPermission = Check(permissions: "mislabelled-permission") { context in
    let permissions = context.holdings.permissions
    for index in permissions.indices where permissions[index].permission != nil && !permissions[index].labels.isEmpty {
      let held = permissions[index]
      let name = context.name(held)
      for (index, label) in held.labels.enumerated() {
        let words = label.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }.map(
          String.init)
        guard !words.contains(where: { $0.lowercased() == name.lowercased() }),
          let other = words.first(where: { isName($0, in: words, context.catalog) })
        else { continue }
        context.report(held, "This id is \(name), but the text beside it says \(other).")
        if held.labelPlaces.indices.contains(index) {
          context.relate(held.labelPlaces[index], "Here it is called \(other).")
        }
        break
      }
    }
  }

  /// Whether a word of a label is the name of a permission: one with a point in it, or a sign-in scope that stands
  /// alone, as those are common words.
  private static func isName(_ word: String, in words: [String], _ catalog: Catalog) -> Bool {
    guard word.contains(".") || words.count == 1 && catalog.isSignIn(word) else { return false }
    return !catalog.permissions(named: word).isEmpty
  }
}
