import Foundation
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// Upstream's four files as the two tables that a catalog is built from.
@Suite struct UpstreamCatalogTests {
  private static let files = [
    "GraphAppRoles.json":
      #"[{"Id": "11111111-0000-4000-8000-000000000001", "Value": "Kite.Read.All", "IsEnabled": true}]"#,
    "GraphDelegateRoles.json":
      #"[{"Id": "11111111-0000-4000-8000-000000000002", "Value": "Kite.Read.All", "Type": "User"}]"#,
    "provisioningInfo.json":
      #"{"permissionDeployments": {"Kite.Write": [{"id": "11111111-0000-4000-8000-000000000003", "scheme": "Application"}]}}"#,
    "permissions.json":
      #"{"permissions": {"Kite.Read.All": {"schemes": {"Application": {"privilegeLevel": 3}, "DelegatedWork": {"privilegeLevel": 1}}, "pathSets": [{"schemeKeys": ["Application", "DelegatedWork"], "methods": ["GET"], "paths": {"/kites/{id}": "least=Application"}}]}}}"#,
  ]

  private static func folder(without name: String = "") throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (file, text) in files where file != name { try Files.write(Array(text.utf8), to: "\(path)/\(file)") }
    return path
  }

  @Test func bothTables() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let upstream = try UpstreamCatalog(folder: folder)
    let permissions = upstream.permissionsTable(date: "2026-10-02").split(separator: "\n").dropFirst(2)
    #expect(
      permissions.map { $0.split(separator: "\t").dropFirst().joined(separator: " ") } == [
        "application 11111111-0000-4000-8000-000000000001 Kite.Read.All admin 3 published tenant",
        "application 11111111-0000-4000-8000-000000000003 Kite.Write admin - unpublished provisioning",
        "delegated 11111111-0000-4000-8000-000000000002 Kite.Read.All user 1 published tenant",
      ])
    let operations = upstream.operationsTable(date: "2026-09-30").split(separator: "\n").dropFirst(2)
    #expect(operations.map(String.init) == ["GET\t/kites/{id}\tKite.Read.All*\tKite.Read.All\t-"])
    let table = FactFolder(["a.tsv": Array(upstream.operationsTable(date: "2026-09-30").utf8)])
    #expect(try table.date(of: "a.tsv") == "2026-09-30")
  }

  @Test(arguments: Array(files.keys).sorted())
  func aMissingFileIsAnError(name: String) throws {
    let folder = try Self.folder(without: name)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: (any Error).self) { try UpstreamCatalog(folder: folder) }
  }

  @Test func aTableWithoutADateIsAnError() {
    #expect(throws: FactError.self) { try FactFolder(["a.tsv": Array("# none\nx\n".utf8)]).date(of: "a.tsv") }
  }
}
