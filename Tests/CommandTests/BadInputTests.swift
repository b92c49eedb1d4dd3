import Foundation
import Testing

/// What `check` says about inputs that it cannot use, or not to the end: each with its place and remedy.
@Suite struct BadInputTests {
  static let files =
    (try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/errors"))?
    .filter { !$0.hasSuffix(".expected") }.sorted() ?? []

  @Test(arguments: files)
  func saysWhatCannotBeUsed(file: String) throws {
    let run = try Binary.run("check", "fixtures/errors/\(file)", "--format", "json", "--fail-on", "never")
    let report = try run.json()
    var text = "exit \(run.status)\n"
    for application in report.objects("applications") {
      text +=
        "application \(application.string("appId")) with \(application.objects("permissions").count) permissions\n"
    }
    for (kind, key) in [("error", "errors"), ("note", "notices")] {
      for entry in report.objects(key) {
        text += "\(kind) \(entry.integer("line")):\(entry.integer("column")) \(entry.string("message"))\n"
        if !entry.string("remedy").isEmpty { text += "  \(entry.string("remedy"))\n" }
      }
    }
    try Golden.expect(text, in: "fixtures/errors/\(file).expected")
  }

  @Test func auditsTheOtherInputs() throws {
    let run = try Binary.run(
      "check", "nowhere.json", "fixtures/errors/truncated.json", "fixtures/samples/device-inventory.json", "--format",
      "json")
    #expect(run.status == 4)
    let report = try run.json()
    #expect(report.objects("applications").count == 1)
    #expect(report.objects("errors").map { $0.string("path") } == ["nowhere.json", "fixtures/errors/truncated.json"])
  }

  @Test func saysWhereNothingWasFound() throws {
    let run = try Binary.run("check", "fixtures/errors/empty-array.json")
    #expect(run.status == 3)
    let said = "No app registration was found in these inputs, so nothing was audited."
    #expect(run.output == "\(said) Give an export, such as: az ad app list --all > apps.json.\n")
  }

  /// Texts that would cost a careless reader its memory, its stack or its patience.
  @Test(arguments: ["brackets", "braces", "string", "number", "comment", "objects"])
  func boundsHostileText(kind: String) throws {
    let million = 1 << 20
    let text: String =
      switch kind {
      case "brackets": String(repeating: "[", count: 100_000)
      case "braces": String(repeating: "{\"a\":", count: 100_000)
      case "string": "{\"appId\": \"" + String(repeating: "x", count: 80 * million)
      case "number": "{\"appId\": " + String(repeating: "1", count: 2 * million)
      case "comment": "/*" + String(repeating: " ", count: 80 * million)
      default: String(repeating: "{\"a\":\n", count: 20_000)
      }
    let run = try Binary.run(["check", "-"], input: Data(text.utf8))
    #expect(run.status == 4)
    #expect(run.output.contains("error"))
  }

  @Test(arguments: [[], ["--fail-on", "some"], ["--format", "xml"], ["--now", "yesterday"], ["--colour", "never"]])
  func refusesWrongUsage(options: [String]) throws {
    let arguments = options.isEmpty ? ["check"] : ["check", "fixtures/samples/device-inventory.json"] + options
    let run = try Binary.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }
}
