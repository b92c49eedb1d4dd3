import ScopeDocuments
import ScopeReports

/// What `check` is asked.
package struct CheckQuestion {
  package var inputs: [RunInput]
  /// What was passed over before anything was opened: path and reason.
  package var skipped: [(path: String, why: String)] = []
  package var tokenInputs: [RunInput] = []
  package var needs = NeedsReading()
  /// Whether text lists what each permission permits.
  package var showsPermissions = false
  /// Whether what would leave each application with what it needs takes the place of the report.
  package var isFix = false

  package init(_ inputs: [RunInput]) { self.inputs = inputs }

  /// - Throws: ``UsageProblem`` where two things want standard input, or standard output.
  package static func check(
    _ paths: [String], tokens: [String], isFix: Bool, _ output: [ReportRequest], besides format: FormatName?
  ) throws(UsageProblem) {
    if tokens.contains("-"), (paths + tokens).count(where: { $0 == "-" }) > 1 {
      throw UsageProblem("Standard input can be one input only. Put the token or the manifest into a file.")
    }
    if isFix, format != nil || output.contains(where: { $0.path == nil }) {
      throw UsageProblem(
        "--fix takes the place of the report on standard output. Send reports to files, as in --output json=report.json."
      )
    }
  }
}

/// Which claims of a token are shown.
package struct ClaimChoice: Sendable {
  let display: ClaimDisplay

  /// - Parameters:
  ///   - isShown: whether any are, with what tells of a person masked.
  ///   - isRevealed: whether personal ones are shown as they are.
  package init(isShown: Bool, isRevealed: Bool) {
    display = !isShown ? .hidden : RevealPermit(askedFor: isRevealed).map { .revealed($0) } ?? .masked
  }
}
