package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What would leave each application with the permissions that it needs: the reduced requiredResourceAccess as a
/// JSON merge patch (RFC 7396), and the command that applies it. Accepted findings take nothing away.
package struct FixReport: CheckFormat {
  private let catalog: Catalog

  package init(catalog: Catalog) { self.catalog = catalog }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    // A manifest is not where a grant is taken back.
    guard !result.isServicePrincipal else { return }
    let places = Set(
      result.findings.lazy.filter { $0.rule.id == "excess-permission" && $0.state != .suppressed }
        .map(\.location.range.start.byte))
    let excess = result.permissions.filter { $0.permission != nil && places.contains($0.position.byte) }
    guard !excess.isEmpty else { return }
    let name = result.displayName.isEmpty ? "(without a name)" : SafeText.line(result.displayName)
    let start = result.location.range.start
    let place = "\(SafeText.line(result.location.path)):\(start.line):\(start.column)"
    fragment.sections[0].append(text: "# \(name)  \(place)\n")
    for entry in result.notAssessable where entry.rule.id == "excess-permission" {
      fragment.sections[0].append(text: "# Look first: \(SafeText.line(entry.reason)).\n")
    }
    guard let access = reduced(result.permissions, without: excess) else {
      fragment.sections[0].append(
        text: "# Not all of its permissions are told by an id: change the list by hand, as its findings say.\n\n")
      return
    }
    let command =
      GUID(result.appId).map {
        "az rest --method PATCH --url \"https://graph.microsoft.com/v1.0/applications(appId='\($0)')\""
      }
      ?? "# Put the application's object id in the place of OBJECT-ID.\naz rest --method PATCH --url \"https://graph.microsoft.com/v1.0/applications/OBJECT-ID\""
    fragment.sections[0].append(
      text: """
        \(access.pretty)
        \(command) --headers Content-Type=application/json --body '\(access.compact)'


        """)
  }

  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {}
  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {}

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var isEmpty = true
    sections.copy(0) { piece in
      isEmpty = isEmpty && piece.isEmpty
      output(piece)
    }
    if isEmpty { Array("# Nothing to take away.\n".utf8).write(to: output) }
  }

  package func remarks(on run: CheckRun) -> [String] {
    run.failures.map { failure in
      "\(SafeText.line(failure.path)):\(failure.position.line):\(failure.position.column): \(SafeText.line(failure.message)). \(SafeText.line(failure.remedy))"
    }
  }

  /// A permission as a manifest asks for it.
  private struct Entry: Hashable {
    var id: GUID
    var flow: Flow
    /// An id and a type, which need no escapes.
    var json: String { "{\"id\":\"\(id)\",\"type\":\"\(flow == .application ? "Role" : "Scope")\"}" }
  }

  /// The requests of all resources, in the order in which they are first asked for.
  private struct Access {
    var resources: [(id: GUID, entries: [Entry])] = []

    mutating func add(_ entry: Entry, of resource: GUID) {
      guard let known = resources.firstIndex(where: { $0.id == resource }) else {
        resources.append((resource, [entry]))
        return
      }
      if !resources[known].entries.contains(entry) { resources[known].entries.append(entry) }
    }

    var compact: String {
      let list = resources.map { resource in
        "{\"resourceAppId\":\"\(resource.id)\",\"resourceAccess\":[\(resource.entries.map(\.json).joined(separator: ","))]}"
      }
      return "{\"requiredResourceAccess\":[\(list.joined(separator: ","))]}"
    }

    var pretty: String {
      guard !resources.isEmpty else { return "{\n  \"requiredResourceAccess\": []\n}" }
      let list = resources.map { resource in
        let entries = resource.entries.map { "        \($0.json)" }.joined(separator: ",\n")
        return
          "    {\n      \"resourceAppId\": \"\(resource.id)\",\n      \"resourceAccess\": [\n\(entries)\n      ]\n    }"
      }
      return "{\n  \"requiredResourceAccess\": [\n\(list.joined(separator: ",\n"))\n  ]\n}"
    }
  }

  /// nil where a permission that stays cannot be told by its id.
  private func reduced(_ permissions: [PermissionResult], without excess: [PermissionResult]) -> Access? {
    let removed = Set(excess.compactMap { $0.permission?.index })
    var access = Access()
    for held in permissions {
      guard let resource = resource(held) else { return nil }
      // A mismatch names the permission that is meant, but is none that the needs speak of.
      let isRemoved =
        (held.status == .known || held.status == .unpublished)
        && held.permission.map { removed.contains($0.index) } == true
      guard !isRemoved else {
        for lesser in held.replacements where lesser.hasIdentifier {
          access.add(Entry(id: GUID(high: lesser.high, low: lesser.low), flow: lesser.flow), of: resource)
        }
        continue
      }
      guard let id = identifier(held), let flow = held.flow else { return nil }
      access.add(Entry(id: id, flow: flow), of: resource)
    }
    return access
  }

  private func identifier(_ held: PermissionResult) -> GUID? {
    if case .guid(let guid) = held.identifier { return guid }
    guard held.status == .known, let permission = held.permission, permission.hasIdentifier else { return nil }
    return GUID(high: permission.high, low: permission.low)
  }

  private func resource(_ held: PermissionResult) -> GUID? {
    if case .guid(let guid) = held.resourceIdentifier { return guid }
    guard let resource = held.resource else { return nil }
    let known = catalog.resourceIdentifier(resource)
    return GUID(high: known.high, low: known.low)
  }
}
