import ScopeAudit
import ScopeDocuments
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// A manifest in fixtures/rules with everything that all rules say about it, in the file of its name with
/// .expected at the end; what it needs may stand in one with .needs at the end: `rule severity line:column` for a finding and, in files that begin with "unclear-",
/// `rule: reason` for what could not be judged.
///
/// With SCOPEAUDIT_RECORD in the environment the .expected files are written anew, and the test fails all the same.
struct RuleFixture: CustomTestStringConvertible, Sendable {
  var rule: String
  var file: String
  var testDescription: String { "\(rule)/\(file)" }
  var path: String { "\(project)/fixtures/rules/\(rule)/\(file)" }

  static let all: [RuleFixture] = {
    let folder = "\(project)/fixtures/rules"
    return ((try? Files.names(in: folder)) ?? []).flatMap { rule in
      ((try? Files.names(in: "\(folder)/\(rule)")) ?? []).filter { $0.hasSuffix(".json") }.map {
        RuleFixture(rule: rule, file: $0)
      }
    }
  }()

  /// What the rules say, line by line.
  func outcome() throws -> [String] {
    var lines: [String] = []
    let needs = try? Files.text(path.dropLast(5) + ".needs")
    for result in try audit(Files.read(path), needs: needs) {
      for finding in result.findings {
        let start = finding.location.range.start
        lines.append("\(finding.rule.id) \(finding.severity.name) \(start.line):\(start.column)")
      }
      guard file.hasPrefix("unclear-") else { continue }
      lines += result.notAssessable.map { "\($0.rule.id): \($0.reason)" }
    }
    return lines
  }
}

@Test(arguments: RuleFixture.all)
func fixtureSaysWhatIsExpected(_ fixture: RuleFixture) throws {
  let outcome = try fixture.outcome().map { $0 + "\n" }.joined()
  try Golden.expect(outcome, in: "fixtures/rules/\(fixture.rule)/\(fixture.file.dropLast(5)).expected")
}

/// A bad fixture fires its rule, and a good one does not, whatever else its .expected file says.
@Test(arguments: RuleFixture.all)
func fixtureIsWhatItsNameSays(_ fixture: RuleFixture) throws {
  let fires = try fixture.outcome().contains { $0.hasPrefix(fixture.rule + " ") }
  let says = try fixture.outcome().contains { $0.hasPrefix(fixture.rule + ": ") }
  if fixture.file.hasPrefix("bad-") { #expect(fires) }
  if fixture.file.hasPrefix("good-") { #expect(!fires) }
  if fixture.file.hasPrefix("unclear-") { #expect(says) }
}
