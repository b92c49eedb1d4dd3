import ScopeValues

extension Catalog {
  /// What a call needs of one kind of caller: its path, and what its query and body need beside that.
  ///
  /// - Parameter body: what is known of the request's body; nil where nobody says.
  package func requirement(of operation: OperationIndex, flow: Flow, url: String, body: RequestBody? = nil)
    -> Requirement
  {
    var requirement = requirement(of: operation, flow: flow)
    let bytes = Array(url.utf8)
    let (isMine, query) = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      let end = cut.endOfPath(buffer)
      return (Self.isMine(buffer[cut.start..<end]), Array(cut.query(buffer, after: end)))
    }
    if isMine {
      if flow == .application {
        return Requirement(least: [], accepted: [], basis: .none, notes: [Self.noMe])
      }
      requirement.takeOwnAsWhole()
    }
    if query.isEmpty, body == nil, !hasOptions(operation) { return requirement }
    let rows = options(of: operation, flow)
    let asked = QueryText.properties(query)
    apply(rows, asked: asked, to: &requirement)
    for item in QueryText.expanded(query) where !rows.contains(where: { $0.kind == .needs && $0.names(item) }) {
      if let expanded = expanded(item, operation) {
        add(self.requirement(of: expanded, flow: flow), for: item, to: &requirement)
      }
    }
    if let body { apply(rows, body: body, operation, flow, to: &requirement) }
    return requirement
  }

  /// What a request needs of one kind of caller; nil where the catalog does not know it.
  package func requirement(method: String, url: String, body: RequestBody? = nil, flow: Flow) -> Requirement? {
    guard case .operation(let match) = match(method: method, url: url) else { return nil }
    return requirement(of: match.operation, flow: flow, url: url, body: body)
  }

  /// Whether a path is about whoever is signed in.
  static func isMine(_ path: Slice<UnsafeRawBufferPointer>) -> Bool {
    let path = UnsafeRawBufferPointer(rebasing: path)
    var index = 0
    func skipSlashes() { while index < path.count, path[index] == ASCII.slash { index += 1 } }
    /// Whether the segment here is a word; each byte's bits in `letters` do not count.
    func isSegment(_ word: StaticString, letters: UInt8) -> Bool {
      let length = word.utf8CodeUnitCount
      guard index + length <= path.count, index + length == path.count || path[index + length] == ASCII.slash else {
        return false
      }
      for offset in 0..<length where path[index + offset] | letters != word.utf8Start[offset] { return false }
      return true
    }
    skipSlashes()
    if isSegment("v1.0", letters: 0) || isSegment("beta", letters: 0x20) {
      index += 4
      skipSlashes()
    }
    return isSegment("me", letters: 0x20)
  }

  // MARK: Rows

  /// A row of options.tsv that is about an operation.
  private struct Option {
    var kind: OptionKind
    /// In lower case.
    var properties: [Substring]
    var least: [Alternative]
    var accepted: [Alternative]
    var correction: Correction

    /// Whether a property is one of the row's, or lies within one.
    func names(_ property: String) -> Bool {
      properties.contains { property == $0 || property.hasPrefix($0 + "/") }
    }
  }

  /// The first row about an operation, or where it would stand.
  private func firstOption(_ operation: OperationIndex) -> Int {
    var low = 0
    var high = count(.options, stride: 28)
    while low < high {
      let middle = (low + high) / 2
      if word32(.options, middle * 28) < operation { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func hasOptions(_ operation: OperationIndex) -> Bool {
    let first = firstOption(operation)
    return first < count(.options, stride: 28) && word32(.options, first * 28) == operation
  }

  /// The rows about an operation's query: the properties that each names, and whether they are all that it lets pass.
  func optionRows(of operation: OperationIndex, _ flow: Flow) -> [(properties: [Substring], isLimit: Bool)] {
    options(of: operation, flow).filter { [.needs, .limits, .omits].contains($0.kind) }.map {
      ($0.properties, $0.kind == .limits)
    }
  }

  /// The name of what an $expand asks for, where it needs something of its own.
  func expandedName(
    _ item: String, _ rows: [(properties: [Substring], isLimit: Bool)], _ operation: OperationIndex
  ) -> String? {
    let name = item.prefix { $0 != "(" }
    let isNamed = rows.contains { !$0.isLimit && $0.properties.contains { name == $0 || name.hasPrefix($0 + "/") } }
    return isNamed || expanded(item, operation) != nil ? String(name) : nil
  }

  private func options(of operation: OperationIndex, _ flow: Flow) -> [Option] {
    var rows: [Option] = []
    var index = firstOption(operation)
    while index < count(.options, stride: 28), word32(.options, index * 28) == operation {
      let at = index * 28
      index += 1
      let word = word32(.options, at + 4)
      guard word >> 8 & 1 << Int(flow.rawValue) != 0, let kind = OptionKind(rawValue: UInt8(word & 0xFF)),
        let correction = correction(word32(.options, at + 20))
      else { continue }
      let grants = alternatives(word32(.options, at + 16))
      rows.append(
        Option(
          kind: kind, properties: text(word32(.options, at + 8), word32(.options, at + 12)).split(separator: " "),
          least: askable(grants.least, flow), accepted: askable(grants.accepted, flow), correction: correction))
    }
    return rows
  }

  /// Those that a registration can ask for, with this kind of caller's own names.
  private func askable(_ alternatives: [Alternative], _ flow: Flow) -> [Alternative] {
    let known = alternatives.filter { $0.names.allSatisfy { isAskable($0, flow) } }
    return known.isEmpty ? alternatives : known
  }

  // MARK: Query

  private func apply(_ rows: [Option], asked: [String], to requirement: inout Requirement) {
    guard requirement.basis != .none else { return }
    // What is too narrow goes before anything is demanded beside it.
    for row in rows.filter({ $0.kind == .limits }) + rows.filter({ $0.kind != .limits }) {
      switch row.kind {
      case .needs where asked.contains(where: row.names):
        requirement.add((row.least, row.accepted))
        note(row, in: &requirement)
        requirement.evidence = requirement.evidence ?? row.correction.evidence
        requirement.basis = .correction
      case .limits where asked.contains(where: { !row.names($0) }):
        requirement.leaveOut(Set(row.accepted.flatMap(\.names)))
        note(row, in: &requirement)
      case .omits where asked.isEmpty:
        let names = Set(row.accepted.flatMap(\.names))
        if requirement.least.contains(where: { $0.names.contains(where: names.contains) }) {
          note(row, in: &requirement)
        }
      default: break
      }
    }
  }

  private func note(_ row: Option, in requirement: inout Requirement) {
    if let note = row.correction.note, !requirement.notes.contains(note) { requirement.notes.append(note) }
  }

  // MARK: Body

  private func apply(
    _ rows: [Option], body: RequestBody, _ operation: OperationIndex, _ flow: Flow, to requirement: inout Requirement
  ) {
    if let resource = body.resource, rows.contains(where: { $0.kind == .resource }) {
      requirement = subscription(rows, resource, flow)
      return
    }
    let properties = body.properties.map { $0.lowercased() }.filter { !$0.hasPrefix("@odata") }
    let known = rows.filter { row in row.kind == .body && properties.contains(where: row.names) }
    guard !known.isEmpty else { return }
    let hasMore = properties.contains { property in !known.contains { $0.names(property) } }
    var isFirst = !hasMore || requirement.basis == .none || method(of: operation) == .post && requirement.basis == .none
    for row in known {
      if isFirst {
        requirement.least = row.least
        requirement.accepted = row.least + row.accepted.filter { !row.least.contains($0) }
      } else {
        requirement.add((row.least, row.accepted))
      }
      isFirst = false
      requirement.evidence = row.correction.evidence
      requirement.basis = .correction
      note(row, in: &requirement)
    }
  }

  /// A subscription needs what the documentation says of its resource, or what reading the resource needs.
  private func subscription(_ rows: [Option], _ resource: String, _ flow: Flow) -> Requirement {
    let path = resource.hasPrefix("/") ? resource : "/" + resource
    guard case .operation(let match) = match(method: "GET", url: path) else {
      return Requirement(
        least: [], accepted: [], basis: .none, notes: ["The subscription's resource is none that the catalog knows."])
    }
    let template = template(of: match.operation).lowercased().drop { $0 == "/" }
    let plain = Self.isUser(path) && template.hasPrefix("users/") ? template : template
    if let row = rows.first(where: { $0.kind == .resource && $0.properties.contains(Substring(plain)) }) {
      return Requirement(
        least: row.least, accepted: row.least + row.accepted.filter { !row.least.contains($0) }, basis: .correction,
        evidence: row.correction.evidence, notes: ["By the resource that is subscribed to."])
    }
    var needed = requirement(of: match.operation, flow: flow, url: path)
    needed.notes.append("By the resource that is subscribed to: a subscription needs what reading it needs.")
    return needed
  }

  private static func isUser(_ path: String) -> Bool { path.lowercased().hasPrefix("/users/") }

  // MARK: Expansion

  /// The operation that reads what an $expand names.
  private func expanded(_ item: String, _ operation: OperationIndex) -> OperationIndex? {
    let path = item.prefix { $0 != "(" }.split(separator: "/").filter {
      !$0.hasPrefix("microsoft.graph.") && !$0.hasPrefix("$")
    }
    guard !path.isEmpty, !path.contains("*") else { return nil }
    for middle in ["/", "/{id}/"] {
      if case .operation(let match) = match(
        method: "GET", url: template(of: operation) + middle + path.joined(separator: "/")),
        match.inferences.isSubset(of: [Inferences(.placeholder)]), !template(of: match.operation).hasSuffix("}"),
        // What is inferred from the path itself demands nothing beside it.
        origin(of: match.operation) != .inferred
      {
        return match.operation
      }
    }
    return nil
  }

  private func add(_ expanded: Requirement, for item: String, to requirement: inout Requirement) {
    guard !expanded.accepted.isEmpty, !requirement.accepted.isEmpty else { return }
    let before = requirement.least
    requirement.add((expanded.least, expanded.accepted))
    if requirement.least.map(\.names) != before.map(\.names) {
      requirement.notes.append("$expand=\(item.prefix { $0 != "(" }) needs a permission for what it expands as well.")
    }
  }

  // MARK: Publication

  /// Whether a registration can ask for a name of Microsoft Graph's.
  package func isAskable(_ nameIndex: Int, _ flow: Flow) -> Bool {
    permissions(named: name(nameIndex)).contains {
      $0.nameIndex == nameIndex && $0.flow == flow && $0.hasIdentifier
        && ($0.status == .published || $0.status == .disabled)
    }
  }
}
