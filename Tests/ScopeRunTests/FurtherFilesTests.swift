import ScopeAudit
import ScopeRun
import Testing

/// What goes on in other pages, or in files that a source or a text for people names.
@Suite struct FurtherFilesTests {
  @Test(arguments: [
    ("@odata.nextLink", "\"x\""), ("odata.nextLink", "\"x\""), ("nextLink", "\"x\""), ("__next", "\"x\""),
    ("skipToken", "\"x\""), ("$skipToken", "\"x\""), ("@odata.count", "5"), ("@odata.count", "\"5\""),
    ("odata.count", "\"5\""),
  ])
  func aListThatGoesOnIsIncomplete(name: String, value: String) async {
    for list in ["value", "results", "items", "data", "applications"] {
      let page = "{\"\(list)\": [\(NeverCleanTests.harmless.text)], \"\(name)\": \(value)}"
      for text in [page, "{\"d\": \(page)}", "[\(page)]"] {
        #expect(await NeverCleanTests.verdict(text) == .incomplete, "\(text.suffix(60))")
      }
    }
  }

  /// A script may name any file: what it makes nothing of is audited all the same.
  @Test(arguments: [
    ("a.sh", "az ad app create --display-name x --required-resource-accesses @danger.json\n"),
    ("a.ps1", "New-MgApplication -BodyParameter (Get-Content danger.json | ConvertFrom-Json)\n"),
    (
      "a.tf",
      "resource \"azuread_application\" \"a\" {\n  display_name = jsondecode(file(\"danger.json\")).displayName\n}\n"
    ),
    (
      "a.bicep",
      "resource a 'Microsoft.Graph/applications@v1.0' = {\n  displayName: loadJsonContent('danger.json').displayName\n}\n"
    ),
  ])
  func aFileThatASourceNames(name: String, text: String) async {
    // The last one begins as a list of permissions does.
    for danger in [
      NeverCleanTests.danger.text, "[\(NeverCleanTests.harmless.text), \(NeverCleanTests.danger.text)]",
      """
      [{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": []}, \(NeverCleanTests.danger.text)]
      """,
    ] {
      let files = [
        (name, Array(text.utf8)), ("danger.json", Array(danger.utf8)),
        ("b.json", Array(NeverCleanTests.harmless.text.utf8)),
      ]
      #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict(files)))
    }
  }

  /// What is written for people may name the members of a manifest without making an audit incomplete.
  @Test func proseNamesMembersWithoutAList() async {
    func files(_ text: String) -> [(String, [UInt8])] {
      [("README.md", Array(text.utf8)), ("a.json", Array(NeverCleanTests.harmless.text.utf8))]
    }
    #expect(
      await NeverCleanTests.verdict(files("# Title\n\nSet `requiredResourceAccess` in the manifest.\n")) == .clean)
    let schema = "{\"$schema\": \"x\", \"properties\": {\"requiredResourceAccess\": {\"type\": \"array\"}}}"
    #expect(
      await NeverCleanTests.verdict([
        ("s.json", Array(schema.utf8)), ("a.json", Array(NeverCleanTests.harmless.text.utf8)),
      ]) == .clean)
    let list = "requiredResourceAccess:\n- resourceAccess:\n  - id: \(NeverCleanTests.dangerous)\n    type: Role\n"
    #expect(await NeverCleanTests.verdict(files(list)) == .incomplete)
  }
}
