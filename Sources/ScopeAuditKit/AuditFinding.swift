import ScopeAudit
import ScopeDocuments
import ScopeValues

/// Something that a rule saw.
public struct AuditFinding: Hashable, Sendable {
  /// The rule's id, such as `client-secret`; never reused and never renamed.
  public var rule: String
  public var severity: FindingSeverity
  /// One or two sentences; names from the input stand in them as they are written.
  public var message: String
  /// What to do about it.
  public var fix: String
  public var location: SourceLocation
  /// 32 hexadecimal digits that stay the same from run to run.
  public var fingerprint: String

  init(_ finding: Finding) {
    rule = finding.rule.id
    severity = FindingSeverity(finding.severity)
    message = finding.message
    fix = finding.fix
    location = SourceLocation(finding.location)
    fingerprint = finding.fingerprint.description
  }
}

/// A rule that could not judge an application, or a part of it.
public struct UnjudgedRule: Hashable, Sendable {
  /// The rule's id.
  public var rule: String
  /// Why, as the end of a sentence.
  public var reason: String

  init(_ entry: NotAssessable) {
    rule = entry.rule.id
    reason = entry.reason
  }
}

/// Where something stands in an input.
public struct SourceLocation: Hashable, Sendable {
  /// The input's name.
  public var path: String
  /// 1-based.
  public var line: Int
  /// 1-based, in UTF-16 units.
  public var column: Int
  /// JSON Pointer (RFC 6901); empty for a whole input.
  public var pointer: String

  init(_ location: Location) {
    path = location.path
    line = location.range.start.line
    column = location.range.start.column
    pointer = location.pointer
  }
}
