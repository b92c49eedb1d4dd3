import Foundation
import Testing

/// Service principals and grants: in every dialect, joined over files, and judged beside applications.
@Suite struct TenantTests {
  private static let clock = ["--now", "2026-08-24T10:00:00Z"]
  private static let dialects =
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/tenant/dialects")) ?? [])
    .filter { !$0.hasSuffix(".md") }.sorted()

  private func check(_ arguments: String..., input: String = "") throws -> Binary {
    try Binary.run(["check"] + arguments + Self.clock, input: Data(input.utf8))
  }

  @Test(arguments: dialects)
  func readsEveryDialect(file: String) throws {
    let run = try check("fixtures/tenant/dialects/\(file)", "--format", "json")
    let report = try run.json()
    #expect(run.status == 0, "\(run.output)")
    #expect(report.objects("inputs").map { $0.string("kind") } == ["mixed"])
    #expect(report.objects("inputs").map { $0.integer("servicePrincipals") } == [3])
    let entries = report.objects("applications")
    #expect(entries.map { $0.string("displayName") } == ["Contoso Device Reports"])
    #expect(entries.map { $0.string("dialect") } == ["servicePrincipal"])
    let permissions = entries.flatMap { $0.objects("permissions") }.map {
      "\($0.string("flow")) \($0.string("name")) \($0.string("resource"))"
    }
    #expect(
      permissions == [
        "application DeviceManagementManagedDevices.Read.All Microsoft Graph",
        "application DeviceManagementConfiguration.Read.All Microsoft Graph",
        "application get_data_warehouse Microsoft Intune API", "delegated User.Read Microsoft Graph",
      ])
    #expect(report.objects("findings").contains { $0.string("rule") == "open-assignment" })
  }

  @Test(arguments: [
    ("text", "txt"), ("json", "json"), ("junit", "junit.xml"), ("markdown", "md"), ("csv", "csv"), ("html", "html"),
    ("github", "github"),
  ])
  func reportsOnAFolder(format: String, ending: String) throws {
    let run = try check("fixtures/tenant/export", "--format", format)
    #expect(run.status == 1)
    try Golden.expect(run.output, in: "fixtures/reports/tenant.\(ending)")
  }

  @Test func tellsTheKindOfEachInput() throws {
    let report = try check("fixtures/tenant/export", "--format", "json").json()
    #expect(
      report.objects("inputs").map { $0.string("kind") }
        == ["appRoleAssignment", "application", "permissionGrant", "servicePrincipal"])
    #expect(report.object("summary").integer("applications") == 2)
    #expect(report.object("summary").integer("servicePrincipals") == 1)
  }

  /// The same records, whatever file each stands in and in whatever order.
  @Test func joinsInAnyOrder() throws {
    let files = ["permission-grants", "applications", "service-principals", "app-role-assignments"].map {
      "fixtures/tenant/export/\($0).json"
    }
    func findings(_ files: [String]) throws -> Set<String> {
      Set(
        try Binary.run(["check", "--format", "json"] + files + Self.clock).json().objects("findings").map {
          $0.string("fingerprint")
        })
    }
    #expect(try findings(files) == findings(files.reversed()))
  }

  @Test(arguments: ["text", "junit", "github", "azure", "markdown", "html", "csv", "sarif", "gitlab", "json"])
  func makesHostileNamesHarmless(format: String) throws {
    let run = try check("fixtures/tenant/hostile.json", "--format", format, "--fail-on", "never")
    #expect(run.status == 0)
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{202E}"))
    if format == "html" { #expect(!run.output.contains("<script>alert")) }
    if format == "github" || format == "azure" {
      for line in run.output.split(separator: "\n") { #expect(!line.hasPrefix("::error::##vso")) }
    }
    if format == "text" { try Golden.expect(run.output, in: "fixtures/reports/tenant-hostile.txt") }
  }

  @Test func saysWhatNoInputShows() throws {
    func summary(_ path: String) throws -> String {
      try check(path).output.split(separator: "\n").suffix(3).joined(separator: " ")
    }
    #expect(try summary("fixtures/samples").contains("Owners and granted consent are not in a manifest"))
    #expect(try summary("fixtures/tenant/export").contains("No input shows owners"))
    let owned = try summary("fixtures/rules/ownerless-application/bad-both-lists-empty.json")
    #expect(!owned.contains("not looked at"))
    let manifest = try check(
      "-", input: #"{"appId":"4f0d2b86-71c3-4e5a-9b28-c6d1f3a7e094","displayName":"Timesheet","owners":[]}"#)
    #expect(manifest.output.contains("Granted consent is not in a manifest, and was not looked at."))
  }

  /// What is missing may stand on the page that was not fetched.
  @Test func judgesNoAbsenceFromATruncatedExport() throws {
    let principal =
      #"{"id":"a60d3f72-5c19-4e8b-93a7-1b4e8c20d5f6","appId":"b3a1f5d8-6c27-4e90-8d4b-7f02a9c6e153","servicePrincipalType":"Application","appRoleAssignments":[]}"#
    let application =
      #"{"appId":"b3a1f5d8-6c27-4e90-8d4b-7f02a9c6e153","requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"2f51be20-0bb4-4fed-bf7b-db946066c75e","type":"Role"}]}]}"#
    func rules(_ input: String) throws -> (findings: [String], unjudged: [String], status: Int32) {
      let run = try check("-", "--format", "json", "--fail-on", "low", input: input)
      let report = try run.json()
      return (
        report.objects("findings").map { $0.string("rule") }, report.objects("notAssessable").map { $0.string("rule") },
        run.status
      )
    }
    let whole = try rules("\(application)\n{\"value\":[\(principal)]}")
    #expect(whole.findings.contains("ungranted-permission"))
    let cut = try rules(
      "\(application)\n{\"@odata.nextLink\":\"https://graph.microsoft.com/next\",\"value\":[\(principal)]}")
    #expect(cut.status == 4)
    #expect(!cut.findings.contains("ungranted-permission"))
    #expect(cut.unjudged.contains("ungranted-permission"))
  }

  @Test func refusesGrantsThatCannotBeRead() throws {
    let run = try check("-", "--format", "json", input: #"{"appRoleId":"x","principalId":"y","resourceId":"z"}"#)
    #expect(run.status == 4)
    #expect(
      try run.json().objects("errors").map { $0.string("message") } == [
        "an app role assignment lacks a readable appRoleId or principalId"
      ])
  }

  /// Only applications have states to compare.
  @Test func diffRefusesServicePrincipals() throws {
    let run = try Binary.run(
      "diff", "fixtures/tenant/export/applications.json", "fixtures/tenant/export/service-principals.json")
    #expect(run.status == 4)
    #expect(run.output.contains("this is a service principal, not an"))
  }

  @Test(arguments: ["junit", "csv", "markdown"])
  func convertsASavedReport(format: String) throws {
    let saved = try check("fixtures/tenant/export", "--format", "json").output
    let converted = try Binary.run(["convert", "-", "--format", format] + Self.clock, input: Data(saved.utf8)).output
    #expect(converted == (try check("fixtures/tenant/export", "--format", format).output))
  }

  /// Many grants to many holders, and many to one: each is reported once.
  @Test func joinsThousands() throws {
    func id(_ number: Int) -> String {
      "a60d3f72-5c19-4e8b-93a7-\(String(String(1_000_000_000_000 + number).suffix(12)))"
    }
    var lines: [String] = []
    for number in 0..<2_000 {
      lines.append(
        #"{"principalId":"\#(id(number))","principalType":"ServicePrincipal","resourceDisplayName":"Microsoft Graph","appRoleId":"9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"}"#
      )
      lines.append(#"{"clientId":"\#(id(0))","consentType":"Principal","scope":"Directory.Read.All"}"#)
    }
    let run = try check("-", "--format", "json", input: lines.joined(separator: "\n"))
    let report = try run.json()
    #expect(report.objects("applications").count == 2_000)
    #expect(report.objects("applications").first?.objects("permissions").count == 2)
    #expect(report.objects("findings").count { $0.string("rule") == "tenant-takeover-permission" } == 2_000)
  }

  /// The findings of a rule that are not listed are counted for a service principal, too.
  @Test func countsWhatItDoesNotList() throws {
    let (client, graph) = ("a60d3f72-5c19-4e8b-93a7-1b4e8c20d5f6", "6d2b9f04-83ce-4a17-b5d0-e1f47c8a3925")
    var records: [[String: Any]] = [
      ["id": client, "appId": "b3a1f5d8-6c27-4e90-8d4b-7f02a9c6e153", "servicePrincipalType": "Application"],
      ["id": graph, "appId": "00000003-0000-0000-c000-000000000000", "servicePrincipalType": "Application"],
    ]
    for number in 0..<1_500 {
      let digits = String(number)
      let role = "0b6d1e52-94c7-4f3a-8d21-" + String(repeating: "0", count: 12 - digits.count) + digits
      records.append([
        "appRoleId": role, "principalId": client, "principalType": "ServicePrincipal", "resourceId": graph,
      ])
    }
    let run = try Binary.run(
      ["check", "-", "--format", "json"], input: JSONSerialization.data(withJSONObject: records))
    let findings = try run.json().objects("findings").filter { $0.string("rule") == "unknown-permission" }
    #expect(findings.count == 1_001)
    #expect(findings.count { $0.string("message") == "500 more findings of this rule are not listed." } == 1)
  }
}
