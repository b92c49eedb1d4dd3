import CatalogBuild
import Testing

@testable import Maintenance

/// A refresh that loses what every version of Microsoft Graph has is none.
@Suite struct RefreshTests {
  @Test func theCatalogHasEveryIndispensablePermission() throws {
    #expect(RefreshCatalog.missing(in: try Table(path: "\(project)/rules/catalog/permissions.tsv")).isEmpty)
  }

  @Test func aLostPermissionIsNamed() throws {
    let text = try Files.text("\(project)/rules/catalog/permissions.tsv")
    let lines = text.split(separator: "\n").filter { !$0.contains("\tUser.Read\t") }
    let table = try Table(text: lines.joined(separator: "\n") + "\n", path: "permissions.tsv")
    #expect(RefreshCatalog.missing(in: table) == ["User.Read"])
  }
}
