import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun
import ScopeSources
import Testing

/// Scans of source code, from bytes to the least set.
@Suite struct CodeScannerTests {
  private func scan(_ files: [(String, String)]) -> CodeScan {
    let scanner = CodeScanner(
      catalog: .shared, advisor: LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared)),
      flows: [.application], sinks: CallSinks(rows: CodeFacts.sinks))
    return scanner.scan(files.compactMap { CodeInput(path: $0.0, bytes: Array($0.1.utf8)) }, settings: [:])
  }

  @Test func everyPermissionHasItsWitness() throws {
    let found = scan([
      ("a.py", "import requests\nrequests.get('https://graph.microsoft.com/v1.0/devices')\n"),
      ("b.ps1", "Get-MgUser -All\n"),
    ])
    #expect(found.calls.map(\.position.line) == [2, 1])
    #expect(found.templates.allSatisfy { $0 != nil })
    let set = try #require(found.sets.first)
    #expect(set.advice.set.permissions.map(Catalog.shared.name).sorted() == ["Device.Read.All", "User.ReadBasic.All"])
  }

  @Test func aHoleThatMayBeSeveralThingsIsUnresolvedWithItsBound() throws {
    let found = scan([
      (
        "a.ps1",
        "param($Id, $Action)\nInvoke-MgGraphRequest -Method POST -Uri \"/v1.0/deviceManagement/managedDevices/$Id/$Action\"\n"
      )
    ])
    #expect(found.calls.isEmpty)
    #expect(found.unresolved.map(\.position.line) == [2])
    #expect(found.bounds[0].contains("DeviceManagementManagedDevices.PrivilegedOperations.All"))
  }

  @Test func wrappersAreFollowedToTheirCallers() {
    let found = scan([
      (
        "lib.js",
        "export const call = (path, method) => fetch(`https://graph.microsoft.com/v1.0${path}`, { method });\n"
      ),
      ("app.js", "import { call } from './lib';\ncall('/groups', 'POST');\ncall(`/users/${id}`, 'DELETE');\n"),
    ])
    #expect(
      found.calls.map { "\($0.position.file):\($0.position.line) \($0.method)" } == [
        "app.js:2 POST", "app.js:3 DELETE",
      ])
    #expect(found.calls.allSatisfy { $0.via.map(\.file) == ["lib.js"] })
  }

  @Test func statedScopesAreHeldAgainstTheCallsBesideThem() throws {
    let found = scan([
      ("a.ps1", "Connect-MgGraph -Scopes 'Mail.Send', 'Device.Read.All'\nGet-MgDevice -All\nGet-MgUser\n")
    ])
    let stated = try #require(found.stated.first)
    #expect(stated.excess == ["Mail.Send"])
    #expect(stated.missing == ["User.ReadBasic.All"])
  }

  @Test func commentsTextsAndOtherHostsAreNoCalls() {
    let found = scan([
      (
        "a.cs",
        """
        class A {
          // http.GetAsync("https://graph.microsoft.com/v1.0/users");
          string text = "http.GetAsync(\\"https://graph.microsoft.com/v1.0/users\\")";
          Task B(HttpClient http) => http.GetAsync("https://example.com/v1.0/users");
        }
        """
      )
    ])
    #expect(found.calls.isEmpty && found.unresolved.isEmpty && found.others.count == 1)
  }
}
