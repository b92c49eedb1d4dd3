package import ScopeCatalog
package import ScopeDocuments
package import ScopeLeastPrivilege
import ScopeValues

/// What `minimize` worked out from a list of requests.
package struct RequestMinimum: Sendable {
  package var advice: LeastPrivilegeAdvice
  /// Whether a comparison with what is held was asked for.
  package var isCompared: Bool
  /// Held names that the catalog does not know on Microsoft Graph.
  package var unknownHeld: [String]
  /// Recorded requests to other hosts, which say nothing about Microsoft Graph.
  package var otherHosts: Int
  package var problems: [(path: String, problem: DocumentProblem)]

  package init(
    advice: LeastPrivilegeAdvice, isCompared: Bool, unknownHeld: [String] = [], otherHosts: Int = 0,
    problems: [(path: String, problem: DocumentProblem)] = []
  ) {
    self.advice = advice
    self.isCompared = isCompared
    self.unknownHeld = unknownHeld
    self.otherHosts = otherHosts
    self.problems = problems
  }
}

/// Prints the least set of permissions for some requests.
package enum MinimizeReport {
  package static func json(_ minimum: RequestMinimum, _ catalog: Catalog) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      advice(minimum.advice, isCompared: minimum.isCompared, catalog, &writer)
      if !minimum.unknownHeld.isEmpty { writer.strings("unknownHeld", minimum.unknownHeld) }
      if minimum.otherHosts > 0 { writer.member("otherHosts", minimum.otherHosts) }
      writer.key("errors")
      writer.array { writer in
        for (path, problem) in minimum.problems {
          writer.object { writer in
            writer.place(path, problem.position)
            writer.member("message", problem.message)
          }
        }
      }
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  /// The members that every minimal set has, from requests or from logs.
  static func advice(_ advice: LeastPrivilegeAdvice, isCompared: Bool, _ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.member("flow", advice.flow.name)
    writer.key("minimal")
    writer.array { writer in
      for name in advice.set.permissions { permission(name, advice.flow, catalog, &writer) }
    }
    writer.member("proven", advice.set.isProven)
    if let bound = advice.set.bound {
      writer.key("bound")
      writer.object { writer in
        writer.member("steps", bound.budget)
        writer.member("permissions", bound.permissions)
      }
    }
    writer.key("requests")
    writer.array { writer in for call in advice.calls { self.call(call, catalog, &writer) } }
    writer.key("unmatched")
    writer.array { writer in
      for call in advice.unmatched {
        writer.object { writer in
          writer.member("method", call.method)
          writer.member("url", call.address)
          writer.member("count", call.count)
          writer.member("reason", call.obstacle)
        }
      }
    }
    guard isCompared else { return }
    writer.strings("excess", advice.excess.map(catalog.name))
    writer.strings("missing", advice.missing.map(catalog.name))
    if !advice.unexplained.isEmpty { writer.strings("unexplained", advice.unexplained.map(catalog.name)) }
    writer.key("replace")
    writer.array { writer in
      for (from, to) in advice.replacements {
        writer.object { writer in
          writer.member("from", catalog.name(from))
          writer.member("to", catalog.name(to))
        }
      }
    }
  }

  private static func permission(_ name: Int, _ flow: Flow, _ catalog: Catalog, _ writer: inout JSONWriter) {
    let known = catalog.graphPermission(named: name, flow: flow)
    writer.object { writer in
      writer.member("name", catalog.name(name))
      guard let known else { return }
      if known.hasIdentifier { writer.member("id", GUID(high: known.high, low: known.low).description) }
      if known.consent != .unknown { writer.member("adminConsent", known.consent == .admin) }
    }
  }

  private static func call(_ call: LeastPrivilegeAdvice.Call, _ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("method", call.call.method)
      writer.member("url", call.call.address)
      writer.member("template", call.template)
      writer.member("permission", together(call.witness, catalog))
      writer.key("alternatives")
      writer.array { writer in
        for alternative in call.alternatives where alternative != call.witness {
          if alternative.count == 1 {
            writer.string(catalog.name(alternative[0]))
          } else {
            writer.array { writer in for name in alternative { writer.string(catalog.name(name)) } }
          }
        }
      }
      writer.member("count", call.call.count)
      if call.isLastResort { writer.member("lastResort", true) }
      if !call.notes.isEmpty { writer.strings("notes", call.notes) }
    }
  }

  static func together(_ names: [Int], _ catalog: Catalog) -> String {
    names.map(catalog.name).joined(separator: " and ")
  }

  // MARK: Text

  package static func text(_ minimum: RequestMinimum, _ catalog: Catalog) -> String {
    var text = advice(minimum.advice, isCompared: minimum.isCompared, catalog)
    if !minimum.unknownHeld.isEmpty {
      text +=
        "\nNot judged, because Microsoft Graph has no such \(minimum.advice.flow.name) permission: \(minimum.unknownHeld.map(SafeText.line).joined(separator: ", "))\n"
    }
    if minimum.otherHosts > 0 {
      text += "\n\(CountPhrase.of(minimum.otherHosts, "request")) to other hosts left out.\n"
    }
    for (path, problem) in minimum.problems {
      text +=
        "\nerror  \(problem.position.place(in: path, problem.message)): \(SafeText.line(problem.message))\n       \(problem.remedy)\n"
    }
    return text
  }

  /// A call as it is shown, and what is said of it.
  private struct Shown: Hashable {
    var head: String
    var body: String
  }

  private static func why(_ call: LeastPrivilegeAdvice.Call, _ catalog: Catalog) -> Shown {
    var body = "         \(together(call.witness, catalog))"
    let others = call.alternatives.filter { $0 != call.witness }
    if !others.isEmpty {
      body +=
        "   also: \(others.prefix(3).map { together($0, catalog) }.joined(separator: ", "))\(others.count > 3 ? ", \u{2026}" : "")"
    }
    body += "\n"
    if call.isLastResort {
      body += "         Only permissions to read are documented for this change; a person has to confirm it.\n"
    }
    for note in call.notes { body += "         \(SafeText.line(note))\n" }
    return Shown(head: "  \(call.call.method.padded(to: 6)) \(SafeText.line(call.template))", body: body)
  }

  /// What differs in ids alone once, with how often it is called, in the order of the first.
  private static func grouped(_ calls: [(shown: Shown, count: Int)]) -> [(shown: Shown, count: Int)] {
    var places: [Shown: Int] = [:]
    var groups: [(shown: Shown, count: Int)] = []
    for call in calls {
      if let place = places[call.shown] {
        groups[place].count += call.count
      } else {
        places[call.shown] = groups.count
        groups.append(call)
      }
    }
    return groups
  }

  static func advice(_ advice: LeastPrivilegeAdvice, isCompared: Bool, _ catalog: Catalog) -> String {
    var text =
      advice.calls.isEmpty
      ? "No least set: there is no call of which the catalog knows the \(advice.flow.name) permissions"
      : "Least \(advice.flow.name) permissions for \(CountPhrase.of(advice.calls.count, "call"))"
    if let bound = advice.set.bound {
      text += "  (not proven: the search stopped after \(bound.budget) steps; \(bound.permissions) are needed at least)"
    }
    text += "\n"
    let width = advice.set.permissions.map { catalog.name($0).count }.max() ?? 0
    for name in advice.set.permissions {
      let known = catalog.graphPermission(named: name, flow: advice.flow)
      let id =
        known.flatMap { $0.hasIdentifier ? GUID(high: $0.high, low: $0.low).description : nil } ?? "no published id"
      text += "  \(catalog.name(name).padded(to: width))  \(id)\(known?.consent == .admin ? "  admin consent" : "")\n"
    }
    if !advice.calls.isEmpty {
      text += "\nwhy\n"
      for (call, count) in grouped(advice.calls.map { (why($0, catalog), $0.call.count) }) {
        text += call.head + (count > 1 ? "  x\(count)" : "") + "\n" + call.body
      }
    }
    if !advice.unmatched.isEmpty {
      text += "\nunmatched: nothing below counts towards the set\n"
      for call in advice.unmatched {
        text +=
          "  \(call.method.padded(to: 6)) \(SafeText.line(call.address))\(call.count > 1 ? "  x\(call.count)" : "")\n         \(call.obstacle)\n"
      }
    }
    guard isCompared else { return text }
    let replaced = Set(advice.replacements.map(\.from))
    text += "\nagainst what is held\n"
    for (from, to) in advice.replacements { text += "  replace  \(catalog.name(from)) by \(catalog.name(to))\n" }
    for name in advice.excess where !replaced.contains(name) { text += "  remove   \(catalog.name(name))\n" }
    for name in advice.missing {
      text +=
        "  add      \(catalog.name(name))\(advice.unexplained.contains(name) ? "  (its calls went through without it)" : "")\n"
    }
    if advice.excess.isEmpty, advice.missing.isEmpty { text += "  exactly what is needed\n" }
    if !advice.unexplained.isEmpty {
      text +=
        "  What let those calls through is not in the tokens or not in the catalog: a directory role, a consent to\n"
      text += "  one resource, or a permission held. Find out before anything is added or removed.\n"
    }
    if !advice.unmatched.isEmpty, !advice.excess.isEmpty {
      text += "  An unmatched call may need what is to be removed: look at those first.\n"
    }
    return text
  }
}

extension Catalog {
  /// Microsoft Graph's permission with a name, of one kind of caller.
  func graphPermission(named name: Int, flow: Flow) -> Permission? {
    let graph = resource(named: "Microsoft Graph")
    var found: Permission?
    for permission in permissions(named: self.name(name)) where permission.flow == flow && permission.resource == graph
    {
      if found == nil || !(found?.hasIdentifier ?? false) || found?.status == .unpublished { found = permission }
    }
    return found
  }
}
