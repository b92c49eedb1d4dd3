import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun
import ScopeSources
import Testing

/// What files beside the code say of it: a project's of its library's version, settings of the addresses in use.
@Suite struct ProjectFileTests {
  private static let call =
    "class X { async Task Run(GraphServiceClient client) { await client.DeviceManagement.ManagedDevices.GetAsync(); } }"

  private func addresses(_ files: [(String, String)], _ settings: [String: [String]] = [:]) -> [String] {
    let scanner = CodeScanner(
      catalog: .shared, advisor: LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared)),
      flows: [.application], sinks: CallSinks(rows: CodeFacts.sinks))
    let scan = scanner.scan(
      files.compactMap { CodeInput(path: $0.0, bytes: Array($0.1.utf8)) }, settings: settings)
    return scan.calls.map { "\($0.position.file) \($0.url)" }
  }

  /// A project's file, what stands before the class, and whether the class speaks to beta.
  @Test(arguments: [
    (#"<PackageReference Include="Microsoft.Graph.Beta" Version="5.1.0-preview" />"#, "using Microsoft.Graph;", true),
    (#"<Using Include="Microsoft.Graph.Beta" />"#, "", true),
    (#"<PackageReference Include="Microsoft.Graph" Version="5.1.0" />"#, "using Microsoft.Graph;", false),
    (
      #"<PackageReference Include="Microsoft.Graph" /><PackageReference Include="Microsoft.Graph.Beta" />"#,
      "using Microsoft.Graph;", false
    ),
    (
      #"<PackageReference Include="Microsoft.Graph" /><PackageReference Include="Microsoft.Graph.Beta" />"#,
      "using Microsoft.Graph.Beta;", true
    ),
    (#"<Using Remove="Microsoft.Graph.Beta" />"#, "using Microsoft.Graph;", false),
    ("<Using\n    Include='Microsoft.Graph.Beta'\n  />", "", true),
    (#"<Using Alias="G" Include = "Microsoft.Graph.Beta"></Using>"#, "", true),
    (#"<!-- <Using Include="Microsoft.Graph.Beta" /> -->"#, "using Microsoft.Graph;", false),
    (#"<UsingTask Include="Microsoft.Graph.Beta" />"#, "using Microsoft.Graph;", false),
    (#"<Using Include="Microsoft.Graph.Beta; class X {}" />"#, "using Microsoft.Graph;", false),
  ])
  func projectSaysWhichLibrary(project: String, using: String, isBeta: Bool) {
    let found = addresses([
      ("src/App.csproj", "<Project>\n  <ItemGroup>\(project)</ItemGroup>\n</Project>\n"),
      ("src/Jobs/X.cs", "\(using)\n\(Self.call)\n"), ("other/Y.cs", "using Microsoft.Graph;\n\(Self.call)\n"),
    ])
    let version = isBeta ? "beta" : "v1.0"
    #expect(
      found == [
        "other/Y.cs https://graph.microsoft.com/v1.0/deviceManagement/managedDevices",
        "src/Jobs/X.cs https://graph.microsoft.com/\(version)/deviceManagement/managedDevices",
      ])
  }

  @Test func oneFileImportsForAllOfItsProject() {
    let found = addresses([
      ("src/App.csproj", "<Project></Project>\n"),
      ("src/Properties/Usings.cs", "global using Microsoft.Graph.Beta;\n"),
      ("src/X.cs", "\(Self.call)\n"), ("test/Y.cs", "\(Self.call)\n"),
    ])
    #expect(
      found == [
        "src/X.cs https://graph.microsoft.com/beta/deviceManagement/managedDevices",
        "test/Y.cs https://graph.microsoft.com/v1.0/deviceManagement/managedDevices",
      ])
  }

  /// A setting is where requests go only where its name can mean that: `id` and `value` are members of any record.
  @Test(arguments: [
    ("baseUrl", true), ("graphEndpoint", true), ("audience", true), ("id", false), ("value", false), ("name", false),
  ])
  func settingsOfAddressesAreNamedSo(name: String, isAddress: Bool) {
    let settings = [name: ["https://graph.microsoft.com/v1.0"]]
    let found = addresses(
      [("a.ts", "export async function run(options: Options) { await fetch(options.\(name) + '/users'); }\n")],
      settings)
    #expect(found == (isAddress ? ["a.ts https://graph.microsoft.com/v1.0/users"] : []))
  }
}
