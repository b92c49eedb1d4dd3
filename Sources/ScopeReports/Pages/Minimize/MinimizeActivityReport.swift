package import ScopeCatalog
internal import ScopeDocuments
package import ScopeLeastPrivilege
import ScopeValues

/// What `minimize` worked out from activity logs.
package struct ActivityMinimum: Sendable {
  package struct Application: Sendable {
    package var caller: ActivityProfile.Caller
    package var advice: LeastPrivilegeAdvice
    package var groups: [ActivityProfile.Group]
    package var held: [String]
    package var unknownHeld: [String]

    package init(
      caller: ActivityProfile.Caller, advice: LeastPrivilegeAdvice, groups: [ActivityProfile.Group], held: [String],
      unknownHeld: [String]
    ) {
      self.caller = caller
      self.advice = advice
      self.groups = groups
      self.held = held
      self.unknownHeld = unknownHeld
    }
  }

  package var profile: ActivityProfile
  package var applications: [Application]
  package var problems: ActivityProblems

  package init(profile: ActivityProfile, applications: [Application], problems: ActivityProblems) {
    self.profile = profile
    self.applications = applications
    self.problems = problems
  }

  var period: ActivityPeriod { ActivityPeriod(profile) }
}

/// Prints, for each application in activity logs, the least set of permissions for what it did.
package enum MinimizeActivityReport {
  package static func json(_ minimum: ActivityMinimum, _ catalog: Catalog) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.key("window")
      writer.object { writer in
        if let bounds = minimum.period.bounds, let days = minimum.period.days {
          writer.member("first", ActivityProfileReport.moment(bounds.first))
          writer.member("last", ActivityProfileReport.moment(bounds.last))
          writer.member("days", days)
        }
        if let warning = minimum.period.warning { writer.member("warning", warning) }
      }
      writer.member("records", minimum.profile.records)
      writer.member("duplicates", minimum.profile.duplicates)
      writer.member("batches", minimum.profile.batches)
      if minimum.profile.overflow > 0 { writer.member("overflow", minimum.profile.overflow) }
      writer.key("unusable")
      writer.object { writer in
        for (problem, count) in minimum.profile.faults.sorted(by: { $0.key.name < $1.key.name }) {
          writer.member(named: problem.name, count)
        }
      }
      writer.key("applications")
      writer.array { writer in
        for application in minimum.applications { writer.object { self.application(application, catalog, &$0) } }
      }
      minimum.problems.write(&writer)
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  private static func application(
    _ application: ActivityMinimum.Application, _ catalog: Catalog, _ writer: inout JSONWriter
  ) {
    writer.member("appId", application.caller.appID.description)
    MinimizeReport.advice(application.advice, isCompared: true, catalog, &writer)
    writer.strings("held", application.held)
    if !application.unknownHeld.isEmpty { writer.strings("unknownHeld", application.unknownHeld) }
    writer.key("calls")
    writer.array { writer in
      for group in application.groups {
        writer.object { writer in
          writer.member("method", group.method)
          writer.member(group.isKnown ? "template" : "path", group.path)
          writer.member("outcome", group.key.outcome.name)
          writer.member("count", group.tally.count)
          if let first = group.tally.first { writer.member("first", ActivityProfileReport.moment(first)) }
          if let last = group.tally.last { writer.member("last", ActivityProfileReport.moment(last)) }
        }
      }
    }
  }

  package static func text(_ minimum: ActivityMinimum, _ catalog: Catalog) -> String {
    var text = ""
    let profile = minimum.profile
    for application in minimum.applications {
      text +=
        "\(application.caller.appID)  \(application.caller.flow == .application ? "as itself" : "for signed-in users")\n"
      text += MinimizeReport.advice(application.advice, isCompared: true, catalog)
      if !application.unknownHeld.isEmpty {
        text +=
          "  not judged: Microsoft Graph has no such \(application.caller.flow.name) permission: \(application.unknownHeld.map(SafeText.line).joined(separator: ", "))\n"
      }
      for outcome in [ActivityOutcome.refused, .other] {
        let groups = application.groups.filter { $0.key.outcome == outcome }
        guard !groups.isEmpty else { continue }
        text += outcome == .refused ? "\nwanted, but refused (401, 403)\n" : "\nfailed otherwise, not counted as use\n"
        for group in groups {
          text += "  \(group.method.padded(to: 6)) \(SafeText.line(group.path))  x\(group.tally.count)\n"
        }
      }
      text += "\n"
    }
    if !profile.isEmpty { text += "Window  \(minimum.period.phrase)\n" }
    text +=
      "Read    \(CountPhrase.of(profile.records, "record")), \(profile.duplicates) copies, \(profile.batches) batch envelopes\n"
    if profile.overflow > 0 {
      text += "        \(profile.overflow) calls found no room: split the logs by application\n"
    }
    if let warning = minimum.period.warning, !profile.isEmpty { text += "warning \(warning)\n" }
    for line in minimum.problems.lines { text += "error   \(line)\n" }
    return text
  }
}

extension ActivityProblems {
  func write(_ writer: inout JSONWriter) {
    writer.key("errors")
    writer.array { writer in
      for place in places {
        writer.object { writer in
          writer.member("path", place.path)
          if let line = place.line { writer.member("line", line) }
          writer.member("message", place.message)
        }
      }
    }
    writer.member("errorCount", count)
  }
}
