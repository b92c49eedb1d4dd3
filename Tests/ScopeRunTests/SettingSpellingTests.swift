import Testing

@testable import ScopeRun

/// A switch that is written in an unusual way is still a switch, or the audit says that it could not read it.
@Suite struct SettingSpellingTests {
  private static func implicit(_ value: String) -> String {
    NeverCleanTests.harmless.text
      .replacing(#""enableAccessTokenIssuance": false"#, with: #""enableAccessTokenIssuance": \#(value)"#)
      .replacing(#""web": {"redirectUris": []"#, with: #""web": {"redirectUris": ["https://app.contoso.com/cb"]"#)
  }

  @Test(arguments: ["true", "\"true\"", "\"True\"", "\" TRUE \"", "1"])
  func switchedOnIsAFinding(value: String) async {
    #expect(Self.implicit(value) != NeverCleanTests.harmless.text)
    #expect(await NeverCleanTests.verdict(Self.implicit(value)) == .findings)
  }

  @Test(arguments: ["false", "\"False\"", "0", "null"])
  func switchedOffIsClean(value: String) async {
    #expect(await NeverCleanTests.verdict(Self.implicit(value)) == .clean)
  }

  @Test(arguments: ["\"yes\"", "2", "[true]", "{}", "\"\""])
  func neitherIsIncomplete(value: String) async {
    #expect(await NeverCleanTests.verdict(Self.implicit(value)) == .incomplete)
  }

  /// Who holds a directory role, as the role itself shows it (`$expand=members`).
  @Test(arguments: [
    ("#microsoft.graph.servicePrincipal", AuditVerdict.findings), ("#microsoft.graph.user", .nothingToAudit),
  ])
  func membersOfADirectoryRoleAreRead(type: String, verdict: AuditVerdict) async {
    let text = """
      {"value": [{"id": "0a1b2c3d-1111-4222-8333-444455556666", "displayName": "Global Administrator",
        "roleTemplateId": "62e90394-69f5-4237-9190-012177145e10",
        "members": [{"@odata.type": "\(type)", "id": "0a1b2c3e-1111-4222-8333-444455556666", "displayName": "Tool"}]}]}
      """
    #expect(await NeverCleanTests.verdict(text) == verdict)
  }
}
