import Foundation
import TestSupport
import Testing

/// `check --code` and `scan` on the real binary: exit status, findings of code, SARIF with witnesses.
@Suite struct CodeCheckTests {
  private let manifest = "fixtures/samples/device-inventory.json"
  private let missing = "fixtures/code/code-missing-scope/bad-reads-then-wipes.ps1"
  private let open = "fixtures/code/unresolved-graph-call/bad-several.go"

  private func check(_ code: String, _ more: String...) throws -> Binary {
    try Binary.run(["check", manifest, "--code", code, "--now", "2026-08-24T10:00:00Z", "--no-config"] + more)
  }

  /// Findings of code count as any others do: at or above the threshold 1, below it 0.
  @Test(arguments: [("medium", 1), ("never", 0)] as [(String, Int32)])
  func codeDecidesTheExitStatus(failOn: String, status: Int32) throws {
    #expect(try check(missing, "--fail-on", failOn).status == status)
  }

  @Test func codeThatCannotBeReadLeavesTheAuditIncomplete() throws {
    #expect(try check("fixtures/code/no-such-folder").status == 4)
    #expect(try check("fixtures/samples/device-inventory.json").status == 4, "no call is in it")
  }

  @Test func aFindingOfCodeNamesItsWitness() throws {
    let report = try check(missing, "--format", "json").json()
    let found = report.objects("findings").filter { $0.string("rule") == "code-missing-scope" }
    #expect(found.count == 1)
    #expect(found.first?.object("location").integer("line") == 1)
    #expect(found.first?.objects("related").first?.object("location").integer("line") == 3)
    #expect(found.first?.string("fingerprint").count == 32)
  }

  /// The manifest's line, the line of the code as related location: of excess and missing permissions alike.
  @Test(arguments: ["missing-permission", "code-missing-scope"]) func sarifHasTheWitness(_ rule: String) throws {
    let report = try check(missing, "--format", "sarif").json()
    let results = try #require(report.objects("runs").first).objects("results").filter { $0.string("ruleId") == rule }
    #expect(!results.isEmpty)
    for result in results {
      let related = result.objects("relatedLocations").map { $0.object("physicalLocation") }
      #expect(related.contains { $0.object("artifactLocation").string("uri") == missing })
      #expect(related.contains { [2, 3].contains($0.object("region").integer("startLine")) })
    }
  }

  @Test func excessIsLowWhileACallIsOpen() throws {
    let found = try check(open, "--format", "json").json().objects("findings")
    let excess = found.filter { $0.string("rule") == "excess-permission" }
    #expect(excess.allSatisfy { ["low", "info"].contains($0.string("severity")) })
    #expect(found.contains { $0.string("rule") == "unresolved-graph-call" && $0.string("severity") == "info" })
  }

  @Test func settingsDecideAboutRulesOfCode() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = folder.appendingPathComponent("settings.json").path
    try #"{ "rules": { "code-missing-scope": "off", "unresolved-graph-call": "high" } }"#.write(
      toFile: settings, atomically: true, encoding: .utf8)
    func rules(_ code: String) throws -> [String: String] {
      let run = try Binary.run("check", manifest, "--code", code, "--config", settings, "--format", "json")
      return try run.json().objects("findings").reduce(into: [:]) { $0[$1.string("rule")] = $1.string("severity") }
    }
    #expect(try rules(missing)["code-missing-scope"] == nil)
    #expect(try rules(open)["unresolved-graph-call"] == "high")
  }

  @Test func ownSinksAreHeededAndListed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try #"{ "sinks": [{ "call": "Send-Inventory", "url": "Path", "method": "Verb", "base": "beta" }] }"#.write(
      toFile: folder.appendingPathComponent(".scopeaudit.json").path, atomically: true, encoding: .utf8)
    try "Send-Inventory -Verb DELETE -Path \"devices/$id\"\n".write(
      toFile: folder.appendingPathComponent("a.ps1").path, atomically: true, encoding: .utf8)
    let run = try Binary.run("scan", folder.path, "--format", "requests")
    #expect(run.output.hasPrefix("DELETE https://graph.microsoft.com/beta/devices/{}"))
    let list = try Binary.run("scan", "--list-sinks", "--config", folder.path + "/.scopeaudit.json").output
    #expect(list.contains("\tSend-Inventory\tgraph\n") && list.contains("\tInvoke-MgGraphRequest\tgraph\n"))
    try #"{ "sinks": [{ "call": "Send-Inventory" }] }"#.write(
      toFile: folder.appendingPathComponent(".scopeaudit.json").path, atomically: true, encoding: .utf8)
    #expect(try Binary.run("scan", folder.path).status == 2)
  }

  @Test func scanSarifIsOfTheRuleBook() throws {
    let report = try Binary.run("scan", missing, "--format", "sarif", "--no-config").json()
    let run = try #require(report.objects("runs").first)
    let ids = run.object("tool").object("driver").objects("rules").map { $0.string("id") }
    #expect(ids == ids.sorted() && ids.count == 5)
    for result in run.objects("results") { #expect(ids[result.integer("ruleIndex")] == result.string("ruleId")) }
  }
}
