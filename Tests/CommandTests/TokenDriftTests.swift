import Foundation
import Testing

/// A token beside registrations, and what has to be said of the two.
struct DriftCase: CustomTestStringConvertible, Sendable {
  var manifest: String
  var token: String
  var state = "compared"
  var requestedNotInToken: [String] = []
  var inTokenNotRequested: [String] = []
  var inBoth: [String] = []
  var unclear: [String] = []
  /// With --fail-on never: 0, or 4 where a comparison cannot be made.
  var status: Int32 = 0
  var testDescription: String { "\(manifest), \(token)" }

  private static let read = "DeviceManagementManagedDevices.Read.All"
  private static let write = "DeviceManagementManagedDevices.ReadWrite.All"
  private static let wipe = "DeviceManagementManagedDevices.PrivilegedOperations.All"

  static let all = [
    DriftCase(manifest: "same", token: "application", inBoth: [read]),
    DriftCase(
      manifest: "differs", token: "application-certificate",
      requestedNotInToken: ["DeviceManagementApps.ReadWrite.All"],
      inTokenNotRequested: [wipe], inBoth: [write]),
    // The scopes of OpenID Connect count on neither side, and what is asked for as the application is no user's.
    DriftCase(
      manifest: "delegated", token: "user-administrator", inTokenNotRequested: [wipe], inBoth: [write, "User.Read"]),
    DriftCase(manifest: "delegated", token: "user-member", requestedNotInToken: [write], inBoth: ["User.Read"]),
    DriftCase(manifest: "same", token: "user-member", inTokenNotRequested: ["User.Read"]),
    // A user's roles are none of the application.
    DriftCase(manifest: "delegated", token: "user-with-roles", requestedNotInToken: [write], inBoth: ["User.Read"]),
    DriftCase(manifest: "same", token: "audience-guid", inBoth: [read]),
    DriftCase(manifest: "same", token: "audience-china", inBoth: [read]),
    DriftCase(manifest: "same", token: "expired", inBoth: [read]),
    DriftCase(manifest: "created-later", token: "application", requestedNotInToken: [write], inBoth: [read]),
    DriftCase(
      manifest: "same", token: "audience-intune-api",
      inTokenNotRequested: ["get_device_compliance", "update_device_attributes"]),
    DriftCase(manifest: "same", token: "no-permissions", requestedNotInToken: [read]),
    DriftCase(
      manifest: "same", token: "misspelt-permission",
      inTokenNotRequested: ["DeviceManagementManagedDevices.PriviligedOperations.All"], inBoth: [read]),
    // An id without a name may be the name without an id.
    DriftCase(
      manifest: "unknown-id", token: "misspelt-permission", inBoth: [read],
      unclear: ["DeviceManagementManagedDevices.PriviligedOperations.All", "aaaaaaaa-0000-4000-8000-00000000000a"]),
    DriftCase(
      manifest: "unknown-id", token: "application", requestedNotInToken: ["aaaaaaaa-0000-4000-8000-00000000000a"],
      inBoth: [read]),
    DriftCase(manifest: "placeholder", token: "application", inBoth: [read], unclear: ["(unreadable)"], status: 4),
    DriftCase(
      manifest: "own-api", token: "audience-default-address",
      unclear: ["Orders.Read.All", "aaaaaaaa-0000-4000-8000-00000000000b"]),
    DriftCase(manifest: "same", token: "audience-default-address", inTokenNotRequested: ["Orders.Read.All"]),
    DriftCase(
      manifest: "same", token: "contradictory-caller", inBoth: [read], unclear: ["User.Read"]),
    DriftCase(manifest: "other-application", token: "application", state: "unmatched"),
    DriftCase(manifest: "without-id", token: "application", state: "incomparable", status: 4),
    DriftCase(manifest: "without-access", token: "application", status: 4),
    DriftCase(manifest: "same", token: "audience-unknown", state: "incomparable", status: 4),
    DriftCase(manifest: "same", token: "audience-missing", state: "incomparable", status: 4),
    DriftCase(manifest: "same", token: "identity-second-version", state: "incomparable", status: 4),
    DriftCase(manifest: "same", token: "undetermined", state: "incomparable", status: 4),
    DriftCase(manifest: "same", token: "device", state: "incomparable", status: 4),
    DriftCase(manifest: "same", token: "odd-kinds", state: "incomparable", status: 4),
  ]
}

@Suite struct TokenDriftTests {
  private static let clock = ["--now", "2026-08-24T10:00:00Z"]

  private func check(_ manifest: String, _ tokens: [String], _ options: [String] = []) throws -> Binary {
    let inputs =
      ["check", "fixtures/drift/\(manifest).json"] + tokens.flatMap { ["--token", "fixtures/tokens/\($0).txt"] }
    return try Binary.run(inputs + Self.clock + options)
  }

