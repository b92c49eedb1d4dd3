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
