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

  private static func knows(_ word: String, _ isWanted: (Permission) -> Bool) -> Bool {
    LookupItem.find(word, .shared).contains { item in
      if case .permission(let list, _) = item { list.contains(where: isWanted) } else { false }
    }
  }

  /// Every permission of every API is found by its id, and by its name: of Microsoft Graph's names every tenth is
  /// asked for, as they are all found in the same way.
  @Test func everyPermissionIsFound() {
    let catalog = Catalog.shared
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard permission.hasIdentifier else { continue }
      let id = GUID(high: permission.high, low: permission.low).description
      #expect(Self.knows(id) { $0.index == index }, "\(id)")
      guard index % 10 == 0 || catalog.resourceName(permission.resource) != "Microsoft Graph" else { continue }
      let name = catalog.name(permission.nameIndex)
      #expect(Self.knows(name) { $0.index == index }, "\(name) of \(catalog.resourceName(permission.resource))")
    }
  }

  /// The list of Microsoft's applications holds ids of any kind: a permission or a directory role among them is told as
  /// what it is, and of the rest only what the list says is Microsoft's is called so.
  @Test func noRoleAndNoPermissionIsAnApplication() {
    let catalog = Catalog.shared
    let roles = (0..<catalog.directoryRoleCount).map { catalog.directoryRoleIdentifier($0) }
    for role in roles { #expect(catalog.application(role) == nil, "\(role)") }
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      let identifier = (permission.high, permission.low)
      guard permission.hasIdentifier, let application = catalog.application(identifier) else { continue }
      #expect(catalog.applicationIsMicrosofts(application) || catalog.resource(identifier) != nil)
    }
    #expect(Self.things("62e90394-69f5-4237-9190-012177145e10").map(\.kind) == ["role"])
    let stated = (0..<catalog.applicationCount).count { catalog.applicationIsMicrosofts($0) }
    #expect(stated > 700 && stated < catalog.applicationCount)
  }

  /// An id that a public list misprints is answered by the permission that the list means, and is nobody's own.
  @Test func misprintsLeadToThePermission() throws {
    let text = try String(contentsOfFile: "\(project)/rules/catalog/misprinted-ids.tsv", encoding: .utf8)
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
    #expect(rows.count >= 39)
    for row in rows {
      let cells = row.split(separator: "\t").map(String.init)
      let (id, flow, name) = (cells[0], cells[1], cells[2])
      let guid = try #require(GUID(id))
      #expect(Catalog.shared.permissions(with: (guid.high, guid.low)).isEmpty, "\(id)")
      #expect(Self.knows(id) { Catalog.shared.name($0.nameIndex) == name && $0.flow.name == flow }, "\(id)")
    }
  }

  /// Every id of the public lists, where SCOPEAUDIT_DATA names the folder that has them: permissions by resource and
  /// flow, directory roles, and Microsoft's own applications.
  @Test func everyIdOfThePublicListsIsFound() throws {
    guard let folder = ProcessInfo.processInfo.environment["SCOPEAUDIT_DATA"] else { return }
    func rows(_ name: String) throws -> [[String]] {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      return text.split(separator: "\n").dropFirst().map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
    }
    var asked: Set<String> = []
    var missing: [String] = []
    for row in try rows("risk/permission_risk.tsv")
    where row.count >= 5 && ["application", "delegated"].contains(row[2]) {
      guard let id = GUID(row[3]), asked.insert(row[1...3].joined(separator: " ")).inserted else { continue }
      let isKnown = Self.knows(row[3]) { permission in
        let resource = Catalog.shared.resourceIdentifier(permission.resource)
        return (permission.high, permission.low) == (id.high, id.low) && permission.flow.name == row[2]
          && GUID(high: resource.high, low: resource.low).description == row[1]
      }
      // An id that nobody publishes is answered by the permission that the list means by it.
      let isMisprint = Self.knows(row[3]) { Catalog.shared.name($0.nameIndex) == row[4] && $0.flow.name == row[2] }
      if !isKnown, !isMisprint { missing.append("\(row[1]) \(row[2]) \(row[3]) \(row[4])") }
    }
    for row in try rows("risk/directory_roles.tsv") where asked.insert(row[1]).inserted {
      if !Self.things(row[1]).contains(where: { $0.kind == "role" }) { missing.append("role \(row[1])") }
    }
    #expect(asked.count > 2_000)
    // Listed by azure-tiering alone, and published by no tenant under any id.
    missing.removeAll { $0.hasSuffix("2f479c7e-27df-4053-826b-57d8ce55be3e AgentApplication.Create") }
    #expect(missing.isEmpty, "\(missing.prefix(40).joined(separator: "\n"))")
  }
}
