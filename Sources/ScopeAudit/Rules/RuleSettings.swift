package import ScopeDocuments

/// What users decide about rules: severities in place of the records', and rules that are off.
package struct RuleSettings: Sendable {
  private var severities: [Int: Severity] = [:]
  /// Indexes in the rule book.
  package private(set) var off: Set<Int> = []

  package init() {}

  /// - Throws: ``ConfigurationError`` at a rule or a severity that does not exist.
  package init(_ file: ConfigurationFile, book: RuleBook) throws(ConfigurationError) {
    for (id, severity) in file.rules {
      guard let rule = book.rule(id.value) else {
        throw file.error(
          at: id.position, "there is no rule called \(ConfigurationError.quoted(id.value))",
          NearestName.remedy(for: id.value, among: book.rules.map(\.id)))
      }
      if severity.value == "off" {
        off.insert(rule.index)
      } else if let known = Severity(name: severity.value) {
        severities[rule.index] = known
      } else {
        throw file.error(
          at: severity.position, "there is no severity called \(ConfigurationError.quoted(severity.value))",
          NearestName.remedy(for: severity.value, among: Severity.allCases.map(\.name) + ["off"]))
      }
    }
  }

  package func isOff(_ rule: Rule) -> Bool { off.contains(rule.index) }

  /// The severity that the user gave to a rule; nil where the rule's own counts.
  package func severity(of rule: Rule) -> Severity? { severities.isEmpty ? nil : severities[rule.index] }
}