  @Test(arguments: DriftCase.all)
  func tellsWhatDiffers(_ drift: DriftCase) throws {
    let run = try check(drift.manifest, [drift.token], ["--format", "json", "--fail-on", "never"])
    #expect(run.status == drift.status)
    let token = try #require(run.json().objects("tokens").first)
    let found = token.object("drift")
    #expect(found.string("state") == drift.state)
    let comparison = found.objects("comparisons").first ?? [:]
    #expect(comparison.objects("requestedNotInToken").map { $0.string("name") } == drift.requestedNotInToken)
    #expect(comparison.objects("inTokenNotRequested").map { $0.string("name") } == drift.inTokenNotRequested)
    #expect(comparison.objects("unclear").map { $0.string("name") } == drift.unclear)
    #expect(comparison["inBoth"] as? [String] ?? [] == drift.inBoth)
    #expect(found.objects("comparisons").isEmpty == (drift.state != "compared"))
  }

  @Test(arguments: ["text", "markdown", "csv"])
  func reportsAreAsRecorded(format: String) throws {
    let run = try check(
      "differs", ["application-certificate", "long-lived-continuous", "audience-unknown"], ["--format", format])
    #expect(run.status == 4)
    try Golden.expect(run.output, in: "fixtures/drift/report.\(format)")
  }

  @Test(arguments: ["json", "html", "junit", "junit:ant", "sarif", "github", "azure", "gitlab"])
  func everyFormatHasTheFindingsOfTheToken(format: String) throws {
    let run = try check("differs", ["application-certificate"], ["--format", format])
    #expect(run.status == 1)
    #expect(run.output.contains("destructive-device-permission"))
    #expect(run.output.contains("application-certificate.txt"))
  }

  /// What `token` says of a token, `check` says as well.
  @Test func auditsATokenAsTheTokenCommandDoes() throws {
    let alone = try Binary.run(
      ["token", "fixtures/tokens/application-certificate.txt", "--format", "json"] + Self.clock
    ).json()
    let beside = try check("differs", ["application-certificate"], ["--format", "json"]).json()
    let own = beside.objects("findings").filter { $0.object("application")["token"] != nil }
    #expect(own.map { $0.string("fingerprint") } == alone.objects("findings").map { $0.string("fingerprint") })
    #expect(!own.isEmpty)
    #expect(beside.objects("findings").count > own.count)
    #expect(beside.object("summary").integer("tokens") == 1)
    #expect(beside.object("summary").integer("applications") == 1)
  }

  @Test func comparesWithEveryRegistrationOfTheApplication() throws {
    let run = try check("twice", ["application"], ["--format", "json"])
    let comparisons = try run.json().objects("tokens")[0].object("drift").objects("comparisons")
    #expect(comparisons.map { $0.object("application").integer("index") } == [0, 1])
    #expect(comparisons.map { $0.objects("requestedNotInToken").count } == [0, 1])
  }

  @Test func saysWhenNobodyCanHaveConsented() throws {
    let run = try check("created-later", ["application"], ["--fail-on", "never"])
    #expect(run.output.contains("nobody can have consented by then"))
    let age = try check("created-later", ["application"], ["--format", "json"]).json().objects("tokens")[0].object(
      "drift"
    ).objects("comparisons")[0].object("age")
    #expect(age["predatesRegistration"] as? Bool == true)
    #expect(age.string("registrationCreated") == "2026-08-24T09:50:00Z")
    #expect(age.integer("seconds") == 2_760)
  }

  /// What cannot be read is said, and the rest is audited all the same.
  @Test(arguments: ["encrypted", "opaque-personal", "malformed-prose", "no-such-file"])
  func unusableTokensLeaveTheAuditIncomplete(name: String) throws {
    let run = try check("same", [name, "application"], ["--format", "json"])
    #expect(run.status == 4)
    let report = try run.json()
    #expect(report.objects("errors").map { $0.string("path") } == ["fixtures/tokens/\(name).txt"])
    #expect(report.objects("tokens").count == 1)
    #expect(report.objects("applications").count == 1)
    #expect(try check("same", [name], ["--allow-incomplete"]).status == 0)
  }

  @Test func readsTheTokenFromStandardInput() throws {
    let input = try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/tokens/json-azure-cli.txt"))
    let run = try Binary.run(
      ["check", "fixtures/drift/same.json", "--token", "-", "--format", "json"] + Self.clock, input: input)
    #expect(try run.json().objects("tokens").count == 1)
    for arguments in [
      ["check", "-", "--token", "-"], ["check", "fixtures/drift/same.json", "--token", "-", "--token", "-"],
    ] {
      #expect(try Binary.run(arguments, input: input).status == 2)
    }
  }

  /// A token's findings are suppressed and known by their fingerprints like any other.
  @Test func reviewsTheFindingsOfTokens() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(
      try check(
        "differs", ["application-certificate"], ["--write-baseline", "\(folder)/known.json", "--fail-on", "never"]
      ).status == 0)
    #expect(
      try check("differs", ["application-certificate"], ["--baseline", "\(folder)/known.json", "--fail-on", "new:low"])
        .status == 0)
  }

  @Test func aSavedReportKeepsTheFindingsOfTokens() throws {
    let json = try check("differs", ["application-certificate"], ["--format", "json"])
    let run = try Binary.run(["convert", "-", "--format", "csv"] + Self.clock, input: Data(json.output.utf8))
    #expect(run.status == 1)
    #expect(run.output.contains("destructive-device-permission"))
    #expect(run.output.contains("token of Device Automation"))
    #expect(run.errors.contains("drift"))
  }
}
