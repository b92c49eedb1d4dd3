import Foundation
import Testing

@Suite struct CheckTests {
  private let sample = "fixtures/samples/device-automation.json"

  @Test(arguments: [("never", 0), ("low", 1), ("high", 1), ("critical", 1)] as [(String, Int32)])
  func exitsByTheThreshold(failOn: String, status: Int32) throws {
    #expect(try Binary.run("check", sample, "--fail-on", failOn).status == status)
  }

  @Test func readsStandardInput() throws {
    let input = try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(sample)"))
    let fromFile = try Binary.run("check", sample, "--format", "json").json()
    let run = try Binary.run(["check", "-", "--format", "json"], input: input)
    #expect(try run.json().objects("findings").count == fromFile.objects("findings").count)
    #expect(run.status == 1)
  }

  /// The same bytes, whoever runs it and how often.
  @Test(arguments: ["text", "json", "junit", "junit:ant"])
  func isDeterministic(format: String) throws {
    let arguments = ["check", "fixtures/dialects", sample, "--format", format, "--now", "2026-08-24T10:00:00Z"]
    let first = try Binary.run(arguments)
    let second = try Binary.run(
      arguments, environment: ["TZ": "Asia/Kolkata", "LC_ALL": "de_DE.UTF-8", "HOSTNAME": "elsewhere"])
    #expect(first.output == second.output)
    #expect(!first.output.isEmpty)
  }

  @Test func honoursTheClockOfReproducibleBuilds() throws {
    let run = try Binary.run(["check", sample, "--format", "junit"], environment: ["SOURCE_DATE_EPOCH": "1700000000"])
    #expect(run.output.contains("timestamp=\"2023-11-14T22:13:20\""))
  }

  @Test(
    arguments: [
      ([:], "auto", false), (["CLICOLOR_FORCE": "1"], "auto", true), (["CLICOLOR_FORCE": "0"], "auto", false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], "auto", false), (["NO_COLOR": "1"], "always", true),
      (["NO_COLOR": "", "CLICOLOR_FORCE": "1"], "auto", true), ([:], "always", true),
      (["CLICOLOR_FORCE": "1"], "never", false),
    ] as [([String: String], String, Bool)])
  func coloursAsAsked(environment: [String: String], choice: String, isColoured: Bool) throws {
    let run = try Binary.run(["check", sample, "--color", choice], environment: environment)
    #expect(run.output.contains("\u{1B}[") == isColoured)
  }

  @Test func writesFurtherReportsToFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = [
      "--now", "2026-08-24T10:00:00Z", "--output", "json=\(folder.path)/a.json", "--output",
      "junit=\(folder.path)/a.xml",
    ]
    let run = try Binary.run(["check", sample, "--quiet", "--fail-on", "never"] + options)
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    let written = try String(contentsOfFile: "\(folder.path)/a.json", encoding: .utf8)
    #expect(written == (try Binary.run("check", sample, "--format", "json", "--now", "2026-08-24T10:00:00Z").output))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a.json", "a.xml"])
  }

  @Test func tellsTheDigestOfEachInput() throws {
    let inputs = try Binary.run("check", "fixtures/samples", "--format", "json").json().objects("inputs")
    #expect(inputs.count == 2)
    // sha256 of "[]", as any other program tells it.
    let run = try Binary.run(["check", "-", "--format", "json"], input: Data("[]".utf8))
    #expect(
      try run.json().objects("inputs")[0].string("sha256")
        == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")
  }

  /// What somebody invents must not fill the memory, and must not hide that there is more.
  @Test func listsAThousandFindingsOfARule() throws {
    let manifest = try JSONSerialization.data(withJSONObject: [
      "appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", "signInAudience": "AzureADMyOrg",
      "requiredResourceAccess": [String](), "web": ["redirectUris": (0..<2_500).map { "http://host\($0).example/" }],
    ])
    let run = try Binary.run(["check", "-", "--format", "json"], input: manifest)
    let findings = try run.json().objects("findings").filter { $0.string("rule") == "insecure-redirect-uri" }
    #expect(run.status == 1)
    #expect(findings.count == 1_001)
    #expect(findings.count { $0.string("message") == "1500 more findings of this rule are not listed." } == 1)
    #expect(Set(findings.map { $0.string("severity") }) == ["high"])
  }
}
