import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// An example of a rule record: a manifest, or the header and claims of a token, and the lines on which its rule
/// must report.
struct RuleExample: CustomTestStringConvertible, Sendable {
  var rule: String
  var title: String
  var text: String
  /// What is declared as needed, line by line.
  var needs: String?
  var lines: [Int]
  var testDescription: String { "\(rule): \(title)" }

  static let all: [RuleExample] = judged.flatMap { (try? examples(of: $0)) ?? [] }
  static let tokens: [RuleExample] = judgedTokens.flatMap { (try? examples(of: $0)) ?? [] }

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
          needs: document.member("needs", of: example).map {
            document.elements(of: $0).map(document.text).joined(separator: "\n")
          },
          lines: expected.compactMap { document.integer(document.member("line", of: $0)) }.sorted())
      }
    }
    return list("bad") + list("good")
  }
}

/// The ids of the rules that an application or a service principal is judged by, those aside that only another catalog
/// gives anything to report.
let judged: [String] = makeAuditor(needs: "").judgingRules.union(Set(JudgingRules.Scope.allCases))
  .filter { $0.status != "deprecated" }.map(\.id)

/// The ids of the rules that only a token is judged by.
let judgedTokens: [String] = auditor.tokenRules.filter { $0.appliesTo == ["token"] }.map(\.id)

/// What examples and fixtures are judged by: the day on which the first of them were written.
func makeAuditor(needs: String?) -> Auditor {
  var options = AuditOptions(now: Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch)
  options.needs = needs.map {
    .calls(RequestedCalls(RequestReader.read(Array($0.utf8)).requests, catalog: .shared).calls)
  }
  return Auditor(options: options)
}

/// The auditor of everything that declares no needs.
private let auditor = makeAuditor(needs: nil)

/// Every application and service principal of a text with what the rules say about it.
func audit(_ text: [UInt8], needs: String? = nil) throws -> [ApplicationResult] {
  try audit(text, by: needs.map(makeAuditor) ?? auditor)
}

func audit(_ text: [UInt8], by judge: Auditor) throws -> [ApplicationResult] {
  var stream = RegistrationStream(read: readBytes(of: text))
  var results: [ApplicationResult] = []
  var (records, requested) = (TenantRecords(), RequestedPermissions())
  while let value = try stream.next() {
    results += value.applications.map { judge.audit($0, path: "example.json") }
    for record in value.tenantRecords { records.add(record, from: "example.json") }
  }
  results.forEach { requested.add($0) }
  let directory = TenantDirectory(records, requested: requested, isComplete: true, catalog: judge.catalog)
  return results
    + (0..<directory.count).map { judge.audit($0, of: directory, ordinal: results.count + $0, namesakes: 0) }
}

@Test(arguments: RuleExample.all)
func exampleBehaves(_ example: RuleExample) throws {
  let findings = try audit(Array(example.text.utf8), needs: example.needs).flatMap(\.findings).filter {
    $0.rule.id == example.rule
  }
  #expect(findings.map(\.location.range.start.line).sorted() == example.lines)
}

/// The example is JSON with a header and claims; it is judged as the token that they make.
@Test(arguments: RuleExample.tokens)
func tokenExampleBehaves(_ example: RuleExample) throws {
  let document = try document(of: example.text)
  let claims = try #require(document.member("claims", of: document.root))
  let parts = ["header", "claims"].map { name in
    base64URL(document.member(named: name, of: document.root).map { Array(document.content($0)) } ?? [])
  }
  let token = TokenReader.read(Array("\(parts.joined(separator: ".")).c2lnbmF0dXJl".utf8))
  let findings = try auditor.audit(#require(token.first), path: "token.txt").audit.findings.filter {
    $0.rule.id == example.rule
  }
  let lines = findings.map { finding in
    document.members(of: claims).first { finding.location.pointer.hasPrefix("/" + document.text($0.name)) }
      .map { document.position(of: $0.value).line } ?? document.position(of: claims).line
  }
  #expect(lines.sorted() == example.lines)
}

private func document(of text: String) throws -> JSONDocument {
  var reader = JSONItemReader(read: readBytes(of: Array(text.utf8)))
  return try #require(try reader.next()).document
}

@Test(arguments: judged + judgedTokens)
func everyRuleHasBothExamples(_ rule: String) throws {
  let examples = try RuleExample.examples(of: rule)
  #expect(examples.contains { !$0.lines.isEmpty }, "\(rule) has no bad example")
  #expect(examples.contains { $0.lines.isEmpty }, "\(rule) has no good example")
}
