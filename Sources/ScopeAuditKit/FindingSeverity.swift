import ScopeAudit

/// How much a finding matters.
public enum FindingSeverity: String, CaseIterable, Comparable, Sendable {
  case info, low, medium, high, critical

  init(_ severity: Severity) { self = Self.allCases[severity.rawValue] }

  var severity: Severity { Severity.allCases[Self.allCases.firstIndex(of: self) ?? 0] }

  public static func < (left: Self, right: Self) -> Bool { left.severity < right.severity }
}
