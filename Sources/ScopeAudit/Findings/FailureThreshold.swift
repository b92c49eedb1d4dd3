/// Which findings change the exit status.
package struct FailureThreshold: Hashable, Sendable {
  /// From which severity on; nil: none does.
  package var severity: Severity?
  /// Whether findings that a baseline knows are let off.
  package var onlyNew: Bool

  package init(severity: Severity?, onlyNew: Bool = false) {
    self.severity = severity
    self.onlyNew = onlyNew
  }

  /// Reads "high", "never", "new:high"; nil for anything else.
  package init?(_ text: String) {
    var name = text[...]
    onlyNew = name.hasPrefix("new:")
    if onlyNew { name = name.dropFirst(4) }
    severity = Severity(name: String(name))
    guard severity != nil || name == "never" else { return nil }
    guard severity != .info else { return nil }
  }

  /// As it is written.
  package var text: String { (onlyNew ? "new:" : "") + (severity?.name ?? "never") }

  /// Whether a finding changes the exit status.
  package func includes(_ finding: Finding) -> Bool {
    guard let severity, finding.severity >= severity else { return false }
    switch finding.state {
    case .new: return true
    case .unchanged: return !onlyNew
    case .suppressed: return false
    }
  }
}
