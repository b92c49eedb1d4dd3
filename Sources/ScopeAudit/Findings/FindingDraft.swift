import ScopeDocuments

/// A finding whose line and column are not worked out yet.
struct FindingDraft {
  var rule: Rule
  var severity: Severity
  var message: String
  /// Whether the message is made of our own words alone, so that nothing in it has to be masked.
  var isOwnWords = false
  var fix: String
  var place: JSONPlace
  var fingerprint: Fingerprint
  var subject: [String]
  /// Other places that the finding is about, and what stands there.
  var related: [(place: JSONPlace, message: String)] = []
  /// Lines of other files that the finding follows from, and what stands there.
  var witnesses: [Related] = []
}
