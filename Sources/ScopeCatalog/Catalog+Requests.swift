import ScopeValues

extension Catalog {
  /// Operations of upstream and of corrections.
  package var operationCount: Int { count(.operations, stride: 20) }

  /// An operation's path, with placeholders, as upstream spells it.
  package func template(of operation: OperationIndex) -> String {
    text(word32(.operations, operation * 20), word16(.operations, operation * 20 + 4))
  }

  package func method(of operation: OperationIndex) -> HTTPMethod {
    HTTPMethod(rawValue: byte(.operations, operation * 20 + 6)) ?? .get
  }

  package func origin(of operation: OperationIndex) -> OperationOrigin {
    OperationOrigin(rawValue: byte(.operations, operation * 20 + 7)) ?? .upstream
  }

  /// Whether an operation changes nothing, although its method need not be GET.
  package func onlyReads(_ operation: OperationIndex) -> Bool { word16(.operations, operation * 20 + 18) == 1 }

  /// The operations that a permission opens alone or with others, after corrections; in the order of their paths.
  package func operations(openedBy nameIndex: Int, flow: Flow) -> [(operation: OperationIndex, isLeast: Bool)] {
    // What each set of grants says of the name, once it was looked at: it does not open, opens, or is the least.
    var known = [UInt8](repeating: 0, count: count(.grantSets, stride: 4))
    return (0..<operationCount).compactMap { operation in
      let set = word32(.answers, word16(.operations, operation * 20 + 14 + 2 * Int(flow.rawValue)) * 12)
      if known[set] == 0 {
        let grant = (word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4)).first {
          word16(.grants, $0 * 8) == nameIndex
        }
        known[set] = grant.map { word16(.grants, $0 * 8 + 2) == 1 ? 3 : 2 } ?? 1
      }
      return known[set] == 1 ? nil : (operation, known[set] == 3)
    }
  }

  /// Today's name of a permission whose name is dead.
  package func currentName(of name: String) -> String? {
    for index in 0..<count(.renames, stride: 16) {
      let dead = text(word32(.renames, index * 16), word32(.renames, index * 16 + 4))
      guard name.lowercased().hasPrefix(dead.lowercased()) else { continue }
      let current =
        text(word32(.renames, index * 16 + 8), word32(.renames, index * 16 + 12)) + name.dropFirst(dead.count)
      if !permissions(named: current).isEmpty { return current }
    }
    return nil
  }

  /// What an operation needs of one kind of caller.
  package func requirement(of operation: OperationIndex, flow: Flow) -> OperationRequirement {
    let answer = word16(.operations, operation * 20 + 14 + 2 * Int(flow.rawValue)) * 12
    let grants = alternatives(word32(.answers, answer))
    let upstream = alternatives(word16(.operations, operation * 20 + 8 + 2 * Int(flow.rawValue)))
    let basis: [OperationRequirement.Basis] = [.correction, .catalog, .none]
    var requirement = OperationRequirement(
      least: grants.least, accepted: grants.accepted, basis: basis[min(2, Int(byte(.answers, answer + 8)))], notes: [])
    let remarks = AnswerRemarks(rawValue: byte(.answers, answer + 9))
    if let correction = correction(word16(.answers, answer + 4)) {
      requirement.since = correction.since
      requirement.evidence = correction.evidence
      requirement.before = correction.since == nil ? [] : correction.before
      if let note = correction.note { requirement.notes.append(note) }
    }
    if remarks.contains(.upstreamDisagrees) || remarks.contains(.absentUpstream) && requirement.basis != .catalog {
      requirement.upstream = .init(
        least: remarks.contains(.absentUpstream) ? [] : upstream.least,
        accepted: remarks.contains(.absentUpstream) ? [] : upstream.accepted)
    }
    requirement.notes += sentences(remarks, requirement, template(of: operation), flow)
    if let note = correction(word16(.answers, answer + 6))?.note { requirement.notes.append(note) }
    return requirement
  }

  /// What a request needs of one kind of caller: its operation, and what its query options need beside it.
  package func requirement(of operation: OperationIndex, flow: Flow, url: String) -> OperationRequirement {
    var requirement = requirement(of: operation, flow: flow)
    let bytes = Array(url.utf8)
    let query = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      return Array(cut.query(buffer, after: cut.endOfPath(buffer)))
    }
    for (name, value) in QueryText.options(query) {
      for item in QueryText.items(value) {
        if let option = option(of: operation, "$\(name)=\(item)") {
          requirement.add(option.alternatives)
          requirement.basis = requirement.basis == .none ? .none : .correction
          requirement.evidence = requirement.evidence ?? option.correction.evidence
          if let note = option.correction.note { requirement.notes.append(note) }
        } else if name == "expand", let expanded = expanded(item, operation) {
          add(self.requirement(of: expanded, flow: flow), for: item, to: &requirement)
        }
      }
    }
    return requirement
  }

  // MARK: Options

  private func option(of operation: OperationIndex, _ text: String) -> (
    alternatives: (least: [Alternative], accepted: [Alternative]), correction: Correction
  )? {
    for index in 0..<count(.options, stride: 20) where word32(.options, index * 20) == operation {
      if self.text(word32(.options, index * 20 + 4), word32(.options, index * 20 + 8)) == text,
        let correction = correction(word32(.options, index * 20 + 16))
      {
        return (alternatives(word32(.options, index * 20 + 12)), correction)
      }
    }
    return nil
  }

  /// The operation that reads what an $expand names.
  private func expanded(_ item: String, _ operation: OperationIndex) -> OperationIndex? {
    let path = item.prefix { $0 != "(" }.split(separator: "/").filter {
      !$0.hasPrefix("microsoft.graph.") && !$0.hasPrefix("$")
    }
    guard !path.isEmpty, !path.contains("*") else { return nil }
    for middle in ["/", "/{id}/"] {
      if case .operation(let match) = match(
        method: "GET", url: template(of: operation) + middle + path.joined(separator: "/")),
        match.inferences.isSubset(of: [Inferences(.placeholder)]), !template(of: match.operation).hasSuffix("}")
      {
        return match.operation
      }
    }
    return nil
  }

  private func add(_ expanded: OperationRequirement, for item: String, to requirement: inout OperationRequirement) {
    guard !expanded.accepted.isEmpty, !requirement.accepted.isEmpty else { return }
    let before = requirement.least
    requirement.add((expanded.least, expanded.accepted))
    if requirement.least != before {
      requirement.notes.append("$expand=\(item.prefix { $0 != "(" }) needs a permission for what it expands as well.")
    }
  }

  // MARK: Records

  private struct Correction {
    var since: String?
    var evidence: String?
    var note: String?
    var before: [Alternative]
  }

  /// A correction by its number in an answer: one more than its index, 0 for none.
  private func correction(_ number: Int) -> Correction? {
    guard number > 0 else { return nil }
    let at = (number - 1) * 32
    func cell(_ offset: Int) -> String? {
      let length = word32(.corrections, at + offset + 4)
      return length == 0 ? nil : text(word32(.corrections, at + offset), length)
    }
    return Correction(
      since: cell(0), evidence: cell(8), note: cell(16), before: alternatives(word32(.corrections, at + 24)).accepted)
  }

  private func alternatives(_ set: Int) -> (least: [Alternative], accepted: [Alternative]) {
    var least: [Alternative] = []
    var accepted: [Alternative] = []
    for grant in word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4) {
      let list = word16(.grants, grant * 8 + 4)
      let companions = (word32(.companionLists, list * 4)..<word32(.companionLists, list * 4 + 4)).map {
        word16(.companionNames, $0 * 2)
      }
      let alternative = Alternative(names: [word16(.grants, grant * 8)], companions: companions)
      accepted.append(alternative)
      if word16(.grants, grant * 8 + 2) == 1 { least.append(alternative) }
    }
    return (least, accepted)
  }

  // MARK: Sentences

  private func sentences(
    _ remarks: AnswerRemarks, _ requirement: OperationRequirement, _ template: String, _ flow: Flow
  ) -> [String] {
    var notes: [String] = []
    if let since = requirement.since, !requirement.before.isEmpty {
      notes.append("Since \(since). Before, \(names(requirement.before)) sufficed.")
    }
    if remarks.contains(.upstreamListsOnlyReading) {
      notes.append(
        requirement.least.isEmpty
          ? "Upstream lists only permissions to read (\(names(requirement.upstream?.accepted ?? []))), but the call changes something: what it really needs is not known; a ReadWrite permission is likely."
          : "Upstream's least is a permission to read (\(names(requirement.upstream?.least ?? []))), but the call changes something."
      )
    }
    if remarks.contains(.upstreamMarksNoLeast) {
      notes.append("Upstream marks none as the least; of those that suffice, this one opens the fewest other requests.")
    }
    if remarks.contains(.upstreamListsNothing), requirement.accepted.isEmpty {
      let isMe = template.lowercased().hasPrefix("/me")
      notes.append(
        flow == .application && isMe
          ? "/me needs a signed-in user; an application calls /users/{id}."
          : "Upstream lists no \(flow.name) permission for it.")
    }
    if remarks.contains(.absentUpstream) { notes.append("Upstream does not list this request.") }
    return notes
  }

  private func names(_ alternatives: [Alternative]) -> String {
    alternatives.map { $0.names.map(name).joined(separator: " with ") }.joined(separator: " or ")
  }
}
