import Foundation
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues
import Testing

/// A pasted text of fixtures/tokens, and the part of the JSON report that it must give.
struct TokenFixture: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let all = Fixture.names(in: "tokens", ending: ".txt").map { TokenFixture(name: $0) }

  func bytes(_ ending: String) throws -> [UInt8] { try Fixture.bytes("tokens/\(name).\(ending)") }
}

private let auditor = Auditor(options: AuditOptions(now: Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch))

@Test func thereAreTokenFixtures() { #expect(TokenFixture.all.count >= 45) }

@Test(arguments: TokenFixture.all)
func tokenReportsWhatIsExpected(_ fixture: TokenFixture) throws {
  let results = try TokenReader.read(fixture.bytes("txt")).map { auditor.audit($0, path: "token.txt") }
  let report = TokenJSONReport(catalog: .shared, claims: .hidden).render(results, CheckRun())
  let actual = try JSONSerialization.jsonObject(with: Data(report))
  let expected = try JSONSerialization.jsonObject(with: Data(fixture.bytes("json")))
  var differences: [String] = []
  compare(expected, actual, at: "", &differences)
  #expect(differences.isEmpty)
}

/// Notes where `actual` lacks something of `expected`; objects may hold more, lists may not.
private func compare(_ expected: Any, _ actual: Any?, at path: String, _ differences: inout [String]) {
  switch (expected, actual) {
  case (let expected as [String: Any], let actual as [String: Any]):
    // The exit status and errors are the command's.
    for (name, value) in expected where path != "" || (name != "exitStatus" && name != "errors") {
      compare(value, actual[name], at: "\(path)/\(name)", &differences)
    }
  case (let expected as [Any], let actual as [Any]):
    // What a rule says of upstream's data changes with the data.
    let actual = actual.filter { ($0 as? [String: Any])?["rule"] as? String != "writing-read-permission" }
    if expected.count != actual.count {
      differences.append("\(path): \(expected.count) expected, \(actual.count) found")
    }
    for (index, pair) in zip(expected, actual).enumerated() {
      compare(pair.0, pair.1, at: "\(path)/\(index)", &differences)
    }
  case (let expected as NSObject, let actual as NSObject) where expected == actual: break
  default: differences.append("\(path): \(expected) expected, \(actual.map { "\($0)" } ?? "nothing") found")
  }
}
