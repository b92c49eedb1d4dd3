import ScopeCatalog
import ScopeValues

/// The sections about requests: operations, answers, corrections, options, the tree of paths, and what permissions open.
extension CatalogCompiler {
  mutating func writeOperations(
    _ facts: OperationFacts, _ requirements: RequirementFacts, _ options: OptionFacts, _ names: [String],
    _ nameIndex: [String: Int]
  ) {
    var sets = GrantSets(nameIndex)
    var places: [Int: Int] = [:]
    writeNodes(
      RequestTreeCompiler(facts, of: { $0.origin != .inferred }).ordered(), facts, (.nodes, .edges, .patterns), &places)
    writeNodes(
      RequestTreeCompiler(facts, of: { $0.origin == .inferred }).ordered(), facts,
      (.inferredNodes, .inferredEdges, .inferredPatterns), &places)

    var answers: [RequirementFacts.Answer: Int] = [:]
    func index(of answer: RequirementFacts.Answer, _ compiler: inout CatalogCompiler) -> Int {
      if let known = answers[answer] { return known }
      let index = answers.count
      answers[answer] = index
      compiler.append32(.answers, [sets.index(of: answer.grants)])
      compiler.append16(.answers, [(answer.correction ?? -1) + 1, (answer.note ?? -1) + 1])
      compiler.sections[.answers, default: []] += [answer.basis.rawValue, 0]
      compiler.append16(.answers, [Int(answer.remarks.rawValue)])
      return index
    }
    let order = places.sorted { $0.value < $1.value }.map(\.key)
    for row in order {
      let operation = facts.rows[row]
      let (offset, length) = text.add(operation.path)
      append32(.operations, [offset])
      append16(.operations, [length])
      sections[.operations, default: []] += [UInt8(operation.method), operation.origin.rawValue]
      var stated = operation.grants.map { sets.index(of: $0) }
      if operation.origin == .inferred { stated[2] = operation.target.flatMap { places[$0.row] }.map { $0 + 1 } ?? 0 }
      append16(.operations, stated)
      append16(.operations, requirements.answers[row].map { index(of: $0, &self) })
      append16(.operations, [operation.onlyReads ? 1 : 0])
    }
    for correction in facts.corrections.rows {
      writeEvidence([correction.since, correction.evidence, correction.note], sets.index(of: correction.before))
    }
    for option in options.rows { writeEvidence(["", option.evidence, option.note], 0) }
    for (dead, current) in facts.corrections.renames {
      for name in [dead, current] {
        let (offset, length) = text.add(name)
        append32(.renames, [offset, length])
      }
    }
    writeOptions(facts, options, places, &sets)
    for (section, bytes) in sets.sections { sections[section] = bytes }
    writePowers(facts, requirements, names, nameIndex)
    writeOpenedEntities(facts, requirements, names)
  }

  private mutating func writeEvidence(_ cells: [String], _ before: Int) {
    for cell in cells {
      let (offset, length) = text.add(cell)
      append32(.corrections, [offset, length])
    }
    append32(.corrections, [before, 0])
  }

  /// Writes a tree, and numbers its rows of the facts as operations, after those that have a number.
  private mutating func writeNodes(
    _ nodes: [RequestTreeCompiler.Node], _ facts: OperationFacts,
    _ into: (nodes: CatalogSection, edges: CatalogSection, patterns: CatalogSection), _ places: inout [Int: Int]
  ) {
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
      append32(into.nodes, [node.literals.count])
      append16(into.nodes, [aliases, node.wildcard?.index ?? 0, first])
      sections[into.nodes, default: []] += [UInt8(methods), UInt8(node.patterns.count)]
      append16(into.nodes, [patternCount, Int(node.flags.rawValue)])
      for (text, child) in node.literals.sorted(by: { $0.key < $1.key }) {
        let hash = Array(text.utf8).withUnsafeBytes { SegmentHash.of($0) }
        edges.append((EdgeTable.key(node.index, hash), text, child.index))
      }
      for pattern in node.patterns {
        let (offset, _) = text.add(pattern.before + pattern.after)
        sections[into.patterns, default: []] += [
          pattern.kind.rawValue, UInt8(pattern.before.utf8.count), UInt8(pattern.after.utf8.count), 0,
        ]
        append16(into.patterns, [pattern.child.index, 0])
        append32(into.patterns, [offset])
      }
      patternCount += node.patterns.count
    }
    writeEdges(edges, into.edges)
  }

  private mutating func writeEdges(_ edges: [(key: UInt32, text: String, child: Int)], _ section: CatalogSection) {
    let (slots, capacity) = EdgeTable.slots(edges.map(\.key))
    var edgeOfSlot = [Int?](repeating: nil, count: capacity)
    for (edge, slot) in slots.enumerated() { edgeOfSlot[slot] = edge }
    for edge in edgeOfSlot {
      guard let edge = edge.map({ edges[$0] }) else {
        sections[section, default: []] += [UInt8](repeating: 0, count: EdgeTable.stride)
        continue
      }
      let (offset, length) = text.add(edge.text)
      append32(section, [Int(edge.key), offset])
      append16(section, [length, edge.child])
    }
  }

  private mutating func writeOptions(
    _ facts: OperationFacts, _ options: OptionFacts, _ places: [Int: Int], _ sets: inout GrantSets
  ) {
    var written: [(operation: Int, row: Int, set: Int)] = []
    for (index, option) in options.rows.enumerated() {
      let set = sets.index(of: option.grants)
      for (row, operation) in facts.rows.enumerated()
      where option.methods.contains(OperationFacts.methods[operation.method])
        && option.pattern.matches(operation.segments)
      {
        if let place = places[row] { written.append((place, index, set)) }
      }
    }
    for entry in written.sorted(by: { ($0.operation, $0.row) < ($1.operation, $1.row) }) {
      let option = options.rows[entry.row]
      let (offset, length) = text.add(option.properties)
      let flows = option.flows.reduce(0) { $0 | 1 << $1 }
      append32(
        .options,
        [
          entry.operation, Int(option.kind.rawValue) | flows << 8, offset, length, entry.set,
          facts.corrections.rows.count + entry.row + 1, 0,
        ])
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
          if row.onlyReads {
            reads[name] += 1
          } else if !RequirementFacts.promisesReading(grant.name) {
            writes[name] += 1
          }
          if grant.companions.isEmpty { alone[name] += 1 } else { companions[name].formUnion(grant.companions) }
        }
      }
      let opened = names.map { requirements.opened[flow][$0]?.sorted() ?? [] }
      var holders = [Int: [Int]]()
      for (name, list) in opened.enumerated() { for operation in list { holders[operation, default: []].append(name) } }
      for name in names.indices {
        let flags =
          (companions[name].isEmpty || alone[name] > 0 ? 0 : 1) | (facts.corrections.wide.contains(names[name]) ? 2 : 0)
          | (facts.corrections.signIn.contains(names[name]) ? 4 : 0)
        append32(.powers, [reads[name], writes[name], opened[name].count, flags])
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
      let flags = GrantFlags(isLeast: grant.least, extent: grant.extent, grade: grant.grade)
      grants += [nameIndex[grant.name] ?? 0, flags.word, list(grant.companions), list(grant.together)]
    }
    known[set] = starts.count - 1
    return starts.count - 1
  }

  private mutating func list(_ names: [String]) -> Int {
    if let known = lists[names] { return known }
    let list = lists.count
    lists[names] = list
    companions += names.map { nameIndex[$0] ?? 0 }
    listStarts.append(companions.count)
    return list
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
