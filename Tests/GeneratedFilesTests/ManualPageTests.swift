import Testing

@testable import CatalogBuild
@testable import Maintenance

@Suite struct ManualPageTests {
  @Test func describesEveryCommandAndOption() throws {
    var page = ManualPage(try Files.json("\(project)/fixtures/manual/help.json"))
    #expect(try page.text() == Files.text("\(project)/fixtures/manual/help.1"))
  }

  @Test func refusesWhatIsNoCommandLine() throws {
    var page = ManualPage(try Files.json("\(project)/fixtures/samples/device-inventory.json"))
    #expect(throws: FactError.self) { try page.text() }
  }
}
