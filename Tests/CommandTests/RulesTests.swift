import Foundation
import Testing

@Suite struct RulesTests {
  @Test(arguments: ["text", "markdown", "json"])
  func printsOneRule(format: String) throws {
    let run = try Binary.run("rules", "long-lived-secret", "--format", format)
    #expect(run.status == 0)
    #expect(run.output.contains("ScubaGear MS.AAD.5.6v1"))
  }

  @Test func listsEveryRule() throws {
    let rules = try Binary.run("rules", "--format", "json").json().objects("rules")
    let text = try Binary.run("rules").output
    #expect(rules.count > 50)
    for rule in rules { #expect(text.contains(rule.string("id"))) }
    #expect(rules.allSatisfy { !$0.string("why").isEmpty && !$0.object("fix").string("text").isEmpty })
  }

  @Test(arguments: [
    ("long-lived-secrte", "long-lived-secret"), ("expired", "expired-credential"), ("nonsense", "lists them"),
  ])
  func unknownRuleIsAnError(id: String, hint: String) throws {
    let run = try Binary.run("rules", id)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(hint))
  }
}
