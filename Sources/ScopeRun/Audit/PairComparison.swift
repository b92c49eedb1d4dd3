import ScopeAudit

/// Reads both states of registrations again and compares them: what one task needs for its share of the pairs.
struct PairComparison: Sendable {
  let old: ComparedSide
  let new: ComparedSide
  let audit: ChangeAudit
  let auditor: Auditor

  /// A registration whose permissions could not all be judged, by its place on its side.
  typealias Unread = (index: Int, path: String, permissions: [UnreadPermission])

  /// What one pair came to.
  struct Outcome: Sendable {
    /// Nil where a state could not be read again.
    var result: ApplicationResult?
    var unread: (old: Unread?, new: Unread?)
    /// The inputs of the states that could not be read again.
    var lost: [String] = []
  }

  /// What some pairs came to, in their order.
  func outcomes(_ pairs: ArraySlice<RegistrationPairs.Pair>) -> [Outcome] {
    let packers = (old: old.packer, new: new.packer)
    return pairs.map { pair in
      let oldText = pair.old.flatMap { old.text($0, packers.old) }
      let newText = pair.new.flatMap { new.text($0, packers.new) }
      let newState = pair.new.flatMap { new.state($0, newText, auditor) }
      // Of equal texts nothing differs but where they stand, which only those ask for who could not read all of them.
      let isSame = oldText != nil && oldText == newText && newState?.result.unread.isEmpty == true
      let oldState = isSame ? newState : pair.old.flatMap { old.state($0, oldText, auditor) }
      return outcome(pair, oldState, newState)
    }
  }

  private func outcome(
    _ pair: RegistrationPairs.Pair, _ oldState: RegistrationState?, _ newState: RegistrationState?
  ) -> Outcome {
    var outcome = Outcome()
    if let index = pair.old {
      if oldState == nil { outcome.lost.append(old.path(index)) }
      outcome.unread.old = unread(oldState, index)
    }
    if let index = pair.new {
      if newState == nil { outcome.lost.append(new.path(index)) }
      outcome.unread.new = unread(newState, index)
    }
    guard outcome.lost.isEmpty else { return outcome }
    outcome.result = newState.map { audit.compare(oldState, $0) } ?? oldState.map(audit.removal)
    return outcome
  }

  private func unread(_ state: RegistrationState?, _ index: Int) -> Unread? {
    guard let result = state?.result, !result.unread.isEmpty else { return nil }
    return (index, result.location.path, result.unread)
  }
}
