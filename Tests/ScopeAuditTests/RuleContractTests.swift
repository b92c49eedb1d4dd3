import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import Testing

@testable import Maintenance

/// What every record in rules/checks has to hold, so that no rule comes without its reasons.
@Suite struct RuleContractTests {
  static let records = ((try? Files.names(in: "\(project)/rules/checks")) ?? []).filter { $0.hasSuffix(".json") }

  @Test(arguments: records)
  func recordIsComplete(_ file: String) throws {
    let record = try Record(Files.json("\(project)/rules/checks/\(file)"))
    #expect(record.text("id") + ".json" == file)
    record.expectNames(
      required: [
        "id", "title", "category", "severity", "confidence", "since", "status", "appliesTo", "summary", "why", "fix",
        "falsePositives", "notAssessable", "cwe", "references", "options", "examples",
      ], optional: ["severityNote", "permissions", "privilegedFrom"], in: file)
    for name in ["title", "summary", "why", "falsePositives", "notAssessable", "since"] {
      #expect(!record.text(name).isEmpty, "\(file): \(name) is empty")
    }
    #expect(Severity(name: record.text("severity")) != nil)
    #expect(RuleCategory(rawValue: record.text("category")) != nil)
    #expect(["high", "medium", "low"].contains(record.text("confidence")))
    #expect(["stable", "preview", "deprecated"].contains(record.text("status")))
    #expect(!record.records("appliesTo").isEmpty)
  }

  @Test(arguments: records)
  func partsAreComplete(_ file: String) throws {
    let record = try Record(Files.json("\(project)/rules/checks/\(file)"))
    for fix in record.records("fix") {
      fix.expectNames(required: ["text"], optional: ["portal", "cli"], in: file)
      #expect(!fix.text("text").isEmpty)
    }
    #expect(!record.records("references").isEmpty, "\(file) names no source")
    for reference in record.records("references") {
      reference.expectNames(required: ["title", "url"], in: file)
      #expect(!reference.text("title").isEmpty && reference.text("url").hasPrefix("https://"))
    }
    for option in record.records("options") {
      option.expectNames(required: ["name", "default", "source"], in: file)
      #expect(!option.text("source").isEmpty, "\(file): an option does not say which standard it comes from")
    }
    for weakness in record.records("cwe") { #expect(weakness.whole.hasPrefix("CWE-")) }
    for examples in record.records("examples") {
      examples.expectNames(required: ["bad", "good"], in: file)
      #expect(!examples.records("bad").isEmpty && !examples.records("good").isEmpty)
      for bad in examples.records("bad") {
        bad.expectNames(
          required: ["title", "lines", "expect"], optional: ["before", "application", "needs"], in: file)
        for place in bad.records("expect") { place.expectNames(required: ["line"], in: file) }
      }
      for good in examples.records("good") {
        good.expectNames(required: ["title", "lines"], optional: ["before", "application", "needs"], in: file)
      }
    }
  }

  @Test(arguments: records)
  func permissionsAreInTheCatalog(_ file: String) throws {
    let record = try Record(Files.json("\(project)/rules/checks/\(file)"))
    for rated in record.records("permissions") {
      rated.expectNames(required: ["resource", "name", "effect"], optional: ["application", "delegated"], in: file)
      let (name, effect) = (rated.text("name"), rated.text("effect"))
      #expect(effect.hasSuffix(".") && !effect.contains(". "), "\(name): the effect is one sentence")
      let resource = try #require(Catalog.shared.resource(named: rated.text("resource")), "\(name): no such resource")
      let known = Catalog.shared.permissions(named: name).filter { $0.resource == resource }
      var flows = 0
      for flow in Flow.allCases where rated.has(flow.name) {
        flows += 1
        #expect(Severity(name: rated.text(flow.name)) != nil)
        #expect(known.contains { $0.flow == flow }, "\(name) is not a permission of the \(flow.name) flow")
      }
      #expect(flows > 0, "\(name) is rated in no flow")
    }
  }

  @Test func permissionsAreRatedOnceInARule() {
    for rule in RuleBook.shared.rules {
      let names = rule.permissions.map { "\($0.resource) \($0.name)" }
      #expect(Set(names).count == names.count, "\(rule.id) lists a permission twice")
    }
  }

  /// Alone and in company: a rule that never fires, or never keeps silent, is no rule.
  @Test(arguments: judged)
  func everyRuleHasAFixturePair(_ rule: String) throws {
    let files = (try? Files.names(in: "\(project)/fixtures/rules/\(rule)")) ?? []
    for kind in ["bad", "good"] {
      #expect(files.contains { $0.hasPrefix("\(kind)-") && $0.hasSuffix(".json") }, "\(rule) has no \(kind) fixture")
    }
  }
}

/// One object of a record.
private struct Record {
  var document: JSONDocument
  var place: JSONPlace

  init(_ document: JSONDocument) {
    self.document = document
    place = document.root
  }

  private init(_ document: JSONDocument, _ place: JSONPlace) {
    self.document = document
    self.place = place
  }

  var whole: String { document.text(place) }

  func has(_ name: String) -> Bool { document.member(named: name, of: place) != nil }

  func text(_ name: String) -> String { document.string(document.member(named: name, of: place)) ?? "" }

  func records(_ name: String) -> [Record] {
    guard let value = document.member(named: name, of: place) else { return [] }
    let places = document.kind(value) == .array ? document.elements(of: value) : [value]
    return places.map { Record(document, $0) }
  }

  func expectNames(required: [String], optional: [String] = [], in file: String) {
    let names = document.members(of: place).map { document.text($0.name) }
    #expect(Set(names).count == names.count, "\(file): a member stands twice")
    for name in names { #expect((required + optional).contains(name), "\(file): no record has a member \(name)") }
    for name in required { #expect(names.contains(name), "\(file): \(name) is missing") }
  }
}
