import TestSupport
import Testing

/// Whatever member a writer can write, the schema of its command knows, also where no fixture shows it.
@Suite struct SchemaMemberTests {
  /// The files that write what a schema describes.
  private static let writers: [(schema: String, sources: [String])] = [
    ("check", ["Formats/JSONReport.swift", "Formats/JSONReport+Run.swift", "Formats/JSONReport+Findings.swift"]),
    ("token", ["Formats/Token/TokenJSONReport.swift", "Formats/Token/DriftJSON.swift"]),
    ("diagnose", ["Pages/Diagnosis/DiagnosisJSON.swift"]),
    ("minimize", ["Pages/Minimize/MinimizeReport.swift", "Pages/Minimize/MinimizeActivityReport.swift"]),
    ("scan", ["Pages/Scan/ScanJSON.swift"]),
    ("activity", ["Pages/Activity/ActivityProfileReport.swift"]),
  ]

  @Test(arguments: writers.map(\.schema))
  func knowsEveryMember(schema: String) throws {
    let text = try Binary.run(["schema", schema]).output
    let sources = try #require(Self.writers.first { $0.schema == schema }).sources
    var names: Set<String> = []
    for path in sources {
      let source = String(decoding: try Fixture.bytes("../Sources/ScopeReports/\(path)"), as: UTF8.self)
      for call in [#".member(""#, #".key(""#, #".strings(""#] {
        for piece in source.split(separator: call).dropFirst(source.hasPrefix(call) ? 0 : 1) {
          names.insert(String(piece.prefix { $0 != "\"" }))
        }
      }
    }
    #expect(names.count > 4)
    for name in names.sorted() { #expect(text.contains("\"\(name)\""), "\(schema): \(name)") }
  }
}
