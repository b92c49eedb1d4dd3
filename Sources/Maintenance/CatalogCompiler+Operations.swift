import ScopeCatalog
import ScopeValues

/// The sections about requests: operations, answers, corrections, options, the tree of paths, and what permissions open.
extension CatalogCompiler {
  mutating func writeOperations(
    _ facts: OperationFacts, _ requirements: RequirementFacts, _ names: [String], _ nameIndex: [String: Int]
  ) {
    var sets = GrantSets(nameIndex)
    let tree = RequestTreeCompiler(facts)
    let nodes = tree.ordered()
    let places = writeNodes(nodes, facts)

    var answers: [RequirementFacts.Answer: Int] = [:]
    func index(of answer: RequirementFacts.Answer, _ compiler: inout CatalogCompiler) -> Int {
      if let known = answers[answer] { return known }
      let index = answers.count
      answers[answer] = index
      compiler.append32(.answers, [sets.index(of: answer.grants)])
      compiler.append16(.answers, [(answer.correction ?? -1) + 1, (answer.note ?? -1) + 1])
      compiler.sections[.answers, default: []] += [answer.basis.rawValue, answer.remarks.rawValue, 0, 0]
      return index
    }
    let order = places.sorted { $0.value < $1.value }.map(\.key)
    for row in order {
      let operation = facts.rows[row]
      let (offset, length) = text.add(operation.path)
      append32(.operations, [offset])
      append16(.operations, [length])
      sections[.operations, default: []] += [UInt8(operation.method), operation.origin.rawValue]
      append16(.operations, operation.grants.map { sets.index(of: $0) })
      append16(.operations, requirements.answers[row].map { index(of: $0, &self) })
      append16(.operations, [operation.onlyReads ? 1 : 0])
    }
    for correction in facts.corrections.rows {
      for cell in [correction.since, correction.evidence, correction.note] {
        let (offset, length) = text.add(cell)
        append32(.corrections, [offset, length])
      }
      append32(.corrections, [sets.index(of: correction.before), 0])
    }
    for (dead, current) in facts.corrections.renames {
      for name in [dead, current] {
        let (offset, length) = text.add(name)
        append32(.renames, [offset, length])
      }
    }
    writeOptions(facts, places, &sets)
    for (section, bytes) in sets.sections { sections[section] = bytes }
    writePowers(facts, requirements, names, nameIndex)
    writeOpenedEntities(facts, requirements, names)
  }

  /// Writes the tree; returns the number that each row of the facts gets as an operation.
  private mutating func writeNodes(_ nodes: [RequestTreeCompiler.Node], _ facts: OperationFacts) -> [Int: Int] {
    var places: [Int: Int] = [:]
    var edges: [(key: UInt32, text: String, child: Int)] = []
    var patternCount = 0
    for node in nodes {
      let first = places.count
      var methods = 0
      var aliases = 0
      for (method, row) in node.operations.sorted(by: { $0.key < $1.key }) {
        methods |= 1 << method
        if facts.rows[row].origin == .alias { aliases |= 1 << method }
        places[row] = places.count
      }
      append32(.nodes, [node.literals.count])
      append16(.nodes, [aliases, node.wildcard?.index ?? 0, first])
      sections[.nodes, default: []] += [UInt8(methods), UInt8(node.patterns.count)]
      append16(.nodes, [patternCount, Int(node.flags.rawValue)])
      for (text, child) in node.literals.sorted(by: { $0.key < $1.key }) {
        let hash = Array(text.utf8).withUnsafeBytes { SegmentHash.of($0) }
        edges.append((EdgeTable.key(node.index, hash), text, child.index))
      }
      for pattern in node.patterns {
        let (offset, _) = text.add(pattern.before + pattern.after)
        sections[.patterns, default: []] += [
          pattern.kind.rawValue, UInt8(pattern.before.utf8.count), UInt8(pattern.after.utf8.count), 0,
        ]
        append16(.patterns, [pattern.child.index, 0])
        append32(.patterns, [offset])
      }
      patternCount += node.patterns.count
    }
    writeEdges(edges)
    return places
  }

  private mutating func writeEdges(_ edges: [(key: UInt32, text: String, child: Int)]) {
    let (slots, capacity) = EdgeTable.slots(edges.map(\.key))
    var edgeOfSlot = [Int?](repeating: nil, count: capacity)
    for (edge, slot) in slots.enumerated() { edgeOfSlot[slot] = edge }
    for edge in edgeOfSlot {
      guard let edge = edge.map({ edges[$0] }) else {
        sections[.edges, default: []] += [UInt8](repeating: 0, count: EdgeTable.stride)
        continue
      }
      let (offset, length) = text.add(edge.text)
      append32(.edges, [Int(edge.key), offset])
      append16(.edges, [length, edge.child])
    }
  }

