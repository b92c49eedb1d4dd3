import ScopeCatalog
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeAudit

/// What narrows a permission and stands in no export is said wherever the application holds it as itself, and nowhere
/// else.
@Suite struct UnknowableTests {
  private static let rated = RuleBook.shared.rules.flatMap { rule in
    rule.permissions.filter { !$0.unknowable.isEmpty }.map { (rule.id, $0) }
  }

  @Test func mailCalendarsAndContactsAreAmongThem() {
    let names = Set(Self.rated.map(\.1.name))
    #expect(
      names.isSuperset(of: ["Mail.Read", "Mail.Send", "Calendars.ReadWrite", "Contacts.Read", "full_access_as_app"]))
  }

  @Test func itIsTheApplicationsAlone() throws {
    let ratings = PermissionRatings(book: .shared, catalog: .shared)
    var asked = 0
    for (id, rated) in Self.rated {
      let resource = Catalog.shared.resource(named: rated.resource)
      for permission in Catalog.shared.permissions(named: rated.name) where permission.resource == resource {
        let rating = ratings[permission].first { $0.rule.id == id }
        guard let rating else { continue }
        #expect(rating.unknowable == (permission.flow == .application ? rated.unknowable : ""), "\(rated.name)")
        asked += 1
      }
    }
    #expect(asked >= Self.rated.count)
  }
}
