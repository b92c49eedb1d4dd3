import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance

@Test func generatedFilesAreCurrent() throws {
  for (path, bytes) in try GeneratedFiles.make(project: project) {
    #expect(
      PackedText.areSame(try Files.read("\(project)/\(path)"), bytes),
      "\(path) is stale: swift run scopeaudit-dev generate")
  }
}

@Test func everyCheckHasARecord() {
  for check in Checks.all {
    #expect(RuleBook.shared.rule(check.id) != nil, "\(check.id) has no record in rules/checks")
  }
}

/// Every dialect's fixture asks for the same permissions as its plain Microsoft Graph twin.
@Test(arguments: try Files.names(in: "\(project)/fixtures/dialects").filter { !$0.hasSuffix(".md") })
func dialectsAgreeWithTheirTwin(file: String) throws {
  let twin = try permissions(in: "graph-rest.json")
  #expect(twin.count == 1)
  for list in try permissions(in: file) { #expect(list == twin[0]) }
  #expect(try !permissions(in: file).isEmpty)
}

private func permissions(in file: String) throws -> [[String]] {
  var reader = JSONItemReader(
    keepsArrayWhole: RegistrationReader.isWholeList,
    read: readBytes(of: try Files.read("\(project)/fixtures/dialects/\(file)"), atMost: 1_000))
  var lists: [[String]] = []
  while let item = try reader.next() {
    let yield = RegistrationReader.read(item)
    #expect(yield.problems.isEmpty)
    for application in yield.applications {
      let result = Auditor(options: AuditOptions(now: .epoch)).audit(application, path: file)
      lists.append(
        result.permissions.map { held in
          "\(held.resource ?? -1) \(held.flow?.name ?? "") \(held.permission?.index ?? -1) \(held.status.rawValue)"
        }.sorted())
    }
  }
  return lists
}