  private mutating func writeOptions(_ facts: OperationFacts, _ places: [Int: Int], _ sets: inout GrantSets) {
    var options: [(operation: Int, option: String, set: Int, correction: Int)] = []
    for (index, correction) in facts.corrections.rows.enumerated() where correction.kind == "option" {
      let option = String(correction.path.drop { $0 != "?" }.dropFirst())
      for (row, operation) in facts.rows.enumerated()
      where correction.methods.contains(OperationFacts.methods[operation.method])
        && correction.pattern.matches(operation.segments)
      {
        if let place = places[row] { options.append((place, option, sets.index(of: correction.grants), index + 1)) }
      }
    }
    for option in options.sorted(by: { ($0.operation, $0.option) < ($1.operation, $1.option) }) {
      let (offset, length) = text.add(option.option)
      append32(.options, [option.operation, offset, length, option.set, option.correction])
    }
  }

  /// Counts what each permission opens and finds the permissions that open all of it and more.
  private mutating func writePowers(
    _ facts: OperationFacts, _ requirements: RequirementFacts, _ names: [String], _ nameIndex: [String: Int]
  ) {
    var covers: [[Int]] = []
    for flow in 0..<2 {
      var reads = [Int](repeating: 0, count: names.count)
      var writes = reads
      var alone = reads
      var companions = [Set<String>](repeating: [], count: names.count)
      for row in facts.rows where row.origin == .upstream {
        for grant in row.grants[flow] {
          guard let name = nameIndex[grant.name] else { continue }
          if row.onlyReads { reads[name] += 1 } else { writes[name] += 1 }
          if grant.companions.isEmpty { alone[name] += 1 } else { companions[name].formUnion(grant.companions) }
        }
      }
      let opened = names.map { requirements.opened[flow][$0]?.sorted() ?? [] }
      var holders = [Int: [Int]]()
      for (name, list) in opened.enumerated() { for operation in list { holders[operation, default: []].append(name) } }
      for name in names.indices {
        append32(
          .powers, [reads[name], writes[name], opened[name].count, companions[name].isEmpty || alone[name] > 0 ? 0 : 1])
        guard let first = opened[name].first else {
          covers.append([])
          continue
        }
        var candidates = Set(holders[first] ?? [])
        for operation in opened[name].dropFirst() where candidates.count > 1 {
          candidates.formIntersection(holders[operation] ?? [])
        }
        candidates.remove(name)
        covers.append(candidates.sorted())
      }
    }
    var count = 0
    for list in covers {
      append32(.coverLists, [count])
      append16(.coverNames, list)
      count += list.count
    }
    append32(.coverLists, [count])
  }
}

/// Sets of grants, each written once.
private struct GrantSets {
  private var known: [[OperationFacts.Grant]: Int] = [:]
  private var lists: [[String]: Int] = [[]: 0]
  private var starts: [Int] = []
  private var grants: [Int] = []
  private var listStarts = [0, 0]
  private var companions: [Int] = []
  private let nameIndex: [String: Int]

  init(_ nameIndex: [String: Int]) {
    self.nameIndex = nameIndex
    _ = index(of: [])
  }

  mutating func index(of set: [OperationFacts.Grant]) -> Int {
    if let index = known[set] { return index }
    starts.append(grants.count / 4)
    for grant in set {
      var list = lists[grant.companions]
      if list == nil {
        list = lists.count
        lists[grant.companions] = list
        companions += grant.companions.map { nameIndex[$0] ?? 0 }
        listStarts.append(companions.count)
      }
      grants += [nameIndex[grant.name] ?? 0, grant.least ? 1 : 0, list ?? 0, 0]
    }
    known[set] = starts.count - 1
    return starts.count - 1
  }

  var sections: [CatalogSection: [UInt8]] {
    [
      .grantSets: Self.bytes(starts + [grants.count / 4], UInt32.self), .grants: Self.bytes(grants, UInt16.self),
      .companionLists: Self.bytes(listStarts, UInt32.self), .companionNames: Self.bytes(companions, UInt16.self),
    ]
  }

  private static func bytes<Word: FixedWidthInteger>(_ words: [Int], _ type: Word.Type) -> [UInt8] {
    words.flatMap { word in withUnsafeBytes(of: Word(word).littleEndian) { Array($0) } }
  }
}
