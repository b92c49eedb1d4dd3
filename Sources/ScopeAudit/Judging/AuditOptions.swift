import ScopeDocuments
package import ScopeValues

/// What an audit is told from outside: the clock and the thresholds.
package struct AuditOptions: Sendable {
  /// The moment at which credentials and tokens are judged.
  package var now: Timestamp
  /// Whether findings carry the line on which they stand.
  package var wantsExcerpts = false
  /// Whether findings carry what would remove them from the input's text.
  package var wantsEdits = false
  /// Numbers that take the place of a rule's own, by the option's name in the rule's record.
  package var thresholds: [String: Int] = [:]

  /// What users decide about rules.
  package var rules = RuleSettings()

  /// The organisation's own list of permissions.
  package var organization = OrganizationPermissions()

  /// What applications need; without it no rule asks whether they hold too much or too little.
  package var needs: DeclaredNeeds?

  package init(now: Timestamp) { self.now = now }

  /// The number in force for an option of a rule.
  package func threshold(_ name: String, of rule: Rule) -> Int {
    thresholds[name] ?? rule.options.first { $0.name == name }?.defaultValue ?? 0
  }
}
