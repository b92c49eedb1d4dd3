import ScopeCatalog
import ScopeDocuments
import ScopeValues

/// Compiles rules/catalog into the form that the binary reads in place.
package struct CatalogCompiler {
  var text = TextPool()
  var sections: [CatalogSection: [UInt8]] = [:]
  private let folder: FactFolder
  /// Names of permissions that lead to control of the tenant or of its devices.
  private let takeover: Set<String>

  /// - Parameter takeover: names of permissions that lead to control of the tenant or of its devices.
  package init(project: String, takeover: Set<String> = []) {
    self.init(FactFolder(path: "\(project)/rules/catalog"), takeover: takeover)
  }

  /// - Parameters:
  ///   - folder: every table of rules/catalog that the catalog is compiled from.
  ///   - takeover: names of permissions that lead to control of the tenant or of its devices.
  package init(_ folder: FactFolder, takeover: Set<String>) {
    self.folder = folder
    self.takeover = takeover
  }

  private struct PermissionRow {
    var resource: Int
    var flow: Flow
    var id: GUID?
    var name: String
    var consent: Consent
    var level: UInt8
    var status: PermissionStatus
  }

  /// The compiled catalog.
  ///
  /// - Throws: ``FactError`` where a table contradicts itself or another.
  package func compile() throws -> [UInt8] {
    var compiler = self
    return try compiler.build()
  }

  private mutating func build() throws -> [UInt8] {
    let resources = try folder.table("resources.tsv")
    var resourceIndex: [String: Int] = [:]
    for row in resources.rows.sorted(by: { resources.cell($0, "appId") < resources.cell($1, "appId") }) {
      let id = resources.cell(row, "appId")
      guard let guid = GUID(id) else { throw FactError(message: "resources.tsv: \(id) is no GUID") }
      resourceIndex[id] = resourceIndex.count
      let (offset, length) = text.add(resources.cell(row, "name"))
      let (aliasOffset, aliasLength) = text.add(resources.cell(row, "aliases"))
      append(.resources, [guid.high, guid.low])
      append32(
        .resources,
        [
          offset, length, aliasOffset, aliasLength, resources.cell(row, "status") == "retired" ? 1 : 0,
          resources.cell(row, "list") == "complete" ? 1 : 0,
        ])
      for audience in resources.cell(row, "audiences").split(separator: " ") where audience != "-" {
        let (audienceOffset, audienceLength) = text.add(audience.lowercased())
        append32(.audiences, [audienceOffset, audienceLength, resourceIndex[id] ?? 0])
      }
    }

    var permissions: [PermissionRow] = []
    for file in ["permissions.tsv", "permissions-other.tsv"] {
      let table = try folder.table("\(file)")
      for row in table.rows {
        guard let resource = resourceIndex[table.cell(row, "resource")] else {
          throw FactError(message: "\(file): unknown resource \(table.cell(row, "resource"))")
        }
        let name = table.cell(row, "name")
        guard let status = PermissionStatus.allCases.first(where: { $0.name == table.cell(row, "status") }) else {
          throw FactError(message: "\(file): unknown status \(table.cell(row, "status")) of \(name)")
        }
        let flows = try FactCell.flows(table.cell(row, "flow"), "\(file): \(name)")
        guard flows.count == 1, let flow = Flow(rawValue: UInt8(flows[0])) else {
          throw FactError(message: "\(file): \(name) is for one kind of caller")
        }
        let consents: [String: Consent] = ["admin": .admin, "user": .user, "": .unknown]
        guard let consent = consents[table.cell(row, "consent")] else {
          throw FactError(message: "\(file): unknown consent \(table.cell(row, "consent")) of \(name)")
        }
        permissions.append(
          PermissionRow(
            resource: resource, flow: flow, id: GUID(table.cell(row, "id")), name: name, consent: consent,
            level: UInt8(table.cell(row, "level")) ?? 0, status: status))
      }
    }
    permissions.sort {
      ($0.resource, $0.flow, $0.id ?? .zero, $0.name) < ($1.resource, $1.flow, $1.id ?? .zero, $1.name)
    }

    let operations = try OperationFacts(folder: folder)
    let options = try OptionFacts(folder: folder)
    var nameSet = Set(permissions.map(\.name)).union(operations.corrections.names).union(options.names)
    for operation in operations.rows {
      for cell in operation.grants { for grant in cell { nameSet.formUnion(grant.all) } }
    }
    let names = nameSet.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
    let nameIndex = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    for name in names {
      let (offset, length) = text.add(name)
      append32(.names, [offset, length])
    }

    for row in permissions {
      append(.permissions, [row.id?.high ?? 0, row.id?.low ?? 0])
      append32(.permissions, [nameIndex[row.name] ?? 0, row.resource])
      sections[.permissions, default: []] += [
        row.flow.rawValue, row.consent.rawValue, row.level, row.status.rawValue, row.id == nil ? 0 : 1, 0, 0, 0,
      ]
    }
    let byID = permissions.indices.filter { permissions[$0].id != nil }.sorted {
      (permissions[$0].id ?? .zero, $0) < (permissions[$1].id ?? .zero, $1)
    }
    append16(.permissionsByID, byID)
    append16(
      .permissionsByName,
      permissions.indices.sorted {
        (nameIndex[permissions[$0].name] ?? 0, $0) < (nameIndex[permissions[$1].name] ?? 0, $1)
      })

    let requirements = try RequirementFacts(operations, folder: folder, takeover: takeover)
    writeOperations(operations, requirements, options, names, nameIndex)
    writeChangingReads(operations, requirements, names)
    try writeEntities(nameIndex)

    try writeDirectoryRoles(folder.table("directory-roles.tsv"))
    try writeExplanations(folder.table("properties.tsv"))
    try writeApplications(folder.table("applications.tsv"))
    try writeMisprintedIDs(folder.table("misprinted-ids.tsv"), nameIndex)
    try writeInclusions(folder.table("inclusions.tsv"), nameIndex)
    sections[.dates] = Array("\(try folder.date(of: "permissions.tsv"))\n\(try folder.date(of: "operations.tsv"))".utf8)
    sections[.text] = text.bytes
    return assemble()
  }

  private mutating func writeEntities(_ nameIndex: [String: Int]) throws {
    let document = try folder.json("entities.json")
    for scope in document.elements(of: document.member("scopes", of: document.root) ?? document.root) {
      func list(_ name: StaticString) -> [String] {
        document.member(name, of: scope).map { document.elements(of: $0).map(document.text) } ?? []
      }
      let name = document.string(document.member("name", of: scope)) ?? ""
      guard let index = nameIndex[name] else { throw FactError(message: "entities.json: unknown scope \(name)") }
      let (offset, length) = text.add(document.string(document.member("label", of: scope)) ?? "")
      append32(.labels, [index, offset, length])
      func add(_ entity: String, _ action: String) {
        let (entityOffset, entityLength) = text.add(entity)
        let (actionOffset, actionLength) = text.add(action)
        append32(.entityActions, [index, entityOffset, entityLength, actionOffset, actionLength])
      }
      for entity in list("read") { add(entity, "read") }
      for entity in list("change") {
        for verb in list("verbs") where verb != "change" { add(entity, verb) }
        add(entity, "change")
      }
      for action in list("remoteActions") { add("Remote actions", action) }
    }
  }

  // MARK: Bytes

  mutating func append(_ section: CatalogSection, _ words: [UInt64]) {
    for word in words {
      withUnsafeBytes(of: word.littleEndian) { sections[section, default: []].append(contentsOf: $0) }
    }
  }

  mutating func append32(_ section: CatalogSection, _ words: [Int]) {
    for word in words {
      withUnsafeBytes(of: UInt32(word).littleEndian) { sections[section, default: []].append(contentsOf: $0) }
    }
  }

  mutating func append16(_ section: CatalogSection, _ words: [Int]) {
    for word in words {
      withUnsafeBytes(of: UInt16(word).littleEndian) { sections[section, default: []].append(contentsOf: $0) }
    }
  }

  private func assemble() -> [UInt8] {
    var header = CatalogSection.magic
    var body: [UInt8] = []
    for section in CatalogSection.allCases {
      while (CatalogSection.headerSize + body.count) % 8 != 0 { body.append(0) }
      let bytes = section == .digest ? Array(repeating: 0, count: 8) : sections[section] ?? []
      for word in [CatalogSection.headerSize + body.count, bytes.count] {
        withUnsafeBytes(of: UInt32(word).littleEndian) { header.append(contentsOf: $0) }
      }
      body += bytes
    }
    var bytes = header + body
    let digest = bytes.dropLast(8).withUnsafeBytes(CatalogFile.contentHash)
    withUnsafeBytes(of: digest.littleEndian) { bytes.replaceSubrange(bytes.count - 8..<bytes.count, with: $0) }
    return bytes
  }
}

/// Text that is stored once, however often it is used.
struct TextPool {
  var bytes: [UInt8] = []
  private var known: [String: (Int, Int)] = [:]

  mutating func add(_ text: String) -> (offset: Int, length: Int) {
    if let place = known[text] { return place }
    let place = (bytes.count, text.utf8.count)
    bytes += Array(text.utf8)
    known[text] = place
    return place
  }
}
