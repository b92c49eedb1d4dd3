import ScopeAudit
import ScopeReports

extension AuditRunner {
  /// Takes in a report that was saved, to be rendered again without an audit.
  package mutating func restore(_ saved: SavedReport) {
    run = saved.run
    for (isToken, result) in saved.applications.map({ (false, $0) }) + saved.tokens.map({ (true, $0) }) {
      guard filter.shows(appId: result.appId, displayName: result.displayName) else {
        run.unshown.add(result, isToken: isToken)
        continue
      }
      var result = result
      if isToken { result.ordinal = run.tally.tokens } else { result.ordinal = nextOrdinal() }
      result.unshown = filter.apply(to: &result.findings, shown: run.tally.findings, &run.unshown)
      if isToken { run.tally.add(token: result) } else { run.tally.add(result) }
      store.add { format, fragment in format.render(result, into: &fragment) }
    }
    add(saved.findings)
  }
}
