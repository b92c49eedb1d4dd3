internal import CatalogData
internal import ScopeDocuments

/// The rule book: the records of rules/checks, sorted by id.
package struct RuleBook: Sendable {
  package let rules: [Rule]
  private let byID: [String: Int]

  /// The rule book that the binary carries.
  package static let shared = RuleBook(
    json: UnsafeRawBufferPointer(start: scopeaudit_rulebook_bytes(), count: scopeaudit_rulebook_size()))

  /// - Parameter json: an array of records, sorted by id.
  package init(json: UnsafeRawBufferPointer) {
    var reader = JSONItemReader(read: readBytes(of: json))
    var rules: [Rule] = []
    while let item = try? reader.next() {
      rules.append(Rule(RuleRecord(document: item.document, place: item.document.root), index: rules.count))
    }
    self.rules = rules
    byID = Dictionary(rules.map { ($0.id, $0.index) }, uniquingKeysWith: { first, _ in first })
  }

  package func rule(_ id: String) -> Rule? { byID[id].map { rules[$0] } }

  /// The rules by category, in the order in which a review goes through them.
  package var categories: [(category: RuleCategory, rules: [Rule])] {
    RuleCategory.allCases.compactMap { category in
      let members = rules.filter { $0.category == category.rawValue }
      return members.isEmpty ? nil : (category, members)
    }
  }
}
