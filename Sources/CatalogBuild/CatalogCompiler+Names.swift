import ScopeCatalog
import ScopeValues

/// The sections about what has a name: directory roles, Microsoft's applications, and permissions that include others.
extension CatalogCompiler {
  mutating func writeDirectoryRoles(_ roles: Table) throws {
    let severities = ["info", "low", "medium", "high", "critical"]
    for row in roles.rows {
      let id = roles.cell(row, "templateId")
      guard let guid = GUID(id) else { throw FactError(message: "directory-roles.tsv: \(id) is no GUID") }
      let (offset, length) = text.add(roles.cell(row, "name"))
      append(.directoryRoles, [guid.high, guid.low])
      let access = IntuneAccess.allCases.first { $0.name == roles.cell(row, "intune") } ?? .unknown
      let severity = roles.cell(row, "severity")
      guard severity.isEmpty || severities.contains(severity) else {
        throw FactError(message: "directory-roles.tsv: \(severity) is no severity")
      }
      let marker = roles.cell(row, "kind") == "marker" ? 1 : 0
      append32(
        .directoryRoles,
        [offset, length, marker | (severities.firstIndex(of: severity) ?? 0) << 8, Int(access.rawValue)])
      for alias in roles.cell(row, "aliases").split(separator: ";") {
        let (offset, length) = text.add(String(alias.drop { $0 == " " }))
        append32(.directoryRoleAliases, [offset, length, (sections[.directoryRoles]?.count ?? 0) / 32 - 1])
      }
    }
  }

  mutating func writeExplanations(_ properties: Table) {
    for row in properties.rows {
      for column in ["name", "aliases", "meaning", "set", "rules"] {
        let (offset, length) = text.add(properties.cell(row, column))
        append32(.explanations, [offset, length])
      }
      append32(.explanations, [properties.cell(row, "kind") == "steps" ? 1 : 0, 0, 0])
    }
  }

  mutating func writeChangingReads(_ facts: OperationFacts, _ requirements: RequirementFacts, _ names: [String]) {
    for flow in 0..<2 {
      for (index, name) in names.enumerated() {
        guard name.split(separator: ".").contains(where: { $0 == "Read" || $0 == "ReadBasic" }) else { continue }
        let changes = (requirements.opened[flow][name] ?? []).count { !facts.rows[$0].onlyReads }
        if changes > 0 { append32(.changingReads, [flow << 16 | index, changes]) }
      }
    }
  }

  mutating func writeApplications(_ applications: Table) throws {
    var entries: [(id: GUID, name: String, isMicrosofts: Int)] = []
    for row in applications.rows {
      let id = applications.cell(row, "appId")
      guard let guid = GUID(id) else { throw FactError(message: "applications.tsv: \(id) is no GUID") }
      let isMicrosofts =
        switch applications.cell(row, "owner") {
        case "microsoft": 1
        case "unstated": 0
        case let owner: throw FactError(message: "applications.tsv: \(owner) is neither microsoft nor unstated")
        }
      entries.append((guid, applications.cell(row, "name"), isMicrosofts))
    }
    for entry in entries.sorted(by: { $0.id < $1.id }) {
      append(.applications, [entry.id.high, entry.id.low])
      let (offset, length) = text.add(entry.name)
      append32(.applications, [PackedText(offset: offset, length: length).rawValue, entry.isMicrosofts])
    }
  }

  mutating func writeMisprintedIDs(_ misprints: Table, _ nameIndex: [String: Int]) throws {
    for row in misprints.rows.sorted(by: { misprints.cell($0, "id") < misprints.cell($1, "id") }) {
      let (id, name) = (misprints.cell(row, "id"), misprints.cell(row, "name"))
      guard let guid = GUID(id), let index = nameIndex[name] else {
        throw FactError(message: "misprinted-ids.tsv: \(id) is no GUID, or no permission is called \(name)")
      }
      let (offset, length) = text.add(misprints.cell(row, "list"))
      append(.misprintedIDs, [guid.high, guid.low])
      append32(.misprintedIDs, [index, offset, length])
    }
  }

  mutating func writeInclusions(_ inclusions: Table, _ nameIndex: [String: Int]) throws {
    var keys: [Inclusion] = []
    for row in inclusions.rows where inclusions.cell(row, "includes") == "yes" {
      let flow: Flow = inclusions.cell(row, "flow") == "application" ? .application : .delegated
      guard let wide = nameIndex[inclusions.cell(row, "wide")], let narrow = nameIndex[inclusions.cell(row, "narrow")]
      else { throw FactError(message: "inclusions.tsv: no permission is called as in \(row.joined(separator: " "))") }
      keys.append(Inclusion(wide: wide, narrow: narrow, flow: flow))
    }
    append32(.inclusions, keys.map(\.rawValue).sorted())
  }
}
