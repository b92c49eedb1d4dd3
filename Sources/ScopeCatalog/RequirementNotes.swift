extension Catalog {
  /// What to say to an application that asks for /me.
  static let noMe = "/me needs a signed-in user; an application calls /users/{id}."

  /// What a reader has to know of an answer, beside a correction's own note.
  func sentences(
    _ remarks: AnswerRemarks, _ requirement: Requirement, _ operation: OperationIndex, _ flow: Flow
  ) -> [String] {
    if remarks.contains(.needsSignedInUser) { return [Self.noMe] }
    var notes: [String] = []
    if let since = requirement.since, !requirement.before.isEmpty {
      notes.append("Since \(since). Before, \(names(requirement.before)) sufficed.")
    }
    if remarks.contains(.probable) {
      notes.append(
        "Unknown, probably \(names(requirement.least)): upstream lists only permissions to read (\(names(requirement.upstream?.accepted ?? []))), but the call may change something."
      )
    } else if remarks.contains(.upstreamListsOnlyReading) {
      notes.append(
        requirement.least.isEmpty
          ? "Upstream lists only permissions to read (\(names(requirement.upstream?.accepted ?? []))), but the call changes something: what it really needs is not known; a ReadWrite permission is likely."
          : "Upstream's least is a permission to read (\(names(requirement.upstream?.least ?? []))), but the call changes something."
      )
    }
    if remarks.contains(.upstreamMarksNoLeast) {
      notes.append("Upstream marks none as the least; of those that suffice, this one opens the fewest other requests.")
    }
    if remarks.contains(.leastCannotBeAskedFor) {
      // What reaches one's own alone has its sentence below.
      let parts = requirement.partial.filter { (requirement.least.isEmpty || $0.isLeast) && $0.extent != .own }
      // One permission can be listed with different companions.
      for note in parts.prefix(3).map({ "\(names([$0])) \($0.extent.remark)." }) where !notes.contains(note) {
        notes.append(note)
      }
    }
    if remarks.contains(.upstreamListsNothing), requirement.accepted.isEmpty, requirement.partial.isEmpty {
      notes.append("Upstream lists no \(flow.name) permission for it.")
    }
    for part in requirement.partial where part.extent == .instance && !remarks.contains(.leastCannotBeAskedFor) {
      notes.append("\(names([part])) \(part.extent.remark).")
    }
    if let own = requirement.partial.first(where: { $0.extent == .own }) {
      notes.append("Where it is about what belongs to the signed-in user, \(names([own])) suffices.")
    }
    if remarks.contains(.inferredFromParent), let parent = parent(of: operation) {
      notes.append(
        "Inferred from \(method(of: parent).name) \(template(of: parent)): Microsoft's SDK knows this request, and upstream does not list it."
      )
    } else if remarks.contains(.absentUpstream) {
      notes.append(
        origin(of: operation) == .inferred
          ? "Microsoft's SDK knows this request; no source says what it needs." : "Upstream does not list this request."
      )
    }
    return notes
  }

  /// Alternatives in words.
  func names(_ alternatives: [Alternative]) -> String {
    alternatives.map { $0.names.map(name).joined(separator: " with ") }.joined(separator: " or ")
  }
}
