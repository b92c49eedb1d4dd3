import Foundation
import ScopeCatalog
import ScopeValues
import TestSupport
import Testing

@testable import ScopeReports

/// `lookup` answers for every API, directory role and label that public lists and the Intune article name.
@Suite struct LookupKnowledgeTests {
  struct Fact: CustomTestStringConvertible, Sendable {
    var kind: String
    var id: String
    var name: String
    var testDescription: String { "\(kind) \(name)" }
  }

  static let facts: [Fact] = {
    let text = (try? String(contentsOfFile: "\(project)/fixtures/lookup/known.tsv", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map { line in
      let cells = line.split(separator: "\t").map(String.init)
      return Fact(kind: cells[0], id: cells[1], name: cells[2])
    }
  }()

  private static func things(_ word: String) -> [(kind: String, name: String, id: String?)] {
    LookupItem.find(word, .shared).compactMap { item in
      guard case .thing(let thing) = item else { return nil }
      let known = thing.name(.shared)
      return (thing.kind, known.name, known.id)
    }
  }

  @Test func noneIsMissing() {
    let counts = Dictionary(grouping: Self.facts, by: \.kind).mapValues(\.count)
    #expect(counts["resource", default: 0] >= 29)
    #expect(counts["role"] == 123)
    #expect(counts["label"] == 11)
    let lists = (0..<Catalog.shared.resourceCount).filter { resource in
      (0..<Catalog.shared.permissionCount).contains { Catalog.shared.permission($0).resource == resource }
    }
    #expect(lists.count >= 24)
  }

  @Test(arguments: facts)
  func isAnswered(fact: Fact) {
    switch fact.kind {
    case "label":
      let names = LookupItem.find(fact.name, .shared).flatMap { item -> [String] in
        if case .permission(let list, _) = item { list.map { Catalog.shared.name($0.nameIndex) } } else { [] }
      }
      #expect(Set(names) == [fact.id])
    default:
      let byID = Self.things(fact.id).filter { $0.kind == fact.kind }
      #expect(byID.count == 1)
      // A list may still have a role's former name, and the answer then says today's.
      let byName = Self.things(fact.name).filter { $0.kind == fact.kind }
      #expect(byName.contains { $0.id == fact.id }, "\(fact.name)")
      #expect(byID.first.map { known in byName.contains { $0.name == known.name } } == true)
    }
  }

  /// Every permission of every other API, and every hundredth of Microsoft Graph, is found by its id and its name.
  @Test func everyPermissionIsFound() {
    let catalog = Catalog.shared
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard permission.hasIdentifier else { continue }
      guard index % 100 == 0 || catalog.resourceName(permission.resource) != "Microsoft Graph" else { continue }
      let id = GUID(high: permission.high, low: permission.low).description
      for word in [id, catalog.name(permission.nameIndex)] {
        let isFound = LookupItem.find(word, catalog).contains { item in
          guard case .permission(let list, _) = item else { return false }
          return list.contains { $0.index == index }
        }
        #expect(isFound, "\(word) of \(catalog.resourceName(permission.resource))")
      }
    }
  }
}
