import ScopeAudit
import ScopeDocuments
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// What a finding says would remove it does: made in the text of the rule's own examples by line and column, as an editor
/// does it, it leaves JSON that has one such finding less, and nothing worse than before.
@Suite struct TextEditTests {
  private static let rules = RuleBook.shared.rules.filter { !$0.edits.isEmpty }.map(\.id)

  @Test func someRulesHaveEdits() { #expect(Self.rules.count >= 10) }

  @Test(arguments: rules) func editsRemoveTheFinding(_ rule: String) throws {
    var made = 0
    for example in try RuleExample.examples(of: rule) where !example.lines.isEmpty {
      let auditor = makeAuditor(needs: example.needs).with(excerpts: false, edits: true)
      let before = try findings(of: example.text, auditor)
      for finding in before where finding.rule.id == rule {
        for edit in finding.edits {
          made += 1
          let text = try #require(edited(example.text, edit))
          let after = try findings(of: text, auditor)
          #expect(count(after, rule) < count(before, rule), "\(example.title)\n\(text)")
          #expect(serious(after).isSubset(of: serious(before)), "\(example.title)\n\(text)")
        }
      }
    }
    #expect(made > 0, "\(rule): no example can be edited")
  }

  @Test func keepsCommentsAndSources() throws {
    let text = """
      { "appId": "bb8a4203-770a-404d-a898-339d1ba77c89", "signInAudience": "AzureADMyOrg", "requiredResourceAccess": [{
        "resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
          { "id": "2f51be20-0bb4-4fed-bf7b-db946066c75e", "type": "Role" }, // read
          { "id": "2f51be20-0bb4-4fed-bf7b-db946066c75e", "type": "Role" }
      ]}] }
      """
    let found = try findings(of: text, makeAuditor(needs: nil).with(excerpts: false, edits: true))
    let duplicate = try #require(found.first { $0.rule.id == "duplicate-permission" })
    #expect(duplicate.edits.isEmpty)
  }

  /// Lines and columns count UTF-16 code units, whatever stands before.
  @Test func countsColumnsAsEditorsDo() throws {
    let text = """
      { "displayName": "\u{1F512} 日本", "appId": "bb8a4203-770a-404d-a898-339d1ba77c89", "signInAudience": "AzureADMultipleOrgs" }
      """
    let auditor = makeAuditor(needs: nil).with(excerpts: false, edits: true)
    let finding = try #require(try findings(of: text, auditor).first { $0.rule.id == "multi-tenant-application" })
    let edit = try #require(finding.edits.first)
    #expect(edited(text, edit)?.contains("\"signInAudience\": \"AzureADMyOrg\" }") == true)
  }

  @Test func areNotMadeUnlessAskedFor() throws {
    let example = try #require(try RuleExample.examples(of: "duplicate-permission").first)
    #expect(try findings(of: example.text, makeAuditor(needs: nil)).allSatisfy { $0.edits.isEmpty })
  }

  // MARK: Pieces

  private func findings(of text: String, _ auditor: Auditor) throws -> [Finding] {
    var stream = RegistrationStream(ByteSource(readBytes(of: Array(text.utf8))))
    var findings: [Finding] = []
    while let value = try stream.next() {
      let yield = RegistrationYield(value)
      // An example may be a fragment, which is said, and is no fault of an edit.
      #expect(yield.problems.allSatisfy { $0.message.contains("requiredResourceAccess") })
      for application in yield.applications { findings += auditor.audit(application, path: "app.json").findings }
    }
    return findings
  }

  private func count(_ findings: [Finding], _ rule: String) -> Int { findings.count { $0.rule.id == rule } }

  private func serious(_ findings: [Finding]) -> Set<String> {
    Set(findings.filter { $0.severity >= .high }.map(\.rule.id))
  }

  /// The text with an edit made, by line and column.
  private func edited(_ text: String, _ edit: TextEdit) -> String? {
    let units = Array(text.utf16)
    func offset(_ position: TextPosition) -> Int? {
      var line = 1
      var start = 0
      while line < position.line {
        guard let feed = units[start...].firstIndex(of: 0x0A) else { return nil }
        start = feed + 1
        line += 1
      }
      return start + position.column - 1
    }
    guard let lower = offset(edit.range.start), let upper = offset(edit.range.end), lower <= upper else { return nil }
    return String(decoding: units[..<lower] + Array(edit.replacement.utf16) + units[upper...], as: UTF16.self)
  }
}
