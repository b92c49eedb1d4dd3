import Testing

/// The organisation's own list of permissions, from the settings to the finding.
@Suite struct OrganizationPermissionTests {
  private static let app = "5b1f7c02-9d34-4e61-a8b7-20c4d6e8f135"
  private static let other = "c3a96d14-08f2-4b75-9e1d-7f50b2a8c6e4"

  /// Asks for User.Read for a signed-in user and for AuditLog.Read.All as itself.
  private static let manifest = """
    {"appId": "\(app)", "displayName": "Roster", "signInAudience": "AzureADMyOrg",
     "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
       {"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"},
       {"id": "b0afded3-3588-46d8-8b3d-9842eff778da", "type": "Role"}]}]}
    """

  private func run(_ permissions: String, format: String = "text") throws -> Binary {
    let repository = try Repository([
      "app.json": Self.manifest, ".scopeaudit.json": "{\"permissions\": \(permissions)}",
    ])
    return try repository.run("check", "app.json", "--format", format)
  }

  @Test(arguments: [
    (#"[{"name": "User.Read", "severity": "high"}]"#, 1, true),
    (#"[{"name": "user.read", "severity": "critical", "flow": "delegated"}]"#, 1, true),
    (#"[{"name": "User.Read", "severity": "high", "flow": "application"}]"#, 2, false),
    (#"[{"name": "AuditLog.*", "severity": "high", "resource": "Microsoft Graph"}]"#, 1, true),
    (#"[{"name": "User.Read", "severity": "low"}]"#, 0, true),
    (#"[{"name": "User.Read", "severity": "high", "include": ["\#(app)"]}]"#, 1, true),
    (#"[{"name": "User.Read", "severity": "high", "include": ["\#(other)"]}]"#, 0, false),
    (#"[{"name": "User.Read", "severity": "high", "exclude": ["\#(app)"]}]"#, 0, false),
    (#"[{"name": "User.Read", "severity": "high", "exclude": ["\#(other)"]}]"#, 1, true),
    (#"[]"#, 0, false),
  ])
  func listsDecide(permissions: String, status: Int32, isReported: Bool) throws {
    let run = try run(permissions)
    #expect(run.status == status, "\(run.output)\(run.errors)")
    #expect(run.output.contains("organization-permission") == isReported)
  }

  @Test func theReasonIsTheMessage() throws {
    let reason = "The works council has to agree first"
    let run = try run(#"[{"name": "User.Read", "severity": "high", "reason": "\#(reason)."}]"#, format: "json")
    #expect(run.output.contains(reason))
    #expect(run.output.contains("\"rule\":\"organization-permission\""))
  }

  @Test(arguments: [
    #"[{"name": "User.Raed", "severity": "high"}]"#, #"[{"name": "User.Read"}]"#, #"[{"severity": "high"}]"#,
    #"[{"name": "User.Read", "severity": "grave"}]"#, #"[{"name": "User.Read", "severity": "high", "flow": "both"}]"#,
    #"[{"name": "User.Read", "severity": "high", "resource": "Nobody's API"}]"#,
    #"[{"name": "User.Read", "severity": "high", "include": ["me"]}]"#,
    #"[{"name": "User.Read", "severity": "high", "only": []}]"#, #"{"name": "User.Read"}"#,
  ])
  func whatIsNotUnderstoodIsAnError(permissions: String) throws {
    let run = try run(permissions)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains(".scopeaudit.json"))
  }
}
