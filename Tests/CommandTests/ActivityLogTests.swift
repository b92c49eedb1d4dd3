import Foundation
import Testing

/// `activity fold` and `minimize --activity`: envelopes, outcomes, what cannot be used, merging.
@Suite struct ActivityLogTests {
  private static let folder = "fixtures/activity"

  private static func fixture(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(folder)/\(name)"))
  }

  /// A record with some members put in the place of others.
  private static func record(
    _ number: Int, _ changes: [String: Any?] = [:], category: String = "MicrosoftGraphActivityLogs"
  ) throws -> String {
    let time = String(format: "2026-07-%02dT08:00:00.0000000Z", number % 28 + 1)
    var properties: [String: Any] = [
      "timeGenerated": time, "requestId": String(format: "00000000-0000-4000-8000-%012x", number),
      "appId": "5c1d7a30-0d5e-4b5b-9a42-6f2e3d8c9b17", "requestMethod": "GET", "responseStatusCode": 200,
      "requestUri": "https://graph.microsoft.com/v1.0/users", "roles": "User.Read.All",
      "servicePrincipalId": "0b1c8b52-6a3e-4f0c-9e71-2d94c5a7f310",
    ]
    for (name, value) in changes { properties[name] = value }
    let record: [String: Any] = ["time": time, "category": category, "properties": properties]
    return String(decoding: try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys]), as: UTF8.self)
  }

  private static func minimize(_ log: String, _ options: String...) throws -> Binary {
    try Binary.run(["minimize", "--activity", "-"] + options, input: Data(log.utf8))
  }

  // MARK: Whole reports

  /// Any 2xx is use whatever the method, and so is a download's 302; 401 and 403 are wanted, the rest is neither.
  @Test(arguments: ["text", "json"])
  func outcomes(format: String) throws {
    let run = try Binary.run("minimize", "--activity", "\(Self.folder)/outcomes.json", "--format", format)
    #expect(run.status == 0)
    try Golden.expect(
      MinimizeTests.withoutDigest(run.output),
      in: "fixtures/minimize/outcomes.\(format == "text" ? "txt" : "expected.json")")
  }

  @Test func profile() throws {
    let run = try Binary.run("activity", "fold", "\(Self.folder)/outcomes.json")
    #expect(run.output.hasPrefix("{\"schemaVersion\":1,"))
    try Golden.expect(MinimizeTests.withoutDigest(run.output), in: "fixtures/minimize/outcomes.profile.json")
  }

  // MARK: Envelopes

  /// Every envelope, and each of them on standard input, in a folder and in one file after the other, is one profile.
  @Test func everyEnvelopeIsTheSameProfile() throws {
    let expected = try Binary.run("activity", "fold", "\(Self.folder)/storage.json").output
    let names = [
      "members.json.gz", "stored.json.gz", "array.json", "event-hub.json", "event-hub-pretty.json", "utf16.json",
      "log-analytics.json", "portal.csv", "flat.json",
    ]
    for name in names {
      #expect(try Binary.run("activity", "fold", "\(Self.folder)/\(name)").output == expected, "\(name)")
      #expect(
        try Binary.run(["activity", "fold", "-"], input: Self.fixture(name)).output == expected,
        "\(name) on standard input")
    }
  }

  @Test func readsTheFoldersOfAStorageAccount() throws {
    let place = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: place) }
    let lines = try Self.fixture("storage.json").split(separator: 0x0A).map { $0 + [0x0A] }
    for (hour, line) in lines.enumerated() {
      let folder = "\(place)/tenantId=309d6b79/y=2026/m=07/d=\(hour / 24)/h=\(hour % 24)/m=00"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try line.write(to: URL(fileURLWithPath: "\(folder)/PT1H.json"))
    }
    let expected = try Binary.run("activity", "fold", "\(Self.folder)/storage.json").output
    #expect(try Binary.run("activity", "fold", place).output == expected)
  }

  /// Lines, an Event Hub message and an array one after the other in one file.
  @Test func mixedEnvelopes() throws {
    let log =
      "\(try Self.record(1))\r\n{\"records\":[\(try Self.record(2)),\(try Self.record(3))]}\r\n[\(try Self.record(4))]\n\(try Self.record(5))\n"
    let json = try Self.minimize(log, "--format", "json").json()
    #expect(json.integer("records") == 5)
    #expect(json.integer("errorCount") == 0)
  }

  // MARK: What cannot be used

  /// Each kind of damage is named with its line, and the records around it count.
  @Test func namesWhatCannotBeUsed() throws {
    let bad = [
      "{\"time\":", "\u{1}\u{2}not a record", try Self.record(1, category: "SignInLogs"),
      try Self.record(2, ["appId": nil, "requestUri": nil]),
      try Self.record(3, ["timeGenerated": "2024-0G-07"]),
      try Self.record(4, ["appId": "zzzzzzzz-1111-4111-8111-111111111111"]),
      try Self.record(5, ["requestId": "12345678-1111-4111-8111-11111111111g"]),
      try Self.record(6, ["responseStatusCode": "many"]),
    ]
    var log = ""
    for (number, line) in bad.enumerated() { log += "\(try Self.record(100 + number))\r\n\(line)\r\n" }
    log += String(try Self.record(200).dropLast(20))
    let run = try Self.minimize(log, "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    // Those with a broken date or id of the request are counted all the same.
    #expect(json.integer("records") == 10)
    #expect(json.objects("errors").map { $0.integer("line") } == [2, 4, 6, 8, 10, 12, 14, 16, 17])
    #expect(
      json.object("unusable").mapValues { $0 as? Int } == [
        "notARecord": 2, "wrongTable": 1, "missingColumn": 1, "badDate": 1, "badIdentifier": 1,
        "badRequestIdentifier": 1, "badNumber": 1, "torn": 1,
      ])
    #expect(try Self.minimize(log, "--strict").status == 4)
  }

  @Test func namesTenPlacesAndCountsTheRest() throws {
    let run = try Self.minimize("\(try Self.record(1))\n" + String(repeating: "nonsense\n", count: 25))
    #expect(run.status == 0)
    #expect(run.output.contains("error   -:11: ") && !run.output.contains("error   -:12: "))
    #expect(run.output.contains("error   and 15 more\n"))
  }

  @Test func aLineOfFiftyMegabytesSpoilsOnlyItself() throws {
    let long = try Self.record(2, ["userAgent": String(repeating: "x", count: 50 << 20)])
    let run = try Self.minimize("\(try Self.record(1))\n\(long)\n\(try Self.record(3))\n", "--format", "json")
    #expect(run.status == 0)
    let json = try run.json()
    #expect(json.integer("records") == 2)
    #expect(json.objects("errors").map { [$0.integer("line")] } == [[2]])
  }

  /// Nothing that could be used is no clean answer; nothing at all is none.
  @Test(
    arguments: [
      ("", 3), ("\n\n", 3), ("nonsense\n", 4), ("\0\0\0\0", 4), ("{\"a\": 1}\n", 4),
      ("{\"schemaVersion\":1,\"activityProfile\":2}", 4),
      ("{\"schemaVersion\":1,\"activityProfile\":1,\"applications\":[{\"appId\":\"x\"}]}", 4),
      ("{\"activityProfile\":1,", 4),
    ] as [(String, Int32)])
  func statusOfNothing(log: String, status: Int32) throws { #expect(try Self.minimize(log).status == status) }

  @Test func aDamagedArchiveIsSaidAndTheRestIsUsed() throws {
    let archive = try Self.fixture("members.json.gz")
    let run = try Binary.run(
      ["minimize", "--activity", "-", "--format", "json"], input: archive.prefix(archive.count - 60))
    let json = try run.json()
    #expect(json.integer("records") > 0)
    #expect(json.integer("errorCount") > 0)
    #expect(
      try Binary.run(["minimize", "--activity", "-", "--strict"], input: archive.prefix(archive.count - 60)).status == 4
    )
  }

  // MARK: Profiles

  /// Parts, folded and merged in any order and in several steps, are the whole; so are profiles in one file.
  @Test(arguments: 1...3)
  func profilesOfProfilesAreTheWhole(step: Int) throws {
    let place = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let lines = try (Self.fixture("storage.json") + Self.fixture("outcomes.json")).split(separator: 0x0A).map {
      $0 + [0x0A]
    }
    try Data(lines.joined()).write(to: URL(fileURLWithPath: "\(place)/whole.ndjson"))
    let whole = try Binary.run("activity", "fold", "\(place)/whole.ndjson").output
    var parts: [String] = []
    for part in 0..<4 {
      let log = Data(lines.indices.filter { ($0 * step + $0 / 5) % 4 == part }.flatMap { lines[$0] })
      parts.append(try Binary.run(["activity", "fold", "-"], input: log).output)
    }
    func fold(_ profiles: [String]) throws -> String {
      let paths = try profiles.enumerated().map { number, profile in
        let path = "\(place)/\(number).json"
        try profile.write(toFile: path, atomically: true, encoding: .utf8)
        return path
      }
      return try Binary.run(["activity", "fold"] + paths).output
    }
    #expect(try fold(parts) == whole)
    #expect(try fold([fold([parts[3], parts[1]]), fold([parts[2], parts[0]])]) == whole)
    #expect(try Binary.run(["activity", "fold", "-"], input: Data(parts.joined().utf8)).output == whole)
  }

  // MARK: The window

  @Test(arguments: [(40, false), (12, true)])
  func warnsOfAShortWindow(days: Int, isShort: Bool) throws {
    let last = days == 40 ? "2026-08-10T08:00:00Z" : "2026-07-13T08:00:00Z"
    let log = "\(try Self.record(0))\n\(try Self.record(7, ["timeGenerated": last]))\n"
    let run = try Self.minimize(log)
    #expect(run.output.contains("Window  from 2026-07-01T08:00:00Z to \(last)\n"))
    #expect(run.output.contains("warning The logs cover \(days) days, fewer than 30") == isShort)
  }

  /// In `check`, where a finding may lead to a removal, the fix says it, and so does the list of what was not judged.
  @Test func checkWarnsOfAShortWindow() throws {
    let manifest = "fixtures/rules/excess-permission/bad-write-for-reading.json"
    func fix(_ last: String) throws -> (fix: String, reasons: [String], notice: String) {
      let appID = "0f6c2a91-7d35-4e18-b5c4-92e8d1a7f360"
      let log =
        "\(try Self.record(0, ["appId": appID]))\n\(try Self.record(7, ["appId": appID, "timeGenerated": last]))\n"
      let json = try Binary.run(["check", manifest, "--activity", "-", "--format", "json"], input: Data(log.utf8))
        .json()
      return (
        json.objects("findings").first { $0.string("rule") == "excess-permission" }?.string("fix") ?? "",
        json.objects("notAssessable").filter { $0.string("rule") == "excess-permission" }.map { $0.string("reason") },
        json.objects("notices").map { $0.string("message") }.joined()
      )
    }
    let short = try fix("2026-07-13T08:00:00Z")
    #expect(
      short.fix.hasSuffix(
        "; but the logs cover 12 days, fewer than 30, so look first for what runs monthly or on occasion."))
    #expect(short.reasons.contains { $0.hasPrefix("the recorded calls cover 12 days, fewer than 30") })
    #expect(
      short.notice
        == "the activity has 2 records from 2026-07-01T08:00:00Z to 2026-07-13T08:00:00Z; the logs cover 12 days, fewer than 30"
    )
    let long = try fix("2026-08-10T08:00:00Z")
    #expect(!long.fix.contains("cover") && !long.reasons.contains { $0.contains("cover") })
  }
}
