import ScopeDocuments
import ScopeValues

/// The four upstream files, as facts.
package struct UpstreamCatalog {
  private static let graph = "00000003-0000-0000-c000-000000000000"

  private struct Permission: Hashable, Comparable {
    var flow: String
    var id: String
    var name: String
    var consent: String
    var level: String
    var status: String
    var source: String
    static func < (left: Self, right: Self) -> Bool {
      (left.flow, left.name, left.id) < (right.flow, right.name, right.id)
    }
  }

  private struct Grant {
    var least = false
    var companions: Set<String> = []
  }

  private var permissions: [Permission] = []
  /// path → method → scheme → permission
  private var operations: [String: [String: [String: [String: Grant]]]] = [:]

  /// What the folder has to hold.
  private static let files = [
    "permissions.json", "provisioningInfo.json", "GraphAppRoles.json", "GraphDelegateRoles.json",
  ]
  private static let schemes = ["Application", "DelegatedWork", "DelegatedPersonal"]

  package init(folder: String) throws {
    for name in Self.files where !Files.exists("\(folder)/\(name)") {
      throw FactError(message: "\(name) is not in it. \(Self.files.joined(separator: ", ")) have to be")
    }
    let (document, root) = try Self.object("\(folder)/permissions.json", member: "permissions")
    var levels: [String: String] = [:]
    var resourceSpecific: Set<String> = []
    var flowsOf: [String: Set<String>] = [:]
    for (nameKey, record) in document.members(of: root) {
      let name = document.text(nameKey)
      if document.string(document.member("authorizationType", of: record)) == "RSC" {
        resourceSpecific.insert(name)
      }
      if let schemes = document.member("schemes", of: record) {
        for (scheme, details) in document.members(of: schemes) {
          let flow = document.text(scheme) == "Application" ? "application" : "delegated"
          flowsOf[name, default: []].insert(flow)
          guard document.text(scheme) != "DelegatedPersonal" else { continue }
          if let level = document.integer(document.member("privilegeLevel", of: details)) {
            levels["\(flow) \(name)"] = String(level)
          }
        }
      }
      for pathSet in document.member("pathSets", of: record).map(document.elements) ?? [] {
        let methods = document.member("methods", of: pathSet).map(document.elements) ?? []
        let schemes = document.member("schemeKeys", of: pathSet).map(document.elements) ?? []
        guard let paths = document.member("paths", of: pathSet) else { continue }
        for (path, value) in document.members(of: paths) {
          add(
            name, path: document.text(path), value: document.text(value),
            methods: methods.map(document.text), schemes: schemes.map(document.text))
        }
      }
    }

    var published: Set<String> = []
    var publishedNames: Set<String> = []
    for (file, flow) in [("GraphAppRoles", "application"), ("GraphDelegateRoles", "delegated")] {
      let list = try Files.json("\(folder)/\(file).json")
      for entry in list.elements(of: list.root) {
        let name = list.string(list.member("Value", of: entry)) ?? ""
        let id = (list.string(list.member("Id", of: entry)) ?? "").lowercased()
        let isUserConsent = list.string(list.member("Type", of: entry)) == "User"
        let isEnabled = list.boolean(list.member("IsEnabled", of: entry)) ?? true
        published.insert(id)
        publishedNames.insert("\(flow) \(name)")
        permissions.append(
          Permission(
            flow: flow, id: id, name: name, consent: isUserConsent ? "user" : "admin",
            level: levels["\(flow) \(name)"] ?? "-", status: isEnabled ? "published" : "disabled",
            source: "tenant"))
      }
    }
    let (provisioning, deployments) = try Self.object(
      "\(folder)/provisioningInfo.json", member: "permissionDeployments")
    var seen: Set<Permission> = []
    for (nameKey, rows) in provisioning.members(of: deployments) {
      for row in provisioning.elements(of: rows) {
        guard let id = provisioning.string(provisioning.member("id", of: row))?.lowercased(),
          GUID(id) != nil, !published.contains(id)
        else { continue }
        let name = provisioning.text(nameKey)
        let isApplication =
          provisioning.string(provisioning.member("scheme", of: row)) == "Application"
        let flow = isApplication ? "application" : "delegated"
        let permission = Permission(
          flow: flow, id: id, name: name, consent: isApplication ? "admin" : "-",
          level: levels["\(flow) \(name)"] ?? "-", status: "unpublished", source: "provisioning")
        if seen.insert(permission).inserted { permissions.append(permission) }
      }
    }
    let known = Set(permissions.map { "\($0.flow) \($0.name)" })
    for (name, flows) in flowsOf {
      for flow in flows where !known.contains("\(flow) \(name)") {
        permissions.append(
          Permission(
            flow: flow, id: "-", name: name, consent: "-", level: levels["\(flow) \(name)"] ?? "-",
            status: resourceSpecific.contains(name) ? "resourceSpecific" : "nameOnly",
            source: "operations"))
      }
    }
    permissions.sort()
  }

  private static func object(_ path: String, member: StaticString) throws -> (JSONDocument, JSONPlace) {
    let document = try Files.json(path)
    guard let place = document.member(member, of: document.root) else {
      throw FactError(message: "\(path) has no member \(member)")
    }
    return (document, place)
  }

  private mutating func add(
    _ name: String, path: String, value: String, methods: [String], schemes: [String]
  ) {
    var least: Set<Substring> = []
    var companions: Set<String> = []
    for pair in value.split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      if parts[0] == "least" { least = Set(parts[1].split(separator: ",")) }
      if parts[0] == "AlsoRequires" {
        companions = Set(parts[1].split(separator: ",").map { $0.filter { $0 != " " } })
      }
    }
    for method in methods {
      for scheme in schemes {
        var grant = operations[path]?[method]?[scheme]?[name] ?? Grant()
        if least.contains(Substring(scheme)) { grant.least = true }
        grant.companions.formUnion(companions)
        operations[path, default: [:]][method, default: [:]][scheme, default: [:]][name] = grant
      }
    }
  }

  /// How many permissions, and how many calls and paths, upstream knows.
  var size: (permissions: Int, operations: Int) {
    (permissions.count, operations.values.reduce(0) { $0 + $1.count })
  }

  package func permissionsTable(date: String) -> String {
    var text = """
      # Microsoft Graph's permissions. Sources: microsoft-info (ids as a live tenant publishes them) and microsoft-graph-devx-content (levels, unpublished ids), both MIT; \(date). Written by scopeaudit-dev refresh-catalog.
      resource\tflow\tid\tname\tconsent\tlevel\tstatus\tsource\n
      """
    for row in permissions {
      text +=
        [Self.graph, row.flow, row.id, row.name, row.consent, row.level, row.status, row.source]
        .joined(separator: "\t") + "\n"
    }
    return text
  }

  package func operationsTable(date: String) -> String {
    var text = """
      # Microsoft Graph's operations and the permissions that open them. Source: microsoft-graph-devx-content, MIT; \(date). "*" least, "+A|B" only together with A or B, "=" as in the cell before. Written by scopeaudit-dev refresh-catalog.
      methods\tpath\tapplication\tdelegated\tpersonal\n
      """
    for (path, methods) in operations.sorted(by: { $0.key < $1.key }) {
      var byCells: [String: [String]] = [:]
      for (method, schemes) in methods {
        var cells = Self.schemes.map { cell(schemes[$0] ?? [:]) }
        for index in [2, 1] where cells[index] == cells[index - 1] && cells[index] != "-" {
          cells[index] = "="
        }
        byCells[cells.joined(separator: "\t"), default: []].append(method)
      }
      for (cells, methods) in byCells.map({ ($0.key, $0.value.sorted()) }).sorted(by: { $0.1[0] < $1.1[0] }) {
        text += "\(methods.joined(separator: ","))\t\(path)\t\(cells)\n"
      }
    }
    return text
  }

  private func cell(_ grants: [String: Grant]) -> String {
    guard !grants.isEmpty else { return "-" }
    return grants.sorted { $0.key < $1.key }.map { name, grant in
      name + (grant.least ? "*" : "")
        + (grant.companions.isEmpty ? "" : "+" + grant.companions.sorted().joined(separator: "|"))
    }.joined(separator: " ")
  }
}
