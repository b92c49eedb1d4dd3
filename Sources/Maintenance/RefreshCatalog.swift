import ArgumentParser
import CatalogBuild
import ScopeAudit
import ScopeDocuments
import ScopeValues

/// Turns upstream's permission data into rules/catalog/permissions.tsv and operations.tsv.
struct RefreshCatalog: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrite rules/catalog from a folder of upstream data.")

  @Argument(help: "Folder with permissions.json, provisioningInfo.json, GraphAppRoles.json, GraphDelegateRoles.json.")
  var folder: String
  @Option(help: "The project's folder.") var project = "."
  @Option(help: "The day of the ids that a live tenant publishes (GraphAppRoles.json, GraphDelegateRoles.json).")
  var tenantDate: String
  @Option(help: "The day of the operations, levels and unpublished ids (permissions.json, provisioningInfo.json).")
  var operationsDate: String
  @Flag(help: "Accept fewer permissions or operations than before.") var allowShrinking = false

  func run() throws {
    let upstream = try UpstreamCatalog(folder: folder)
    let folder = "\(project)/rules/catalog"
    let texts = [
      "permissions.tsv": upstream.permissionsTable(date: "\(tenantDate), levels of \(operationsDate)"),
      "operations.tsv": upstream.operationsTable(date: operationsDate),
    ]
    func tables(_ make: (String) throws -> Table) throws -> (permissions: Table, operations: Table) {
      (try make("permissions.tsv"), try make("operations.tsv"))
    }
    let old = try tables { try Table(path: "\(folder)/\($0)") }
    let new = try tables { try Table(text: texts[$0] ?? "", path: $0) }
    let report = RefreshReport(
      old: old, new: new, corrections: try Corrections(folder: FactFolder(path: folder)), book: .shared)
    for line in report.lines { print(line) }
    // All are judged before any is written, so that one that fails leaves all as they are.
    let missing = Self.missing(in: new.permissions)
    guard missing.isEmpty else {
      throw FactError(
        message: "permissions.tsv would have no \(missing.joined(separator: ", ")); that is not all of Microsoft Graph")
    }
    for (name, before, after) in [
      ("permissions.tsv", old.permissions, new.permissions), ("operations.tsv", old.operations, new.operations),
    ] where !allowShrinking && after.rows.count * 100 < before.rows.count * 98 {
      throw FactError(
        message: "\(name) would lose more than 2 % of its rows; pass --allow-shrinking if that is right")
    }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
    }
  }
}

extension RefreshCatalog {
  /// Permissions without which a table cannot be Microsoft Graph's, one for each part of it that rules speak of.
  private static let indispensable = [
    "User.Read", "Mail.Read", "Files.ReadWrite.All", "Sites.FullControl.All", "Directory.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory", "Application.ReadWrite.All", "DeviceManagementConfiguration.ReadWrite.All",
    "DeviceManagementManagedDevices.PrivilegedOperations.All",
  ]

  /// The indispensable permissions that a table does not have.
  static func missing(in permissions: Table) -> [String] {
    let names = Set(permissions.rows.map { permissions.cell($0, "name") })
    return indispensable.filter { !names.contains($0) }
  }
}
