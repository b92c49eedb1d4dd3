package import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

extension AuditRunner {
  /// Reports what differs between two states; of an application that is gone there are only changes to tell.
  package mutating func compare(_ old: [RunInput], with new: [RunInput], _ audit: ChangeAudit) {
    run.comparesStates = true
    let failed = run.failures.count
    let before = states(old)
    let isOldUnread = before.isEmpty && run.failures.count > failed
    let after = states(new)
    // Against a side that was not seen, everything would be new, or gone: the error is all there is to say.
    if isOldUnread || after.isEmpty && run.failures.count > failed { return }
    for (before, after) in RegistrationPairs.pair(before, after) {
      let gone = after == nil ? before.map(audit.removal) : nil
      guard var result = after.map({ audit.compare(before, $0) }) ?? gone else { continue }
      result.namesakes = namesakes(result.appId, result.displayName)
      review.apply(to: &result, &reviewed)
      guard filter.shows(appId: result.appId, displayName: result.displayName) else {
        run.unshown.add(result)
        continue
      }
      result.ordinal = nextOrdinal()
      show(result)
    }
  }

  /// The states of all applications in some inputs.
  private mutating func states(_ inputs: [RunInput]) -> [RegistrationState] {
    var states: [RegistrationState] = []
    var unread: [(path: String, permission: UnreadPermission)] = []
    let sources = SourceInputs(inputs, needs: needs, catalog: auditor.catalog)
    run.failures += sources.failures
    run.notices += sources.notices
    let relativePaths = Dictionary(inputs.map { ($0.path, $0.relativePath) }, uniquingKeysWith: { first, _ in first })
    for file in sources.files {
      if let hashes = file.lineHashes { run.lineHashes[file.summary.path] = hashes }
      run.inputs.append(file.summary)
      let path = file.summary.path
      states += file.applications.map {
        RegistrationState($0, path: path, relativePath: relativePaths[path] ?? "", auditor: auditor)
      }
    }
    for source in sources.rest {
      var input = InputReader(source, needs: needs, takesTenantRecords: false)
      while let piece = input.next(&run) {
        states += piece.applications.map {
          RegistrationState($0, path: source.path, relativePath: source.relativePath, auditor: auditor)
        }
      }
      finish(input)
    }
    for state in states { unread += state.result.unread.map { (state.result.location.path, $0) } }
    note(unread)
    return states
  }
}
