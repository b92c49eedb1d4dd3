import ScopeAudit
import ScopeCatalog
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// The exceptions from the floor of public lists: few, each with a reason, none that is not needed any more.
@Suite struct RatingExceptionTests {
  let table: Table
  let ratings = RuleSet(catalog: .shared, book: .shared, options: AuditOptions(now: .epoch)).ratings

  init() throws { table = try Table(path: "\(project)/rules/catalog/rating-exceptions.tsv") }

  @Test func exceptionsAreFewAndReasoned() {
    #expect(table.rows.count <= 40)
    for row in table.rows { #expect(table.cell(row, "reason").utf8.count > 10, "\(table.cell(row, "name"))") }
  }

  /// An exception whose permission is rated as high as the lists ask stands there for nothing.
  @Test func everyExceptionIsNeeded() throws {
    for row in table.rows {
      let name = table.cell(row, "name")
      let id = try #require(GUID(table.cell(row, "id")), "\(name)")
      let flow: Flow = table.cell(row, "flow") == "application" ? .application : .delegated
      let known = Catalog.shared.permissions(with: (id.high, id.low)).filter {
        $0.flow == flow && Catalog.shared.name($0.nameIndex) == name
      }
      let worst = known.flatMap { permission in ratings[permission].map { $0.severity } }.max()
      #expect(worst ?? .info < (flow == .application ? .medium : .low), "\(name) is rated \(worst?.name ?? "")")
    }
  }

  /// Whoever rates a permission as an application's rates it no lower than for a signed-in user.
  @Test func applicationsAreRatedNoLowerThanUsers() {
    for rule in RuleBook.shared.rules {
      for rated in rule.permissions {
        guard let application = rated.application, let delegated = rated.delegated else { continue }
        #expect(application >= delegated, "\(rule.id): \(rated.resource) \(rated.name)")
      }
    }
  }

  /// A permission is one danger, so that one rule reports it.
  @Test func everyPermissionIsRatedByOneRule() {
    var seen: [String: String] = [:]
    for rule in RuleBook.shared.rules {
      for rated in rule.permissions {
        let key = "\(rated.resource) \(rated.name)"
        #expect(seen[key] == nil, "\(key) is rated by \(seen[key] ?? "") and \(rule.id)")
        seen[key] = rule.id
      }
    }
  }
}
