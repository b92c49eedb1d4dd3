package import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

extension AuditRunner {
  /// Reports what differs between two states; of an application that is gone there are only changes to tell.
  package mutating func compare(_ old: [RunInput], with new: [RunInput], _ audit: ChangeAudit) {
    run.comparesStates = true
    let failed = run.failures.count
    let before = side(old)
    let isOldUnread = before.isEmpty && run.failures.count > failed
    let oldEnd = run.failures.count
    let after = side(new)
    // Against a side that was not seen, everything would be new, or gone: the error is all there is to say.
    if isOldUnread || after.isEmpty && run.failures.count > failed { return }
    var unread = (old: [UnreadState](), new: [UnreadState]())
    let packers = (old: before.packer, new: after.packer)
    for (oldIndex, newIndex) in RegistrationPairs.pair(before.keys, after.keys) {
      let oldState = oldIndex.flatMap { state($0, of: before, packers.old, &unread.old) }
      let newState = newIndex.flatMap { state($0, of: after, packers.new, &unread.new) }
      guard (oldState == nil) == (oldIndex == nil), (newState == nil) == (newIndex == nil) else { continue }
      let gone = newState == nil ? oldState.map(audit.removal) : nil
      guard var result = newState.map({ audit.compare(oldState, $0) }) ?? gone else { continue }
      result.namesakes = namesakes(result.appId, result.displayName)
      review.apply(to: &result, &reviewed)
      guard filter.shows(appId: result.appId, displayName: result.displayName) else {
        run.unshown.add(result)
        continue
      }
      result.ordinal = nextOrdinal()
      show(result)
    }
    // What could not be read of the old state is said before what could not be read of the new one.
    let later = run.failures[oldEnd...]
    run.failures.removeSubrange(oldEnd...)
    note(unread.old)
    run.failures += later
    note(unread.new)
  }

  /// A registration whose permissions could not all be judged, by its place on its side.
  private typealias UnreadState = (index: Int, path: String, permissions: [UnreadPermission])

  private mutating func note(_ unread: [UnreadState]) {
    note(unread.sorted { $0.index < $1.index }.flatMap { state in state.permissions.map { (state.path, $0) } })
  }

  private mutating func state(
    _ index: Int, of side: ComparedSide, _ packer: TextPacker, _ unread: inout [UnreadState]
  ) -> RegistrationState? {
    guard let state = side.state(index, packer, auditor) else {
      run.failures.append(
        CheckRun.Failure(
          path: side.path(index), position: .start, message: "a registration could not be read again",
          remedy: "Compare once more."))
      return nil
    }
    if !state.result.unread.isEmpty { unread.append((index, state.result.location.path, state.result.unread)) }
    return state
  }

  /// The registrations in some inputs.
  private mutating func side(_ inputs: [RunInput]) -> ComparedSide {
    var side = ComparedSide()
    let sources = SourceInputs(inputs, needs: needs, catalog: auditor.catalog)
    run.failures += sources.failures
    run.notices += sources.notices
    let relativePaths = Dictionary(inputs.map { ($0.path, $0.relativePath) }, uniquingKeysWith: { first, _ in first })
    for file in sources.files {
      if let hashes = file.lineHashes { run.lineHashes[file.summary.path] = hashes }
      run.inputs.append(file.summary)
      side.begin(file.summary.path, relativePaths[file.summary.path] ?? "")
      side.add(declared: file.applications)
    }
    var packer: TextPacker?
    for source in sources.rest {
      var input = InputReader(source, needs: needs, takesTenantRecords: false)
      side.begin(source.path, source.relativePath)
      while let piece = input.next(&run) { side.add(piece.applications, &packer) }
      finish(input)
    }
    return side
  }
}
