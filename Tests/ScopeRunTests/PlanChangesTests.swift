import ScopeReports
import Testing

@testable import ScopeRun

/// Plans that hold nothing but their changes: what will stand is judged, what goes is not, and what is not told is said.
@Suite struct PlanChangesTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"
  private static let harmless = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"
  private static let dangerous = NeverCleanTests.dangerous

  private static func application(_ permission: String, _ type: String = "Role") -> String {
    """
    {"display_name": "Knot", "sign_in_audience": "AzureADMyOrg", "required_resource_access": [
      {"resource_app_id": "\(graph)", "resource_access": [{"id": "\(permission)", "type": "\(type)"}]}]}
    """
  }

  private static let bad = application(dangerous)
  private static let good = application(harmless, "Scope")

  private static func change(
    _ actions: String, after: String, before: String = "null", unknown: String = "{}",
    type: String = "azuread_application"
  ) -> String {
    """
    {"address": "\(type).knot", "mode": "managed", "type": "\(type)", "name": "knot",
     "change": {"actions": [\(actions)], "before": \(before), "after": \(after), "after_unknown": \(unknown)}}
    """
  }

  /// The whole document, and the list cut out of it.
  private static func verdicts(_ changes: String...) async -> [AuditVerdict] {
    let list = "[\(changes.joined(separator: ", "))]"
    return [
      await NeverCleanTests.verdict("{\"format_version\": \"1.2\", \"resource_changes\": \(list)}"),
      await NeverCleanTests.verdict(
        "{\"format_version\": \"1.2\", \"terraform_version\": \"1.9.5\", \"resource_changes\": \(list)}"),
      await NeverCleanTests.verdict(list),
    ]
  }

  @Test(arguments: ["\"create\"", "\"update\"", "\"no-op\"", "\"delete\", \"create\"", "\"create\", \"delete\""])
  func whatWillStandIsJudged(actions: String) async {
    for verdict in await Self.verdicts(Self.change(actions, after: Self.bad)) { #expect(verdict == .findings) }
    for verdict in await Self.verdicts(Self.change(actions, after: Self.good, before: Self.bad)) {
      #expect(verdict == .clean)
    }
  }

  @Test(arguments: ["\"delete\"", "\"forget\""]) func whatGoesIsNot(actions: String) async {
    let gone = Self.change(actions, after: "null", before: Self.bad)
    for verdict in await Self.verdicts(gone, Self.change("\"create\"", after: Self.good)) { #expect(verdict == .clean) }
  }

  @Test func whatIsNotToldIsSaid() async {
    let open = "{\"required_resource_access\": [{\"resource_access\": [{\"id\": true}]}]}"
    let withoutId = Self.bad.replacing("\"id\": \"\(Self.dangerous)\", ", with: "")
    for change in [
      Self.change("\"update\"", after: withoutId, unknown: open), Self.change("\"create\"", after: "null"),
      Self.change("\"create\"", after: "\"x\""), Self.change("", after: "null", before: Self.bad),
    ] {
      for verdict in await Self.verdicts(change, Self.change("\"create\"", after: Self.good)) {
        #expect(verdict == .incomplete, "\(change)")
      }
    }
  }

  /// Something else among the changes is not passed over.
  @Test func whatIsNoChangeIsReadAsUsual() async {
    let list = [Self.change("\"create\"", after: Self.good), Self.bad, NeverCleanTests.danger.text]
    for other in list.dropFirst() {
      #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict("[\(list[0]), \(other)]")))
      #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict("[\(other), \(list[0])]")))
    }
  }

  @Test func grantsAreTaken() async {
    let grant = Self.change(
      "\"create\"",
      after:
        "{\"app_role_id\": \"\(Self.dangerous)\", \"principal_object_id\": \"5c0c1b5e-6a1f-4f7e-9b1d-2f3a4b5c6d7e\", \"resource_object_id\": \"7d1d2c6f-7b20-4a8f-8c2e-3a4b5c6d7e8f\"}",
      type: "azuread_app_role_assignment")
    for verdict in await Self.verdicts(grant) { #expect(verdict == .findings) }
  }
}
