import ScopeValues

// What stands in for a server in tests.
extension CodeFile {
  /// Modules whose objects stand in for a server.
  ///
  /// Sources: the documentation of Mock Service Worker, nock, fetch-mock, axios-mock-adapter, moxios and Mirage.
  private static let standIns = ["msw", "nock", "fetch-mock", "axios-mock-adapter", "moxios", "miragejs"]

  /// Whether an object's handlers stand in for a server: Mock Service Worker's `http` and `rest`.
  func standsIn(_ object: String) -> Bool { !standInNames.isEmpty && standInNames.contains(object) }

  /// The names that imports of such modules give.
  func namesOfStandIns() -> Set<String> {
    guard isScript else { return [] }
    var names: Set<String> = []
    for text in imports where Self.standIns.contains(where: { Self.names(text, $0) }) {
      names.formUnion(Self.words(text))
      // `require("msw")` does not say what it takes.
      names.formUnion(["http", "rest"])
    }
    return names
  }

  /// Whether an import names a module by its whole name, or one of its parts: `msw/node`.
  private static func names(_ text: String, _ module: String) -> Bool {
    guard let place = text.firstRange(of: module) else { return false }
    let before = text[..<place.lowerBound].last
    let after = text[place.upperBound...].first
    return before.map { "'\"".contains($0) } ?? true && after.map { "'\"/".contains($0) } ?? true
  }
}
