internal import CatalogData
internal import ScopeDocuments

/// The rule book: the records of rules/checks, sorted by id.
package struct RuleBook: Sendable {
  package let rules: [Rule]
  private let byID: [String: Int]

  /// The rule book that the binary carries.
  package static let shared = RuleBook(
    json: UnsafeRawBufferPointer(start: scopeaudit_rulebook_bytes(), count: scopeaudit_rulebook_size()),
    pages: RulePages(
      json: UnsafeRawBufferPointer(start: scopeaudit_rulepages_bytes(), count: scopeaudit_rulepages_size())))

  /// - Parameter json: an array of whole records, sorted by id.
  package init(json: UnsafeRawBufferPointer) { self.init(json: json, pages: nil) }

  /// - Parameters:
  ///   - json: an array of records, sorted by id, which need not have more than ``RulePages/judgingMembers``.
  ///   - pages: what the records lack; nil where they are whole.
  private init(json: UnsafeRawBufferPointer, pages: RulePages?) {
    rules = RuleRecord.list(json).enumerated().map { Rule($1, index: $0, pages: pages) }
    let names = rules.map { ($0.id, $0.index) } + rules.flatMap { rule in rule.aliases.map { ($0, rule.index) } }
    byID = Dictionary(names, uniquingKeysWith: { first, _ in first })
  }

  /// The rule that is or was called so.
  package func rule(_ id: String) -> Rule? { byID[id].map { rules[$0] } }

  /// The rules by category, in the order in which a review goes through them.
  package var categories: [(category: RuleCategory, rules: [Rule])] {
    RuleCategory.allCases.compactMap { category in
      let members = rules.filter { $0.category == category.rawValue }
      return members.isEmpty ? nil : (category, members)
    }
  }
}
