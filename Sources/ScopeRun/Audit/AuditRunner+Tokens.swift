package import ScopeAudit
import ScopeDocuments
import ScopeReports

extension AuditRunner {
  /// Audits tokens and compares them with the registrations of their applications, which were audited before.
  package mutating func audit(_ inputs: [TokenInput]) {
    var number = 0
    for input in inputs {
      note(input)
      for token in input.tokens {
        var result = auditor.audit(token, path: input.path, ordinal: ordinal)
        guard judges(result, path: input.path) else { continue }
        result.ordinal = number
        result.audit.nameToken()
        result.audit.namesakes = namesakes(result.audit.appId, result.audit.displayName)
        let drift = TokenDrift(result, with: counterparts, unnamed: unnamed, catalog: auditor.catalog)
        result.drift = drift
        if let failure = drift.failure(path: input.path, position: token.position) { run.failures.append(failure) }
        number += 1
        ordinal += 1
        review.apply(to: &result.audit, &reviewed)
        guard filter.shows(appId: result.audit.appId, displayName: result.audit.displayName) else {
          run.unshown.add(result.audit, isToken: true)
          continue
        }
        result.audit.unshown = filter.apply(to: &result.audit.findings, shown: run.tally.findings, &run.unshown)
        run.tally.add(token: result.audit)
        store.add { format, fragment in format.render(result, into: &fragment) }
      }
    }
  }

  /// Audits tokens by themselves.
  ///
  /// Suppressions that match nothing here belong to applications, and are no finding.
  ///
  /// - Returns: all tokens, those that nobody can judge among them.
  package mutating func auditAlone(_ input: TokenInput) -> [TokenResult] {
    note(input)
    return input.tokens.enumerated().map { number, token in
      var result = auditor.audit(token, path: input.path, ordinal: number)
      if judges(result, path: input.path) {
        review.apply(to: &result.audit, &reviewed)
        result.audit.unshown = filter.apply(to: &result.audit.findings, shown: run.tally.findings, &run.unshown)
        run.tally.add(result.audit)
        store.add { format, fragment in format.render(result.audit, into: &fragment) }
      }
      return result
    }
  }

  private mutating func note(_ input: TokenInput) {
    run.inputs.append(input.summary)
    if let failure = input.failure { run.failures.append(failure) }
  }

  /// Whether a token can be judged; one that cannot makes the audit incomplete.
  private mutating func judges(_ result: TokenResult, path: String) -> Bool {
    guard let obstacle = result.obstacle else { return true }
    run.failures.append(
      CheckRun.Failure(
        path: path, position: result.token.position, message: obstacle.message, remedy: obstacle.remedy))
    return false
  }
}
