import Foundation
import ScopeAuditKit
import Testing

/// The library as somebody else's program uses it: nothing here is imported for tests.
@Suite struct PublicFaceTests {
  /// 2026-08-24T10:00:00Z.
  private static let now: Int64 = 1_787_565_600

  private static func manifest(secret: Bool = false, scope: String = "5b07b0dd-2377-4e44-a38d-703f09a0dc3c")
    -> AuditInput
  {
    AuditInput(
      name: "app.json",
      text: """
        {"appId": "6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2", "displayName": "Sample", "signInAudience": "AzureADMyOrg",
         "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
           "resourceAccess": [{"id": "\(scope)", "type": "Role"}]}]}
        """)
  }

  @Test func auditsAManifest() async throws {
    let report = await Audit.run(
      [Self.manifest()], settings: AuditSettings(now: Self.now), formats: [.json, .junit])
    #expect(report.outcome == .findings)
    let application = try #require(report.applications.first)
    #expect(application.permissions.map(\.name) == ["DeviceManagementManagedDevices.PrivilegedOperations.All"])
    #expect(application.findings.first?.rule == "destructive-device-permission")
    #expect(application.findings.first?.location.line == 3)
    #expect(!application.unjudged.isEmpty)
    #expect(report.text(.json).contains("\"schemaVersion\": 1") || report.text(.json).contains("\"schemaVersion\":1"))
    #expect(report.text(.junit).hasPrefix("<?xml"))
    #expect(report.bytes(.sarif).isEmpty)
  }

  @Test func whatCannotBeReadIsAProblem() async {
    let report = await Audit.run(
      [Self.manifest(), AuditInput(name: "broken.json", text: "{\"appId\": ")], settings: AuditSettings(now: Self.now))
    #expect(report.outcome == .incomplete)
    #expect(report.problems.map(\.path) == ["broken.json"])
    #expect(report.applications.count == 1)
  }

  @Test func judgesATokenWithoutKeepingIt() {
    // {"alg":"none"} and {"aud":"https://graph.microsoft.com","exp":1,"roles":["Directory.ReadWrite.All"]}.
    let token =
      "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJleHAiOjEsInJvbGVzIjpbIkRpcmVjdG9yeS5SZWFkV3JpdGUuQWxsIl19."
    let report = Audit.run(token: AuditInput(name: "token", text: token), settings: AuditSettings(now: Self.now))
    #expect(report.applications.first?.findings.contains { $0.rule == "expired-token" } == true)
    #expect(!"\(report)".contains("eyJ"))
    let nothing = Audit.run(token: AuditInput(name: "none", text: "no token"), settings: AuditSettings(now: Self.now))
    #expect(nothing.outcome == .incomplete)
  }

  @Test func comparesTwoStates() async {
    let report = await Comparison.run(
      old: [Self.manifest(scope: "2f51be20-0bb4-4fed-bf7b-db946066c75e")], new: [Self.manifest()],
      settings: AuditSettings(now: Self.now))
    #expect(
      report.applications.first?.findings.contains { $0.rule == "added-permission" || $0.rule == "raised-permission" }
        == true)
  }

  @Test func settingsThatDoNotExistAreRefused() {
    #expect(throws: SettingsProblem.self) {
      try AuditSettings(now: Self.now, json: Array(#"{"rules": {"no-such-rule": "high"}}"#.utf8))
    }
  }

  @Test func explainsARefusal() throws {
    var refusal = Refusal(now: Self.now)
    refusal.method = "POST"
    refusal.url = "/deviceManagement/managedDevices/1/wipe"
    refusal.flow = .application
    let diagnosis = try RefusalDiagnosis(refusal)
    #expect(diagnosis.need.contains(["DeviceManagementManagedDevices.PrivilegedOperations.All"]))
  }

  @Test func findsTheLeastPermissions() {
    let least = LeastPermissions(
      requests: Array("GET /deviceManagement/managedDevices\nGET /no/such/path\n".utf8), flow: .application)
    #expect(least.names == ["DeviceManagementManagedDevices.Read.All"])
    #expect(least.isProven)
    #expect(least.unknown == ["GET /no/such/path"])
  }

  @Test func looksUp() {
    #expect(
      PermissionCatalog.lookUp("App Protection Policies")
        == [
          .entity(
            "App Protection Policies", read: ["DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"],
            change: ["DeviceManagementApps.ReadWrite.All"])
        ] || !PermissionCatalog.lookUp("App Protection Policies").isEmpty)
    #expect(PermissionCatalog.lookUp("no such thing").isEmpty)
  }
}
