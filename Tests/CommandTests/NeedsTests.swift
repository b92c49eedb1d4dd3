import Foundation
import Testing

/// `check` with --needs, --activity and --fix.
@Suite struct NeedsTests {
  private let excess = "fixtures/rules/excess-permission/bad-write-for-reading"
  private let missing = "fixtures/rules/missing-permission/bad-one-call-without"

  private func run(_ manifest: String, needs: String, _ more: [String] = []) throws -> Binary {
    try Binary.run(
      ["check", "\(manifest).json", "--needs", "-", "--now", "2026-08-24T10:00:00Z"] + more, input: Data(needs.utf8))
  }

  private func findings(_ run: Binary, of rule: String) throws -> [[String: Any]] {
    try run.json().objects("findings").filter { $0.string("rule") == rule }
  }

  @Test func namesTheLesserPermissionOnTheLine() throws {
    let run = try Binary.run("check", "\(excess).json", "--needs", "\(excess).needs", "--format", "json")
    #expect(run.status == 1)
    let found = try findings(run, of: "excess-permission")
    #expect(
      found.map { $0.string("fix") }.contains(
        "Replace DeviceManagementApps.ReadWrite.All by DeviceManagementApps.Read.All."))
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.string("severity") == "high" && $0.object("location").integer("line") > 50 })
  }

  /// The same needs in every form that they may have.
  @Test(arguments: [
    "GET /users\nApp Protection Policies: read\n",
    "app protection policies: Read\nGET https://graph.microsoft.com/v1.0/users\n",
    "{\"method\":\"GET\",\"url\":\"/users\"}\n{\"entity\":\"App Protection Policies\",\"action\":\"read\"}\n",
    "[{\"method\":\"GET\",\"url\":\"/users\"},{\"entity\":\"App Protection Policies\",\"action\":\"read\"}]",
  ])
  func readsNeedsInEveryForm(needs: String) throws {
    let found = try findings(run(missing, needs: needs, ["--format", "json"]), of: "missing-permission")
    #expect(found.count == 1)
    #expect(found.first?.string("fix").contains("User.ReadBasic.All") == true)
  }

  /// Without needs the rules take no part: neither found nor passed nor listed as unjudged.
  @Test func saysNothingWithoutNeeds() throws {
    for format in ["json", "junit"] {
      // From standard input, because the fixture's path has a rule's name in it.
      let manifest = try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(excess).json"))
      let output = try Binary.run(["check", "-", "--format", format], input: manifest).output
      #expect(!output.contains("excess-permission") && !output.contains("missing-permission"))
    }
  }

  @Test(arguments: [
    ("GET /users\nnonsense\n", ":2:1"), ("GET /users\nGET /no/such/path\n", ":2:1"),
    ("GET /users\nNo Such Entity: read\n", ":2:1"), ("# nothing\n", ":1:1"), ("{\"entity\": 1}", ":1:1"),
  ])
  func needsThatCannotBeUnderstoodMakeTheAuditIncomplete(needs: String, place: String) throws {
    let run = try run(excess, needs: needs)
    #expect(run.status == 4)
    #expect((run.output + run.errors).contains(place))
  }

  @Test func aMissingFileOfNeedsMakesTheAuditIncomplete() throws {
    #expect(try Binary.run("check", "\(excess).json", "--needs", "fixtures/none.needs").status == 4)
  }

  @Test(arguments: [
    ["--fix"], ["--needs", "a", "--activity", "b"], ["--fix", "--needs", "a", "--format", "json"],
  ])
  func refusesOptionsThatExcludeOneAnother(options: [String]) throws {
    #expect(try Binary.run(["check", "\(excess).json"] + options).status == 2)
  }

  @Test func printsAPatchAndTheCommandAndChangesNoFile() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(excess).json"))
    let run = try Binary.run("check", "\(excess).json", "--needs", "\(excess).needs", "--fix")
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(excess).json")) == before)
    let lines = run.output.split(separator: "\n").map(String.init)
    let command = try #require(lines.first { $0.hasPrefix("az rest --method PATCH") })
    let patch = lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix("az ") }.joined(separator: "\n")
    let printed = try #require(JSONSerialization.jsonObject(with: Data(patch.utf8)) as? NSDictionary)
    let body = try #require(command.split(separator: "'").last.map(String.init))
    #expect(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary == printed)
    // Reading alone is left, and nothing of users.
    #expect(body.contains("7a6ee1e7-141e-4cec-ae74-d9db155731ff"))
    #expect(
      !body.contains("78145de6-330d-4800-a6ce-494ff2d33d07") && !body.contains("df021288-bdef-4463-88db-98f22de89214"))
  }

  @Test func thereIsNothingToTakeAwayWhereAllIsNeeded() throws {
    let good = "fixtures/rules/excess-permission/good-just-enough"
    #expect(
      try Binary.run("check", "\(good).json", "--needs", "\(good).needs", "--fix", "--fail-on", "never").output
        == "# Nothing to take away.\n")
  }

  /// What is accepted stays, and so does the exit status that goes with it; a baseline only makes it known.
  @Test func fixLeavesWhatIsAccepted() throws {
    let place = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let arguments = ["check", "\(excess).json", "--needs", "\(excess).needs", "--no-config"]
    let found = try findings(Binary.run(arguments + ["--format", "json"]), of: "excess-permission")
    let apps = try #require(found.first { $0.string("message").contains("DeviceManagementApps.ReadWrite.All") })
    try """
    {"suppressions": [{"fingerprint": "\(apps.string("fingerprint"))", "reason": "In use until the move", "expires": "2027-01-01"}]}
    """.write(toFile: "\(place)/accepted.json", atomically: true, encoding: .utf8)
    let fixed = try Binary.run(
      arguments + ["--fix", "--suppressions", "\(place)/accepted.json", "--now", "2026-08-24T10:00:00Z"])
    // DeviceManagementApps.ReadWrite.All stays, what nobody accepted goes.
    #expect(fixed.output.contains("78145de6-330d-4800-a6ce-494ff2d33d07"), "\(fixed.output)\(fixed.errors)")
    #expect(!fixed.output.contains("df021288-bdef-4463-88db-98f22de89214"))

    #expect(try Binary.run(arguments + ["--write-baseline", "\(place)/known.json", "--fail-on", "never"]).status == 0)
    let known = try Binary.run(arguments + ["--fix", "--baseline", "\(place)/known.json", "--fail-on", "new:high"])
    #expect(known.status == 0)
    #expect(!known.output.contains("78145de6-330d-4800-a6ce-494ff2d33d07"))
  }

  /// What keeps the comparison from being the whole truth stands above the patch.
  @Test func fixSaysWhatToLookAtFirst() throws {
    let log =
      "{\"category\":\"MicrosoftGraphActivityLogs\",\"time\":\"2026-08-01T10:00:00Z\",\"properties\":{\"appId\":\"0f6c2a91-7d35-4e18-b5c4-92e8d1a7f360\",\"requestMethod\":\"GET\",\"requestUri\":\"https://graph.microsoft.com/v1.0/users\",\"responseStatusCode\":200,\"roles\":\"User.Read.All\"}}"
    let fixed = try Binary.run(
      ["check", "\(excess).json", "--activity", "-", "--fix", "--fail-on", "never"], input: Data(log.utf8))
    #expect(
      fixed.output.contains(
        "\n# Look first: the recorded calls cover less than a day: what runs monthly or on occasion may be missing.\n{")
    )
  }

  /// A call of Graph in a recording that nobody knows is not passed over; other hosts are counted.
  @Test func anUnknownCallOfARecordingMakesTheAuditIncomplete() throws {
    func recording(_ urls: [String]) -> String {
      let entries = urls.map { "{\"request\":{\"method\":\"GET\",\"url\":\"\($0)\"}}" }.joined(separator: ",")
      return "{\"log\":{\"entries\":[\(entries)]}}"
    }
    let graph = "https://graph.microsoft.com/v1.0"
    let known = try run(
      missing, needs: recording(["\(graph)/users", "https://contoso.example/"]),
      ["--format", "json", "--fail-on", "never"])
    #expect(known.status == 0)
    #expect(
      try known.json().objects("notices").map { $0.string("message") } == ["1 recorded request to other hosts left out"]
    )
    let unknown = try run(
      missing, needs: recording(["\(graph)/users", "\(graph)/noSuchThing", "\(graph)/noSuchThing"]),
      ["--format", "json"])
    #expect(unknown.status == 4)
    #expect(try unknown.json().objects("errors").count == 1)
  }

  /// Each application is judged by its own calls; one without any is not judged.
  @Test func looksUpTheApplicationInTheActivity() throws {
    let record =
      "{\"category\":\"MicrosoftGraphActivityLogs\",\"properties\":{\"appId\":\"0f6c2a91-7d35-4e18-b5c4-92e8d1a7f360\",\"requestMethod\":\"GET\",\"requestUri\":\"https://graph.microsoft.com/v1.0/users\",\"responseStatusCode\":200,\"roles\":\"User.Read.All\",\"requestId\":\"2f1b0f4e-91f5-4f0f-8f0e-0c3a7a1be5c1\",\"timeGenerated\":\"2026-08-01T10:00:00Z\"},\"time\":\"2026-08-01T10:00:00Z\"}\r\n"
    func found(_ log: String) throws -> (excess: [String], reasons: [String]) {
      let run = try Binary.run(
        ["check", "\(excess).json", "--activity", "-", "--format", "json"], input: Data(log.utf8))
      let reasons = try run.json().objects("notAssessable").filter { $0.string("rule") == "excess-permission" }
      return (
        try findings(run, of: "excess-permission").map { $0.string("message") }, reasons.map { $0.string("reason") }
      )
    }
    #expect(try found(record).excess.contains("No recorded call needs DeviceManagementApps.ReadWrite.All."))
    let others = try found(record.replacingOccurrences(of: "0f6c2a91", with: "1f6c2a91"))
    #expect(others.excess.isEmpty)
    #expect(others.reasons == ["the activity shows no call of this application"])
  }
}
