import ScopeValues

extension Catalog {
  /// Operations of upstream, corrections and documentation, and behind them those that only an SDK knows.
  package var operationCount: Int { count(.operations, stride: 20) }

  /// Operations whose needs somebody states.
  package var statedOperationCount: Int {
    var low = 0
    var high = operationCount
    while low < high {
      let middle = (low + high) / 2
      if origin(of: middle) == .inferred { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// An operation's path, with placeholders, as upstream spells it.
  package func template(of operation: OperationIndex) -> String {
    String(decoding: templateBytes(operation), as: UTF8.self)
  }

  func templateBytes(_ operation: OperationIndex) -> UnsafeRawBufferPointer {
    textBytes(word32(.operations, operation * 20), word16(.operations, operation * 20 + 4))
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
    return (0..<statedOperationCount).compactMap { operation in
      let set = word32(.answers, word16(.operations, operation * 20 + 14 + 2 * Int(flow.rawValue)) * 12)
      if known[set] == 0 {
        let flags = (word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4)).first {
          word16(.grants, $0 * 8) == nameIndex
        }.map { GrantFlags(word: word16(.grants, $0 * 8 + 2)) }
        known[set] = flags.map { $0.isLeast && $0.extent == .whole ? 3 : 2 } ?? 1
      }
      return known[set] == 1 ? nil : (operation, known[set] == 3)
    }
  }

  /// Today's name of a permission whose name is dead.
  package func currentName(of name: String) -> String? {
    for index in 0..<count(.renames, stride: 16) {
      let dead = textBytes(word32(.renames, index * 16), word32(.renames, index * 16 + 4))
      guard Self.begins(name, dead) else { continue }
      let current =
        text(word32(.renames, index * 16 + 8), word32(.renames, index * 16 + 12))
        + String(decoding: name.utf8.dropFirst(dead.count), as: UTF8.self)
      if !permissions(named: current).isEmpty { return current }
    }
    return nil
  }

  /// Whether a name of the catalog begins as a dead one does, so that ``currentName(of:)`` may know another.
  package func beginsLikeDeadName(_ nameIndex: Int) -> Bool {
    let name = nameBytes(nameIndex)
    return (0..<count(.renames, stride: 16)).contains { index in
      Self.begins(name, textBytes(word32(.renames, index * 16), word32(.renames, index * 16 + 4)))
    }
  }

  /// Whether a text begins with one of the catalog's, in any letter case.
  private static func begins(_ text: String, _ other: UnsafeRawBufferPointer) -> Bool {
    var text = text
    return text.withUTF8 { begins(UnsafeRawBufferPointer($0), other) }
  }

  private static func begins(_ letters: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    guard letters.count >= other.count else { return false }
    for index in 0..<other.count where letters[index] != other[index] {
      guard letters[index].lowercased == other[index].lowercased else { return false }
    }
    return true
  }

  /// What an operation needs of one kind of caller.
  package func requirement(of operation: OperationIndex, flow: Flow) -> Requirement {
    let answer = word16(.operations, operation * 20 + 14 + 2 * Int(flow.rawValue)) * 12
    let grants = alternatives(word32(.answers, answer))
    let isInferred = origin(of: operation) == .inferred
    let upstream = alternatives(isInferred ? 0 : word16(.operations, operation * 20 + 8 + 2 * Int(flow.rawValue)))
    let basis: [Requirement.Basis] = [.correction, .catalog, .none]
    var requirement = Requirement(
      least: grants.least.filter { $0.extent == .whole }, accepted: grants.accepted.filter { $0.extent == .whole },
      partial: grants.accepted.filter { $0.extent != .whole },
      basis: basis[min(2, Int(byte(.answers, answer + 8)))], notes: [])
    let remarks = AnswerRemarks(rawValue: UInt16(truncatingIfNeeded: word16(.answers, answer + 10)))
    requirement.isProbable = remarks.contains(.probable)
    if let correction = correction(word16(.answers, answer + 4)) {
      requirement.since = correction.since
      requirement.evidence = correction.evidence
      requirement.before = correction.since == nil ? [] : correction.before
      if let note = correction.note { requirement.notes.append(note) }
    }
    if !isInferred,
      remarks.contains(.upstreamDisagrees) || remarks.contains(.absentUpstream) && requirement.basis != .catalog
    {
      requirement.upstream = .init(
        least: remarks.contains(.absentUpstream) ? [] : upstream.least,
        accepted: remarks.contains(.absentUpstream) ? [] : upstream.accepted)
    }
    if requirement.basis == .catalog { addIncluding(&requirement, flow) }
    requirement.notes += sentences(remarks, requirement, operation, flow)
    if let note = correction(word16(.answers, answer + 6))?.note { requirement.notes.append(note) }
    return requirement
  }

  /// Lets what includes the least permission suffice as well: pages often name the narrow one alone, and whoever holds
  /// the wide one has no use for it. What includes a further one proves less, and a correction names all that suffices.
  private func addIncluding(_ requirement: inout Requirement, _ flow: Flow) {
    func single(_ alternative: Alternative) -> Int? {
      alternative.names.count == 1 && alternative.companions.isEmpty ? alternative.names[0] : nil
    }
    var known = Set(requirement.accepted.lazy.compactMap(single))
    for narrow in requirement.least.compactMap(single) {
      for wide in including(narrow, flow: flow) where known.insert(wide).inserted {
        requirement.accepted.append(Alternative(names: [wide], grade: .inferred))
      }
    }
  }

  /// The operation that another one's needs are inferred from.
  func parent(of operation: OperationIndex) -> OperationIndex? {
    guard origin(of: operation) == .inferred else { return nil }
    let number = word16(.operations, operation * 20 + 12)
    return number > 0 ? number - 1 : nil
  }

  // MARK: Records

  struct Correction {
    var since: String?
    var evidence: String?
    var note: String?
    var before: [Alternative]
  }

  /// A correction by its number in an answer: one more than its index, 0 for none.
  func correction(_ number: Int) -> Correction? {
    guard number > 0 else { return nil }
    let at = (number - 1) * 32
    func cell(_ offset: Int) -> String? {
      let length = word32(.corrections, at + offset + 4)
      return length == 0 ? nil : text(word32(.corrections, at + offset), length)
    }
    return Correction(
      since: cell(0), evidence: cell(8), note: cell(16), before: alternatives(word32(.corrections, at + 24)).accepted)
  }

  func alternatives(_ set: Int) -> (least: [Alternative], accepted: [Alternative]) {
    var least: [Alternative] = []
    var accepted: [Alternative] = []
    for grant in word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4) {
      let list = word16(.grants, grant * 8 + 4)
      let flags = GrantFlags(word: word16(.grants, grant * 8 + 2))
      let alternative = Alternative(
        names: [word16(.grants, grant * 8)] + names(inList: word16(.grants, grant * 8 + 6)),
        companions: names(inList: list), extent: flags.extent, grade: flags.grade, isLeast: flags.isLeast)
      accepted.append(alternative)
      if flags.isLeast { least.append(alternative) }
    }
    return (least, accepted)
  }

  private func names(inList list: Int) -> [Int] {
    (word32(.companionLists, list * 4)..<word32(.companionLists, list * 4 + 4)).map { word16(.companionNames, $0 * 2) }
  }
}
