import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nothing of the user's is overwritten, and nothing that was decided is lost.
@Suite struct LossTests {
  /// A folder with every kind of file that a command reads, gone after the test.
  private struct Workplace {
    let folder: String

    init() throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try put(
        "app.json", try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/samples/device-inventory.json")))
      try put("calls.txt", Data("GET /users\n".utf8))
      try put("suppressions.json", Data(#"{"suppressions": []}"#.utf8))
      try put("settings.json", Data(#"{"rules": {}}"#.utf8))
      try put("log.jsonl", try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/activity/flat.json")))
    }

    func put(_ name: String, _ data: Data) throws { try data.write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    func read(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")) }
    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// The arguments, and the file that they would lose.
  static let overwriting: [([String], String)] = [
    (["check", "app.json", "--output", "json=app.json"], "app.json"),
    (["check", "app.json", "--output", "json=./x/../app.json"], "app.json"),
    (["check", "app.json", "--output", "json=linked.json"], "app.json"),
    (["check", "app.json", "--write-baseline", "app.json"], "app.json"),
    (["check", "app.json", "--needs", "calls.txt", "--output", "json=calls.txt"], "calls.txt"),
    (
      ["check", "app.json", "--suppressions", "suppressions.json", "--output", "json=suppressions.json"],
      "suppressions.json"
    ),
    (["check", "app.json", "--config", "settings.json", "--output", "json=settings.json"], "settings.json"),
    (["check", "app.json", "--baseline", "baseline.json", "--output", "json=baseline.json"], "baseline.json"),
    (["check", "app.json", "--activity", "log.jsonl", "--output", "json=log.jsonl"], "log.jsonl"),
    (["diff", "app.json", "app.json", "--output", "json=app.json"], "app.json"),
    (["activity", "fold", "log.jsonl", "--output", "log.jsonl"], "log.jsonl"),
  ]

  @Test(arguments: overwriting)
  func refusesToOverwriteWhatItReads(arguments: [String], file: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    try FileManager.default.createDirectory(atPath: "\(place.folder)/x", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: "\(place.folder)/linked.json", withDestinationPath: "app.json")
    if file == "baseline.json" {
      _ = try Binary.run(["check", "app.json", "--write-baseline", "baseline.json"], in: place.folder)
    }
    let before = try place.read(file)
    let run = try Binary.run(
      arguments + (arguments[0] == "check" || arguments[0] == "diff" ? ["--now", "2026-08-24T10:00:00Z"] : []),
      in: place.folder)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("is an input"))
    #expect(try place.read(file) == before)
  }

  @Test func aBaselineMayBeRenewed() throws {
    let place = try Workplace()
    defer { place.remove() }
    for _ in 0..<2 {
      let run = try Binary.run(
        ["check", "app.json", "--write-baseline", "baseline.json", "--fail-on", "never"]
          + (FileManager.default.fileExists(atPath: "\(place.folder)/baseline.json")
            ? ["--baseline", "baseline.json"] : []),
        in: place.folder)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func thirtySuppressionsAtOnceAreAllKept() async throws {
    let place = try Workplace()
    defer { place.remove() }
    let folder = place.folder
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<30 {
        let digits = String(number, radix: 16)
        let fingerprint = String(repeating: "0", count: 32 - digits.count) + digits
        group.addTask {
          try Binary.run(
            ["suppress", fingerprint, "--reason", "a pilot needs it until then", "--expires", "2099-01-01"], in: folder
          ).status
        }
      }
      for try await status in group { #expect(status == 0) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.contains("suppressions") && $0 != "suppressions.json"
    }
    let text = try #require(names.first.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) })
    #expect(names.count == 1)
    #expect(text.components(separatedBy: "\"fingerprint\"").count - 1 == 30)
  }

  /// The first report is written and waits for its name while the second one waits for a reader.
  @Test func aSignalLeavesNoTemporaryFile() throws {
    let place = try Workplace()
    defer { place.remove() }
    #expect(mkfifo("\(place.folder)/pipe", 0o600) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Binary.path)
    process.arguments = ["check", "app.json", "--output", "json=report.json", "--output", "csv=pipe"]
    process.currentDirectoryURL = URL(fileURLWithPath: place.folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    func temporaries() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: place.folder).filter { $0.hasPrefix("report.json.") }) ?? []
    }
    for _ in 0..<600 where temporaries().isEmpty { usleep(50_000) }
    #expect(!temporaries().isEmpty)
    process.terminate()
    process.waitUntilExit()
    #expect(temporaries().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(place.folder)/report.json"))
  }
}
