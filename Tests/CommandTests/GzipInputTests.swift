import Foundation
import Testing

/// Archives are read as what they hold by every command, and what is wrong with one makes the answer incomplete.
@Suite struct GzipInputTests {
  private static let manifest = "fixtures/samples/device-automation.json"
  private static let log = "fixtures/activity/members.json.gz"

  private static func packed(_ path: String) throws -> Data {
    let run = try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(path)"))
    if path.hasSuffix(".gz") { return run }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c", "\(project)/\(path)"]
    process.standardOutput = pipe
    try process.run()
    let archive = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return archive
  }

  @Test func checkReadsAnArchiveAsItsContent() throws {
    let plain = try Binary.run(
      ["check", "-", "--fail-on", "never", "--now", "2026-08-24T00:00:00Z"],
      input: Data(contentsOf: URL(fileURLWithPath: "\(project)/\(Self.manifest)")))
    let packed = try Binary.run(
      ["check", "-", "--fail-on", "never", "--now", "2026-08-24T00:00:00Z"], input: Self.packed(Self.manifest))
    #expect(packed.output == plain.output)
    #expect(packed.status == 0)
  }

  @Test(arguments: [
    (["check", "-", "--fail-on", "never"], manifest), (["activity", "fold", "-"], log),
    (["minimize", "--activity", "-"], log),
  ])
  func damageMakesTheAnswerIncomplete(arguments: [String], path: String) throws {
    let archive = try Self.packed(path)
    var damaged = archive
    damaged[archive.count / 2] ^= 0xFF
    for input in [archive.dropLast(5), archive + Data([0, 0]), archive + Data("\n".utf8), damaged] {
      let run = try Binary.run(arguments, input: Data(input))
      #expect(run.status == 4)
      #expect((run.output + run.errors).contains("gzip archive"))
    }
    #expect(try Binary.run(arguments, input: archive).status == 0)
  }
}
