package import ScopeAudit
package import ScopeValues

/// What formats are told when they are made.
package struct FormatSettings {
  /// The rules that applications and service principals are judged by.
  package var rules: JudgingRules
  /// The rules that tokens beside them are judged by; none where no token is given.
  package var tokenRules: [Rule] = []
  /// How text looks on standard output; in a file it has neither colours nor the terminal's width.
  package var style: TextStyle
  package var threshold: FailureThreshold
  /// The moment that reports name as theirs.
  package var now: Timestamp
  /// Whether text lists what each permission permits.
  package var showsPermissions = false
  /// Whether the run compares two states, so that JSON and Markdown list what differs.
  package var showsChanges = false
  /// What a command reports in words of its own; nil for the formats that it leaves as they are.
  package var own: (FormatName, TextStyle) -> (any CheckFormat)? = { _, _ in nil }

  package init(
    rules: JudgingRules, tokenRules: [Rule] = [], style: TextStyle, threshold: FailureThreshold, now: Timestamp,
    showsPermissions: Bool = false, showsChanges: Bool = false,
    own: @escaping (FormatName, TextStyle) -> (any CheckFormat)? = { _, _ in nil }
  ) {
    self.rules = rules
    self.tokenRules = tokenRules
    self.style = style
    self.threshold = threshold
    self.now = now
    self.showsPermissions = showsPermissions
    self.showsChanges = showsChanges
    self.own = own
  }
}
