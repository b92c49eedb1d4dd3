import ScopeAudit
import ScopeReports

extension AuditRunner {
  /// Takes in a report that was saved, to be rendered again without an audit.
  package mutating func restore(_ saved: SavedReport) {
    run = saved.run
    for application in saved.applications { run.tally.add(application) }
    for token in saved.tokens { run.tally.add(token: token) }
    for result in saved.applications + saved.tokens {
      store.add { format, fragment in format.render(result, into: &fragment) }
    }
    add(saved.findings)
  }
}
