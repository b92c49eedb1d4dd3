internal import ScopeCatalog
import ScopeValues

extension Checks {
  /// A name beside an id that is another permission's name.
  static let mislabelledPermission = Check(permissions: "mislabelled-permission") { context in
    for held in context.holdings.permissions where held.permission != nil && !held.labels.isEmpty {
      let name = context.name(held)
      for label in held.labels {
        let words = label.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }.map(
          String.init)
        guard !words.contains(where: { $0.lowercased() == name.lowercased() }),
          let other = words.first(where: { $0.contains(".") && !context.catalog.permissions(named: $0).isEmpty })
        else { continue }
        context.report(held, "This id is \(name), but the text beside it says \(other).")
        break
      }
    }
  }
}
