import Foundation
import ScopeReports
import Testing

/// No report in any format shows a secret that stands in the input, whatever the finding is about.
@Suite struct SecretTests {
  private static let marker = "never-be-seen"
  private static let files =
    (try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/rules/exposed-secret"))?
    .filter { $0.hasSuffix(".json") && $0.hasPrefix("bad-") }.sorted() ?? []

  @Test(arguments: files, FormatName.ofAudits)
  func staysHidden(file: String, format: FormatName) throws {
    let path = "fixtures/rules/exposed-secret/\(file)"
    #expect(try String(contentsOfFile: "\(project)/\(path)", encoding: .utf8).contains(Self.marker))
    for options in [[], ["--verbose"]] {
      let run = try Binary.run(["check", path, "--format", format.rawValue, "--now", "2026-08-24T10:00:00Z"] + options)
      // An export without its permissions is incomplete as well.
      #expect(run.status == 1 || run.status == 4)
      #expect(run.output.contains("exposed-secret"))
      #expect(!run.output.contains(Self.marker) && !run.errors.contains(Self.marker))
    }
  }
}
