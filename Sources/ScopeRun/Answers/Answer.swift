/// What a command writes to standard output, what it says beside it, and what it comes to.
package struct Answer: Sendable {
  package var output: [UInt8]
  /// One sentence each, for standard error.
  package var remarks: [String]
  package var verdict: AuditVerdict

  package init(_ output: [UInt8], remarks: [String] = [], verdict: AuditVerdict = .clean) {
    self.output = output
    self.remarks = remarks
    self.verdict = verdict
  }

  package init(_ text: String, remarks: [String] = [], verdict: AuditVerdict = .clean) {
    self.init(Array(text.utf8), remarks: remarks, verdict: verdict)
  }
}

/// Why a command cannot do what it was told to.
package struct UsageProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  package let description: String
  /// Whether it helps to see how the command is used.
  package let showsUsage: Bool

  package init(_ description: String, showsUsage: Bool = true) {
    self.description = description
    self.showsUsage = showsUsage
  }
}
