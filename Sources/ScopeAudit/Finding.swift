package import ScopeDocuments

/// Where something stands, ready to be printed.
package struct Location: Hashable, Sendable {
  package var path: String
  package var range: SourceRange
  package var pointer: String
}

/// Something that a rule saw.
package struct Finding: Sendable {
  package var rule: String
  package var severity: Severity
  package var message: String
  package var fix: String
  package var location: Location
  package var excerpt: Excerpt
  package var fingerprint: String
}

/// What a rule could not judge.
package struct NotAssessable: Sendable {
  package var rule: String
  package var reason: String
}

/// Everything that the audit found out about one application.
package struct ApplicationResult: Sendable {
  package var application: Application
  package var appId: String
  package var displayName: String
  package var location: Location
  package var holdings: Holdings
  package var findings: [Finding]
  package var notAssessable: [NotAssessable]
}
