import ScopeAudit
import ScopeDocuments
import TestSupport
import Testing

@testable import Maintenance

/// The two parts of the rule book are the whole, member by member.
@Test func partsOfTheRuleBookAreTheWhole() throws {
  let book = Array(
    "[\n{\"id\":\"a\",\"why\":\"x,\\\"}\",\"fix\":{\"id\":1},\"cwe\":[\"b\",{}]},\n{\"why\":\"y\"}\n]\n".utf8)
  let judging = RuleBookParts.select(book) { RulePages.judgingMembers.contains($0) }
  let pages = RuleBookParts.select(book) { !RulePages.judgingMembers.contains($0) }
  #expect(String(decoding: judging, as: UTF8.self) == "[\n{\"id\":\"a\",\"fix\":{\"id\":1}},\n{}\n]\n")
  #expect(
    String(decoding: pages, as: UTF8.self) == "[\n{\"why\":\"x,\\\"}\",\"cwe\":[\"b\",{}]},\n{\"why\":\"y\"}\n]\n")
}

/// What the embedded book says of a rule is what its record says.
@Test func pagesBelongToTheirRules() throws {
  let whole = try GeneratedFiles.records(in: "\(project)/rules/checks").withUnsafeBytes(RuleBook.init(json:))
  #expect(whole.rules.count == RuleBook.shared.rules.count)
  for (rule, record) in zip(RuleBook.shared.rules, whole.rules) {
    #expect(rule.id == record.id)
    #expect(rule.why == record.why)
    #expect(rule.since == record.since)
    #expect(rule.references.map(\.url) == record.references.map(\.url))
    #expect(rule.examples.map(\.lines) == record.examples.map(\.lines))
    #expect(rule.permissions.map(\.effect) == record.permissions.map(\.effect))
  }
}
