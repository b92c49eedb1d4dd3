import TestSupport
import Testing

/// The same input gives the same bytes in every process: Swift seeds its dictionaries anew in each.
@Suite struct SameBytesTests {
  @Test(arguments: [
    ["check", "fixtures/samples", "fixtures/tenant", "--no-config", "--format", "json"],
    ["check", "fixtures/sources/folders", "--no-config", "--format", "json"],
    ["check", "fixtures/samples", "--no-config", "--format", "sarif"],
    ["check", "fixtures/samples", "--no-config", "--format", "html"],
    ["scan", "fixtures/scan/files", "--format", "json"], ["scan", "fixtures/scan/files"],
    ["lookup", "DeviceManagementConfiguration.ReadWrite.All", "--operations", "--format", "json"],
    ["lookup", "wipe"], ["rules", "--format", "json"],
    ["diff", "fixtures/samples", "fixtures/tenant", "--format", "json"],
  ])
  func processesAgree(arguments: [String]) throws {
    let fixed = arguments.first == "check" || arguments.first == "diff" ? ["--now", "2026-11-23T00:00:00Z"] : []
    let first = try Binary.run(arguments + fixed)
    #expect(!first.output.isEmpty)
    for _ in 0..<3 {
      let again = try Binary.run(arguments + fixed)
      #expect(again.output == first.output && again.errors == first.errors && again.status == first.status)
    }
  }
}
