import ScopeAudit
import ScopeDocuments
import Testing

@testable import scopeaudit_dev

/// An example of a rule record: a manifest, and the lines on which its rule must report.
struct RuleExample: CustomTestStringConvertible, Sendable {
  var rule: String
  var title: String
  var text: String
  var lines: [Int]
  var testDescription: String { "\(rule): \(title)" }

  static let all: [RuleExample] = judged.flatMap { (try? examples(of: $0)) ?? [] }

  static func examples(of rule: String) throws -> [RuleExample] {
    let document = try Files.json("\(project)/rules/checks/\(rule).json")
    guard let examples = document.member("examples", of: document.root) else { return [] }
    func list(_ kind: StaticString) -> [RuleExample] {
      (document.member(kind, of: examples).map(document.elements) ?? []).map { example in
        let lines = document.member("lines", of: example).map(document.elements) ?? []
        let expected = document.member("expect", of: example).map(document.elements) ?? []
        return RuleExample(
          rule: rule, title: document.string(document.member("title", of: example)) ?? "",
          text: lines.map(document.text).joined(separator: "\n"),
          lines: expected.compactMap { document.integer(document.member("line", of: $0)) }.sorted())
      }
    }
    return list("bad") + list("good")
  }
}

/// The ids of the rules that an application is judged by.
let judged: [String] = auditor.rules.map(\.id)

/// The project's folder, found from this file's own path.
let project = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

/// What examples and fixtures are judged by: the day on which the first of them were written.
private let auditor = Auditor(
  options: AuditOptions(now: Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch))

/// Every application of a text with what the rules say about it.
func audit(_ text: [UInt8]) throws -> [ApplicationResult] {
  var rest = text[...]
  var stream = RegistrationStream { buffer throws(ReadFailure) in
    let piece = rest.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
  var results: [ApplicationResult] = []
  while let value = try stream.next() {
    results += value.applications.map { auditor.audit($0, path: "example.json") }
  }
  return results
}

@Test(arguments: RuleExample.all)
func exampleBehaves(_ example: RuleExample) throws {
  let findings = try audit(Array(example.text.utf8)).flatMap(\.findings).filter { $0.rule.id == example.rule }
  #expect(findings.map(\.location.range.start.line).sorted() == example.lines)
}

@Test(arguments: judged)
func everyRuleHasBothExamples(_ rule: String) throws {
  let examples = try RuleExample.examples(of: rule)
  #expect(examples.contains { !$0.lines.isEmpty }, "\(rule) has no bad example")
  #expect(examples.contains { $0.lines.isEmpty }, "\(rule) has no good example")
}
