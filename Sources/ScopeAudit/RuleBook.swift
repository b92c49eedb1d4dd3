internal import CatalogData
internal import ScopeDocuments

/// How much a finding matters.
package enum Severity: Int, Comparable, CaseIterable, Sendable {
  case info, low, medium, high, critical

  package init?(name: String) {
    guard let severity = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }

  package var name: String { ["info", "low", "medium", "high", "critical"][rawValue] }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the rule book says of one rule.
package struct Rule: Sendable {
  package var id: String
  package var title: String
  package var severity: Severity
  package var summary: String
  package var why: String
  package var fix: String
  package var permissions: [RatedPermission]
}

/// A permission that a rule reports wherever it is held.
package struct RatedPermission: Sendable {
  package var resource: String
  package var name: String
  package var application: Severity?
  package var delegated: Severity?
  package var effect: String
}

/// The rule book: the records of rules/checks.
package struct RuleBook: Sendable {
  package var rules: [Rule]

  package static let shared = RuleBook()

  private init() {
    var rest = UnsafeRawBufferPointer(start: scopeaudit_rulebook_bytes(), count: scopeaudit_rulebook_size())[...]
    var reader = JSONItemReader { buffer throws(ReadFailure) in
      let piece = rest.prefix(buffer.count)
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
    rules = []
    while let item = try? reader.next() { rules.append(Self.rule(item.document)) }
  }

  package func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

  private static func rule(_ document: JSONDocument) -> Rule {
    let root = document.root
    func text(_ name: StaticString, _ place: JSONPlace) -> String { document.string(document.member(name, of: place)) ?? "" }
    let permissions = document.member("permissions", of: root).map(document.elements) ?? []
    return Rule(
      id: text("id", root), title: text("title", root), severity: Severity(name: text("severity", root)) ?? .medium,
      summary: text("summary", root), why: text("why", root),
      fix: document.member("fix", of: root).map { text("text", $0) } ?? "",
      permissions: permissions.map {
        RatedPermission(
          resource: text("resource", $0), name: text("name", $0), application: Severity(name: text("application", $0)),
          delegated: Severity(name: text("delegated", $0)), effect: text("effect", $0))
      })
  }
}
