import Foundation
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeRun
import TestSupport
import Testing

/// The rules of the category code: the examples in their records, and the files in fixtures/code with what all of them
/// say about each.
@Suite struct CodeRuleTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var rule: String
    var title: String
    var file: String
    var text: String
    var lines: [Int]
    var testDescription: String { "\(rule): \(title)" }
  }

  static let rules = RuleBook.shared.rules.filter { $0.category == RuleCategory.code.rawValue }.map(\.id)

  static let examples: [Example] = rules.flatMap { rule -> [Example] in
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(project)/rules/checks/\(rule).json")),
      let record = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let all = record["examples"] as? [String: Any]
    else { return [] }
    return ["bad", "good"].flatMap { kind in
      (all[kind] as? [[String: Any]] ?? []).map { example in
        Example(
          rule: rule, title: example["title"] as? String ?? "", file: example["file"] as? String ?? "",
          text: (example["lines"] as? [String] ?? []).joined(separator: "\n") + "\n",
          lines: (example["expect"] as? [[String: Any]] ?? []).compactMap { $0["line"] as? Int })
      }
    }
  }

  private func findings(_ path: String, _ text: String) -> [Finding] {
    var reading = CodeReading()
    reading.read(path, in: MemoryFiles(files: ["/work/\(path)": text]).tree, language: nil)
    return CodeFindings.of(reading.scan(catalog: .shared), book: .shared, settings: RuleSettings())
  }

  @Test func thereAreFiveRules() { #expect(Self.rules.count == 5) }

  @Test(arguments: examples) func exampleBehaves(_ example: Example) {
    let found = findings(example.file, example.text).filter { $0.rule.id == example.rule }
    #expect(found.map(\.location.range.start.line) == example.lines)
  }

  @Test(arguments: rules) func everyRuleHasBothExamplesAndFixtures(_ rule: String) throws {
    let own = Self.examples.filter { $0.rule == rule }
    #expect(own.contains { !$0.lines.isEmpty } && own.contains { $0.lines.isEmpty })
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/code/\(rule)")
    #expect(files.contains { $0.hasPrefix("bad-") } && files.contains { $0.hasPrefix("good-") })
  }

  static let fixtures: [String] = rules.flatMap { rule in
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/code/\(rule)")) ?? [])
      .filter { !$0.hasSuffix(".expected") }.sorted().map { "fixtures/code/\(rule)/\($0)" }
  }

  @Test(arguments: fixtures) func fixtureBehaves(_ path: String) throws {
    let found = findings(path, try String(contentsOfFile: "\(project)/\(path)", encoding: .utf8))
    let rule = path.split(separator: "/")[2]
    #expect(found.contains { $0.rule.id == rule } == path.contains("/bad-"))
    let lines = found.map { finding in
      let related = finding.related.map { "\n  see \($0.location.range.start.line) \($0.message)" }.joined()
      return "\(finding.location.range.start.line):\(finding.location.range.start.column) \(finding.severity.name) "
        + "\(finding.rule.id) \(finding.message)\(related)\n"
    }
    try Golden.expect(lines.joined(), in: path + ".expected")
  }
}
