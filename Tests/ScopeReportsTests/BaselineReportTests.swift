import ScopeCatalog
import ScopeDocuments
import Testing

@testable import ScopeAudit
@testable import ScopeReports

/// A baseline is its lines in the order of their text, each once, however many findings there are.
@Suite struct BaselineReportTests {
  private static let names = [
    "Payroll", "Payroll API", "Payroll!", "Payroll\"", "", "Zeitpl\u{E4}ne", "Zeitpla\u{308}ne", "a\u{1}b", "payroll",
    "a/b", "a\\b",
  ]

  private static func finding(_ rule: Rule, _ subject: String, _ state: Finding.State) -> Finding {
    Finding(
      rule: rule, severity: .medium, message: "Message.", fix: "",
      location: Location(path: "a.json", range: SourceRange(start: .start, end: .start), pointer: ""),
      fingerprint: Fingerprint([rule.id, subject]), state: state)
  }

  @Test func linesAreSortedAndApart() {
    var known = KnownFindings()
    var lines: Set<String> = []
    for (place, name) in (Self.names + Self.names.prefix(3)).enumerated() {
      var part = KnownFindings()
      let rules = RuleBook.shared.rules.enumerated().filter { $0.offset % 9 == place % 2 }.map(\.element)
      part.add(
        rules.map { Self.finding($0, name, .new) } + [Self.finding(rules[0], "else", .suppressed)], application: name)
      known.add(part)
      for rule in rules {
        var writer = JSONWriter()
        writer.object { writer in
          writer.member("rule", rule.id)
          writer.member("application", name)
          writer.member("fingerprint", Fingerprint([rule.id, name]))
        }
        lines.insert(writer.text)
      }
    }
    var bytes: [UInt8] = []
    BaselineReport.write(known, .shared) { bytes.append(contentsOf: $0) }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasSuffix("\"findings\":[\n" + lines.sorted().joined(separator: ",\n") + "\n]}\n"))
    #expect((try? BaselineFile(bytes, path: "baseline.json"))?.entries.count == lines.count)
  }

  @Test func nothingIsAnEmptyList() {
    var bytes: [UInt8] = []
    BaselineReport.write(KnownFindings(), .shared) { bytes.append(contentsOf: $0) }
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\"findings\":[\n\n]}\n"))
  }
}
