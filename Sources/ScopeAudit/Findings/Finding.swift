package import ScopeDocuments
import ScopeValues

/// Where something stands, ready to be printed.
package struct Location: Hashable, Sendable {
  package var path: String
  package var range: SourceRange
  /// JSON Pointer (RFC 6901) into the input's text.
  package var pointer: String

  package init(path: String, range: SourceRange, pointer: String) {
    self.path = path
    self.range = range
    self.pointer = pointer
  }
}

/// Something that a rule saw.
package struct Finding: Sendable {
  package var rule: Rule
  package var severity: Severity
  /// One or two sentences, ended by a full stop; made of our own words and names from the input, as ``ShownText`` shows
  /// them.
  package var message: String
  package var fix: String
  package var location: Location
  /// The line, where the run asks for excerpts.
  package var excerpt: Excerpt?
  package var fingerprint: Fingerprint
  package var state: State
  /// What tells the finding from the rule's others on the same application, as the fingerprint takes it.
  package var subject: [String]
  /// Other places that the finding is about.
  package var related: [Related] = []
  /// What would remove the finding from the input's text, where that is exactly known and the run asks for it.
  package var edits: [TextEdit] = []
  /// Why the finding is accepted, where it is suppressed.
  package var acceptance: Acceptance?

  /// How a finding relates to what was known before.
  package enum State: String, Sendable {
    case new, unchanged, suppressed
  }

  /// - Parameter isOwnWords: whether the message holds nothing from the input, so that nothing in it is masked.
  package init(
    rule: Rule, severity: Severity, message: String, fix: String, location: Location,
    excerpt: Excerpt? = nil, fingerprint: Fingerprint, state: State = .new, subject: [String] = [],
    isOwnWords: Bool = false
  ) {
    self.rule = rule
    self.severity = severity
    self.message = isOwnWords ? message : ShownText.of(message)
    self.fix = fix == rule.fix.text ? fix : ShownText.of(fix)
    self.location = location
    self.excerpt = excerpt
    self.fingerprint = fingerprint
    self.state = state
    self.subject = subject
  }
}

/// Another place that a finding is about, and what stands there.
package struct Related: Sendable {
  package var location: Location
  package var message: String

  package init(location: Location, message: String) {
    self.location = location
    self.message = ShownText.of(message)
  }
}

/// What a rule could not judge of one application.
package struct NotAssessable: Sendable {
  package var rule: Rule
  package var reason: String

  package init(rule: Rule, reason: String) {
    self.rule = rule
    self.reason = reason
  }
}
