import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// What a record in rules/checks has to hold beyond its schema, which `RecordSchemaTests` holds it to.
@Suite struct RuleContractTests {
  static let records = ((try? Files.names(in: "\(project)/rules/checks")) ?? []).filter { $0.hasSuffix(".json") }

  @Test(arguments: records)
  func permissionsAreInTheCatalog(_ file: String) throws {
    let record = try Record(Files.json("\(project)/rules/checks/\(file)"))
    for rated in record.records("permissions") {
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

  func has(_ name: String) -> Bool { document.member(named: name, of: place) != nil }

  func text(_ name: String) -> String { document.string(document.member(named: name, of: place)) ?? "" }

  func records(_ name: String) -> [Record] {
    guard let value = document.member(named: name, of: place) else { return [] }
    let places = document.kind(value) == .array ? document.elements(of: value) : [value]
    return places.map { Record(document, $0) }
  }
}
