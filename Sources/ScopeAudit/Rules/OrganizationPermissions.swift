package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// The organisation's own list of permissions: which matter to it, how much, and for which applications.
package struct OrganizationPermissions: Sendable {
  /// What the list says of one permission.
  package struct Entry: Sendable {
    var severity: Severity
    var effect: String
    /// Ids of applications; nil for all.
    var include: Set<GUID>?
    var exclude: Set<GUID>

    /// Whether the entry is about an application; one without a readable id is never left out.
    func isAbout(_ appId: GUID?) -> Bool {
      guard let appId else { return true }
      return !exclude.contains(appId) && include?.contains(appId) != false
    }
  }

  static let ruleID = "organization-permission"

  /// By index of the permission in the catalog.
  private(set) var entries: [Int: [Entry]] = [:]

  var isEmpty: Bool { entries.isEmpty }

  package init() {}

  /// - Throws: ``ConfigurationError`` at a name, resource, flow, severity or id that does not exist.
  package init(_ file: ConfigurationFile, catalog: Catalog = .shared) throws(ConfigurationError) {
    for setting in file.permissions { try add(setting, file, catalog) }
  }

  private mutating func add(
    _ setting: PermissionSetting, _ file: ConfigurationFile, _ catalog: Catalog
  ) throws(ConfigurationError) {
    guard let severity = Severity(name: setting.severity.value) else {
      throw file.error(
        at: setting.severity.position,
        "there is no severity called \(ConfigurationError.quoted(setting.severity.value))",
        NearestName.remedy(for: setting.severity.value, among: Severity.allCases.map(\.name)))
    }
    let flows = try flows(setting, file)
    let resource = try resource(setting, file, catalog)
    var entry = Entry(
      severity: severity, effect: setting.reason ?? "It is on the organisation's own list.", exclude: [])
    if !setting.include.isEmpty { entry.include = try ids(setting.include, file) }
    entry.exclude = try ids(setting.exclude, file)
    let wanted = setting.name.value.lowercased()
    let stem = wanted.hasSuffix("*") ? wanted.dropLast() : nil
    var isKnown = false
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard permission.resource == resource, flows.contains(permission.flow) else { continue }
      let name = catalog.name(permission.nameIndex).lowercased()
      guard stem.map({ name.hasPrefix($0) }) ?? (name == wanted) else { continue }
      entries[index, default: []].append(entry)
      isKnown = true
    }
    guard isKnown else {
      let names = (0..<catalog.permissionCount).lazy.map { catalog.permission($0) }
        .filter { $0.resource == resource && flows.contains($0.flow) }.map { catalog.name($0.nameIndex) }
      throw file.error(
        at: setting.name.position,
        "\(catalog.resourceName(resource)) has no such permission called \(ConfigurationError.quoted(setting.name.value))",
        NearestName.remedy(for: setting.name.value, among: Array(names)))
    }
  }

  private func flows(
    _ setting: PermissionSetting, _ file: ConfigurationFile
  ) throws(ConfigurationError) -> [Flow] {
    guard let written = setting.flow else { return Flow.allCases }
    guard let flow = Flow.allCases.first(where: { $0.name == written.value }) else {
      throw file.error(
        at: written.position, "there is no flow called \(ConfigurationError.quoted(written.value))",
        "Write \u{201C}application\u{201D} or \u{201C}delegated\u{201D}, or leave it out for both.")
    }
    return [flow]
  }

  private func resource(
    _ setting: PermissionSetting, _ file: ConfigurationFile, _ catalog: Catalog
  ) throws(ConfigurationError) -> Int {
    let written = setting.resource?.value ?? "Microsoft Graph"
    if let known = GUID(written).flatMap({ catalog.resource(($0.high, $0.low)) }) ?? catalog.resource(named: written) {
      return known
    }
    throw file.error(
      at: setting.resource?.position ?? setting.name.position,
      "the catalog knows no resource called \(ConfigurationError.quoted(written))",
      NearestName.remedy(for: written, among: (0..<catalog.resourceCount).map(catalog.resourceName)))
  }

  private func ids(
    _ written: [Located<String>], _ file: ConfigurationFile
  ) throws(ConfigurationError) -> Set<GUID> {
    var ids: Set<GUID> = []
    for entry in written {
      guard let id = GUID(entry.value) else {
        throw file.error(
          at: entry.position, "\(ConfigurationError.quoted(entry.value)) is no application id",
          "Write the application's appId.")
      }
      ids.insert(id)
    }
    return ids
  }
}
