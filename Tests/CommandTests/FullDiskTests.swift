import Foundation
import TestSupport
import Testing

/// What cannot be written is said, whichever command was to write it.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) struct FullDiskTests {
  private static let commands = [
    "check fixtures/samples", "check fixtures/samples --format json", "check fixtures/samples --format html",
    "check fixtures/samples --format junit", "check fixtures/samples --format sarif", "rules", "schema check",
    "lookup User.Read.All", "diagnose --request '/users'", "activity fold fixtures/activity/flat.json",
    "activity query --engine kql", "minimize --flow application --requests fixtures/requests/lines.txt",
    "scan fixtures/scan", "config show", "config schema", "catalog", "token fixtures/tokens/agent.txt",
    "diff fixtures/samples fixtures/dialects", "version",
  ]
  /// Commands that write files alone, or need a file of the user's.
  private static let others: Set<String> = ["convert", "suppress"]

  /// With the status of wrong usage, since nothing about the input is wrong.
  @Test(arguments: commands)
  func isSaid(command: String) throws {
    let result = try Binary.run(["-c", "exec \"$0\" \(command) >/dev/full", Binary.path], executable: "/bin/sh")
    #expect(result.status == 2, "\(command): \(result.status)")
    #expect(result.errors.contains("No space left on device"), "\(result.errors)")
  }

  @Test func everyCommandIsAsked() throws {
    let help = try Binary.run(["--help"]).output
    let list = try #require(help.split(separator: "SUBCOMMANDS:").last)
    let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }.filter { $0 != "See" }
    #expect(names.count > 10)
    for name in names where !Self.others.contains(name) {
      #expect(Self.commands.contains { $0.split(separator: " ").first.map(String.init) == name }, "\(name)")
    }
  }
}
