import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
package import ScopeReports

/// Works out what requests, or recorded calls, need at least.
package struct Minimization {
  private let catalog: Catalog
  let advisor: LeastPrivilegeAdvisor

  package init(catalog: Catalog) {
    self.catalog = catalog
    advisor = LeastPrivilegeAdvisor(catalog: catalog, takeover: TakeoverClass.names(catalog))
  }

  /// The least set for a list of requests.
  ///
  /// - Parameter held: what is held; nil where no comparison is wanted.
  package func minimum(of input: RunInput, flow: Flow, held: HeldNames?) -> RequestMinimum {
    let list = RequestReader.read(input.open())
    let calls = RequestedCalls(list.requests, catalog: catalog)
    return RequestMinimum(
      advice: advisor.advise(calls.calls, flow: flow, held: held?.names), isCompared: held != nil,
      unknownHeld: held?.unknown ?? [], otherHosts: calls.otherHosts,
      problems: list.problems.map { (path: input.path, problem: $0) })
  }

  /// The least set for each caller of a profile.
  ///
  /// - Parameters:
  ///   - flow: the kind of caller that is asked about; nil: all.
  ///   - held: what is held in each flow, in place of what the logs show.
  package func minimum(of result: ActivityRunner.Result, flow: Flow?, held: [HeldNames?]) -> ActivityMinimum {
    var applications: [ActivityMinimum.Application] = []
    for (caller, groups) in result.profile.groups(catalog) where flow.map({ $0 == caller.flow }) ?? true {
      let logged = HeldNames(result.profile.grants[caller]?.sorted() ?? [], flow: caller.flow, catalog: catalog)
      let held = held[Int(caller.flow.rawValue)] ?? logged
      applications.append(
        ActivityMinimum.Application(
          caller: caller, advice: advisor.advise(groups, flow: caller.flow, held: held.names), groups: groups,
          held: held.names.sorted().map { catalog.name($0) }, unknownHeld: held.unknown))
    }
    return ActivityMinimum(profile: result.profile, applications: applications, problems: result.problems)
  }
}

extension Answer {
  /// The least set for a list of requests.
  ///
  /// - Parameter isStrict: whether anything that could not be used makes the answer incomplete.
  /// - Throws: ``HeldProblem`` where what is held cannot be read.
  package static func minimum(
    of requests: RunInput, flow: Flow, held: HeldChoice?, _ format: FormatName, isStrict: Bool,
    catalog: Catalog = .shared
  ) throws(HeldProblem) -> Answer {
    let held = try held.map { choice throws(HeldProblem) in try choice.names(flow, catalog) }
    let minimum = Minimization(catalog: catalog).minimum(of: requests, flow: flow, held: held)
    return Answer(
      format == .json ? MinimizeReport.json(minimum, catalog) : Array(MinimizeReport.text(minimum, catalog).utf8),
      verdict: minimum.verdict(isStrict: isStrict))
  }

  /// The least set for each caller in activity.
  ///
  /// - Parameters:
  ///   - flow: the kind of caller that is asked about; nil: all.
  ///   - isStrict: whether anything that could not be used makes the answer incomplete.
  /// - Throws: ``HeldProblem`` where what is held cannot be read.
  package static func minimum(
    of activity: ActivityRunner.Result, flow: Flow?, held: HeldChoice?, _ format: FormatName, isStrict: Bool,
    catalog: Catalog = .shared
  ) throws(HeldProblem) -> Answer {
    let held = try Flow.allCases.map { flow throws(HeldProblem) in
      try held.map { choice throws(HeldProblem) in try choice.names(flow, catalog) }
    }
    let minimum = Minimization(catalog: catalog).minimum(of: activity, flow: flow, held: held)
    return Answer(
      format == .json
        ? MinimizeActivityReport.json(minimum, catalog) : Array(MinimizeActivityReport.text(minimum, catalog).utf8),
      verdict: activity.verdict(isStrict: isStrict))
  }
}

extension RequestMinimum {
  /// What a command comes to that minimized requests.
  ///
  /// - Parameter isStrict: whether anything that could not be used makes the result incomplete.
  package func verdict(isStrict: Bool) -> AuditVerdict {
    if advice.calls.isEmpty {
      return advice.unmatched.isEmpty && problems.isEmpty && otherHosts == 0 ? .nothingToAudit : .incomplete
    }
    return isStrict && !(problems.isEmpty && advice.unmatched.isEmpty) ? .incomplete : .clean
  }
}
