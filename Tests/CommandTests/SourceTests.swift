import Foundation
import TestSupport
import Testing

/// `check` on sources: findings stand on the line of the source, and what only the run decides is said.
@Suite struct SourceTests {
  private func check(_ file: String, _ text: String, beside: [String: String] = [:]) throws -> Binary {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent(file))
    for (name, text) in beside { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try Binary.run(
      ["check", beside.isEmpty ? file : ".", "--no-config", "--format", "json", "--now", "2026-11-23T00:00:00Z"],
      in: folder.path)
  }

  @Test func findingsStandOnTheLineOfTheSource() throws {
    let run = try check(
      "main.tf",
      """
      resource "azuread_application" "a" {
        display_name = "A"
        required_resource_access {
          resource_app_id = "00000003-0000-0000-c000-000000000000"
          resource_access {
            id   = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8" # Mail.Read
            type = "Role"
          }
        }
      }
      """)
    #expect(run.status == 1)
    let findings = try run.json().objects("findings")
    for rule in ["tenant-takeover-permission", "mislabelled-permission"] {
      let finding = findings.first { $0.string("rule") == rule }
      #expect(finding?.object("location").integer("line") == 6, "\(rule)")
      #expect(finding?.object("location").string("path") == "main.tf")
    }
  }

  @Test func aPermissionOfTheRunMakesTheAuditIncomplete() throws {
    let run = try check(
      "add.sh", "az ad app permission add --id x --api 00000003-0000-0000-c000-000000000000 --api-permissions $WANTED\n"
    )
    #expect(run.status == 4)
    #expect(run.output.contains("decided at run time by WANTED"))
  }

  @Test func aFileThatAScriptNamesIsNoInputOfItsOwn() throws {
    let run = try check(
      "create.sh", "az ad app create --display-name Scale --required-resource-accesses @access.json\n",
      beside: [
        "access.json":
          #"[{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [{"id": "7438b122-aefc-4978-80ed-43db9fcc7715", "type": "Role"}]}]"#
      ])
    let applications = try run.json().objects("applications")
    #expect(applications.map { $0.string("displayName") } == ["Scale"])
    #expect(run.output.contains("access.json"))
  }

  @Test func secretsOfASourceAreNotShown() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text =
      "New-MgApplication -DisplayName A -PasswordCredentials @{ SecretText = 'hunter2-hunter2' } -Web @{ RedirectUris = 'http://a.example' } -Notes 'password=hunter2-hunter2'\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("a.ps1"))
    let run = try Binary.run(["check", "a.ps1", "--no-config"], in: folder.path)
    #expect(!run.output.contains("hunter2"))
    #expect(run.output.contains("exposed-secret"))
  }
}
