import ScopeDocuments
package import ScopeValues

/// A finding that somebody accepts, with a reason and a date.
package struct NewSuppression: Sendable {
  /// How many letters a reason has at least.
  package static let shortestReason = SuppressionFile.shortestReason
  /// The name of the file of suppressions.
  package static let fileName = SuppressionFile.name
  /// The help of the option that names the accepted findings.
  package static let fileHelp =
    "A file of accepted findings, each with its reason, or git:REVISION:PATH; without it, \(fileName) beside the settings or the input counts."

  /// The help of the option that takes the reason.
  package static let reasonHelp = "Why the finding is acceptable, in \(shortestReason) letters or more."
  /// The help of the option that names the file to write to.
  package static let outputHelp =
    "The file to write to (default: the one that the settings name, else \(fileName) beside them or here)."

  private let edit: SuppressionEdit

  /// - Throws: ``UsageProblem`` where fingerprint, reason or day is none.
  package init(
    fingerprint: String, reason: String, expires: String, owner: String?, ticket: String?, now: Timestamp
  ) throws(UsageProblem) {
    let fingerprint = fingerprint.lowercased()
    guard SuppressionFile.isFingerprint(fingerprint) else {
      throw UsageProblem(
        "A fingerprint has 12 or 32 hexadecimal digits. Copy it from what `scopeaudit check` prints under a finding, or from a JSON report."
      )
    }
    guard reason.count(where: { !$0.isWhitespace }) >= Self.shortestReason else {
      throw UsageProblem("A reason has \(Self.shortestReason) letters or more. Say why the finding is acceptable.")
    }
    let expiry = SuppressionEntry.Expiry(expires)
    if case .malformed = expiry { throw UsageProblem("--expires is not a date. Write it as 2026-12-31.") }
    guard !expiry.isOver(at: now) else { throw UsageProblem("--expires is over already. Give a day to come.") }
    edit = SuppressionEdit(
      fingerprint: fingerprint, reason: reason, expires: expires, created: String(now.description.prefix(10)),
      owner: owner, ticket: ticket)
  }

  /// What is said once it is written: where, and what makes check heed it.
  ///
  /// - Parameter isFound: whether check finds the file by itself.
  package static func confirmation(path: String, expires: String, isFound: Bool) -> String {
    let heed =
      isFound
      ? "check reads it by itself."
      : "check reads it with --suppressions, or with \u{201C}suppressions\u{201D} in \(ConfigurationFile.name)."
    return "Accepted until \(SafeText.line(expires)), in \(SafeText.line(path)). \(heed)"
  }

  /// The file of suppressions with this one in it; everything else in it stays as it is.
  ///
  /// - Parameter old: the file as it is; nil where there is none.
  /// - Throws: ``ConfigurationError`` where the file is not one of suppressions.
  package func file(from old: [UInt8]?, path: String) throws -> [UInt8] {
    let bytes = try old.map { old throws(ConfigurationError) in try edit.apply(to: old, path: path) } ?? edit.newFile
    // What cannot be read again must not take the old file's place.
    _ = try SuppressionFile(bytes, path: path)
    return bytes
  }
}
