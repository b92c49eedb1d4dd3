import Foundation
import Testing

/// `minimize --requests`: the real binary, its text and its JSON.
@Suite struct MinimizeTests {
  private static func run(_ requests: String, _ options: String...) throws -> Binary {
    try Binary.run(["minimize", "--requests", "-"] + options, input: Data(requests.utf8))
  }

  private static func minimal(_ run: Binary) throws -> [String] {
    try run.json().objects("minimal").map { $0.string("name") }
  }

  /// Without what changes with every catalog.
  static func withoutDigest(_ json: String) -> String {
    json.replacing(#/"catalog":\{[^}]*\}/#, with: "\"catalog\":{}").replacing("},{", with: "},\n{")
  }

  // MARK: Whole reports

  @Test(arguments: ["lines.txt", "lines.jsonl", "recording.har", "batch.json", "array.json"], ["text", "json"])
  func everyShape(name: String, format: String) throws {
    let run = try Binary.run(
      "minimize", "--requests", "fixtures/requests/\(name)", "--flow", "delegated", "--format", format)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    try Golden.expect(
      Self.withoutDigest(run.output), in: "fixtures/minimize/\(name).\(format == "text" ? "txt" : "expected.json")")
  }

  @Test(arguments: ["text", "json"])
  func againstWhatIsHeld(format: String) throws {
    let requests =
      "GET /users\nGET /deviceManagement/managedDevices\nPOST /deviceManagement/managedDevices/1/syncDevice\nGET /nope\n"
    let held = "User.ReadWrite.All, DeviceManagementManagedDevices.Read.All,Mail.Send,No.Such"
    let run = try Self.run(requests, "--flow", "application", "--held", held, "--format", format)
    #expect(run.status == 0)
    try Golden.expect(
      Self.withoutDigest(run.output), in: "fixtures/minimize/held.\(format == "text" ? "txt" : "expected.json")")
  }

  // MARK: What is held

  /// A permission that a manifest asks for with the wrong type is not held.
  @Test func heldFromAManifest() throws {
    let run = try Self.run(
      "GET /deviceAppManagement/mobileApps\n", "--flow", "application", "--held-from",
      "fixtures/samples/device-automation.json",
      "--format", "json")
    let json = try run.json()
    #expect(json["missing"] as? [String] == ["DeviceManagementApps.Read.All"])
    #expect((json["unknownHeld"] as? [String] ?? []).contains("DeviceManagementApps.Read.All"))
    #expect((json["excess"] as? [String] ?? []).contains("DeviceManagementScripts.ReadWrite.All"))
  }

  @Test func heldFromAToken() throws {
    let claims =
      #"{"aud":"https://graph.microsoft.com","appid":"6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2","roles":["User.ReadWrite.All"],"ver":"1.0"}"#
    let parts = [#"{"alg":"RS256","typ":"JWT"}"#, claims, "no signature"].map { part in
      Data(part.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
    let path = NSTemporaryDirectory() + UUID().uuidString
    try parts.joined(separator: ".").write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try Self.run("GET /users\n", "--flow", "application", "--held-from", path, "--format", "json")
    #expect(
      try run.json().objects("replace").map { [$0.string("from"), $0.string("to")] } == [
        ["User.ReadWrite.All", "User.ReadBasic.All"]
      ])
    #expect(!run.output.contains(parts[1]) && !run.errors.contains(parts[1]))
  }

  @Test(arguments: ["fixtures/requests/lines.txt", "fixtures/none.json", "fixtures/samples"])
  func heldFromWhatHoldsNothingIsRefused(path: String) throws {
    let run = try Self.run("GET /users\n", "--flow", "application", "--held-from", path)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
  }

  // MARK: The set

  /// Each of two requests makes other programs drop the permission that the other one needs.
  @Test(arguments: ["application", "delegated"])
  func mutualDropPair(flow: String) throws {
    let run = try Self.run(
      "GET /deviceManagement/virtualEndpoint/auditEvents\nGET /deviceManagement/virtualEndpoint/organizationSettings\n",
      "--flow", flow, "--format", "json")
    #expect(try Self.minimal(run) == ["CloudPC.Read.All"])
  }

  /// One permission covers the first request, another one both: that one alone, not the one that covers the fewest.
  @Test func whatCoversBothIsEnough() throws {
    let run = try Self.run("GET /users\nGET /users/1/manager\n", "--flow", "application", "--format", "json")
    #expect(try Self.minimal(run) == ["User.Read.All"])
  }

  /// Of what rotates the keys, the one that does not lead to control of all devices.
  @Test func avoidsTheTakeoverClass() throws {
    let run = try Self.run(
      "POST /deviceManagement/managedDevices/1/rotateBitLockerKeys\n", "--flow", "application", "--format", "json")
    #expect(try Self.minimal(run) == ["DeviceManagementManagedDevices.ReadWrite.All"])
  }

  /// A user's own permission does not suffice for somebody else, nor one without bodies for a body.
  @Test(arguments: [
    ("GET /users/1", "User.ReadBasic.All"), ("GET /me", "User.Read"), ("GET /me/events", "Calendars.ReadBasic"),
    ("GET /me/events?$select=subject,bodyPreview", "Calendars.Read"), ("POST /me/getMemberGroups", "User.Read"),
    ("POST /devices/1/checkMemberGroups", "Device.Read.All"),
  ])
  func oneCall(request: String, permission: String) throws {
    #expect(try Self.minimal(Self.run(request, "--flow", "delegated", "--format", "json")) == [permission])
  }

  /// A recording of a thousand users is one line, with how often they were read.
  @Test func callsThatDifferInIdsAloneAreSaidOnce() throws {
    let requests = "GET /users/1\nGET /users/2\nGET /users/2\nGET /users/3/manager\n"
    let text = try Self.run(requests, "--flow", "application").output
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("  GET ") } == [
        "  GET    /users/{id}  x3", "  GET    /users/{id}/manager",
      ])
    let json = try Self.run(requests, "--flow", "application", "--format", "json").json()
    #expect(json.objects("requests").count == 3)
  }

  /// Calls that only the other kind of caller can make are listed, and the others are still judged.
  @Test func mixedFlows() throws {
    let run = try Self.run("GET /me\nGET /users\n", "--flow", "application", "--format", "json")
    #expect(run.status == 0)
    #expect(try Self.minimal(run) == ["User.ReadBasic.All"])
    #expect(
      try run.json().objects("unmatched").map { $0.string("reason") } == [
        "The catalog knows the call, but no application permission for it."
      ])
  }

  // MARK: Exit status

  @Test(
    arguments: [
      ("GET /users\n", [], 0), ("", [], 3), ("# nothing\n", [], 3), ("nonsense\n", [], 4), ("GET /nope\n", [], 4),
      ("GET /users\nGET /nope\nnonsense\n", [], 0), ("GET /users\nGET /nope\n", ["--strict"], 4),
      ("GET /users\nnonsense\n", ["--strict"], 4),
    ] as [(String, [String], Int32)])
  func status(requests: String, options: [String], status: Int32) throws {
    let run = try Binary.run(
      ["minimize", "--requests", "-", "--flow", "application"] + options, input: Data(requests.utf8))
    #expect(run.status == status)
  }

  @Test(arguments: [
    ["--requests", "-"], ["--flow", "application"], ["--requests", "-", "--activity", "a", "--flow", "application"],
    ["--requests", "-", "--flow", "application", "--held", "a", "--held-from", "b"],
    ["--requests", "-", "--flow", "both"],
  ])
  func wrongUsage(options: [String]) throws {
    #expect(try Binary.run(["minimize"] + options).status == 2)
  }
}
