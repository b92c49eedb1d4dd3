import Foundation
import Testing

/// The whole report in every format, as it stands in fixtures/reports; a change of one byte shows in review.
@Suite struct ReportTests {
  private static let formats = [
    ("text", "txt"), ("json", "json"), ("junit", "junit.xml"), ("junit:ant", "ant.xml"), ("sarif", "sarif"),
    ("github", "github"), ("azure", "azure"), ("gitlab", "gitlab.json"), ("markdown", "md"), ("html", "html"),
    ("csv", "csv"),
  ]
  private static let clock = ["--now", "2026-08-24T10:00:00Z"]

  @Test(arguments: formats)
  func ofTheSamples(format: String, ending: String) throws {
    let run = try Binary.run(["check", "fixtures/samples", "--format", format] + Self.clock)
    #expect(run.status == 1)
    try Golden.expect(run.output, in: "fixtures/reports/samples.\(ending)")
  }

  /// Names that attack their reader, beside an input that cannot be read.
  @Test(arguments: formats.filter { !["json", "sarif", "html"].contains($0.0) })
  func ofAnIncompleteAudit(format: String, ending: String) throws {
    let inputs = ["fixtures/errors/hostile-names.json", "fixtures/errors/bad-escape.json"]
    let run = try Binary.run(["check", "--format", format] + inputs + Self.clock)
    #expect(run.status == 4)
    try Golden.expect(run.output, in: "fixtures/reports/incomplete.\(ending)")
  }

  /// With what could not be judged, and coloured as a terminal shows it.
  @Test(arguments: [
    (["--verbose"], "verbose"), (["--color", "always"], "coloured"), (["--show", "permissions"], "permissions"),
  ])
  func ofTheSamplesAsText(options: [String], name: String) throws {
    let run = try Binary.run(["check", "fixtures/samples"] + options + Self.clock)
    try Golden.expect(run.output, in: "fixtures/reports/samples-\(name).txt")
  }
}
