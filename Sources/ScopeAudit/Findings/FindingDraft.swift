import ScopeDocuments

/// A finding whose line and column are not worked out yet.
struct FindingDraft {
  var rule: Rule
  var severity: Severity
  var message: String
  var fix: String
  var place: JSONPlace
  var fingerprint: Fingerprint
  var subject: [String]
}
