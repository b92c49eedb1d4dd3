import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeAudit

/// A rule that gets another id stays what people said about it: settings, suppressions and fingerprints.
@Suite struct RuleAliasTests {
  /// The rule book, in which a rule is called otherwise from now on.
  private static func book() throws -> RuleBook {
    let text = String(decoding: try Fixture.bytes("../Sources/CatalogData/rulebook.json"), as: UTF8.self)
    let renamed = text.replacing(
      #""id":"client-secret""#, with: #""id":"client-password","aliases":["client-secret"]"#)
    #expect(renamed != text)
    return Array(renamed.utf8).withUnsafeBytes { RuleBook(json: $0) }
  }

  private static let registration: [UInt8] = {
    var registration = InventedRegistration()
    registration.secrets = ["5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715"]
    return Array(registration.text().utf8)
  }()

  private static func finding(_ rule: String, _ book: RuleBook) throws -> Finding {
    let now = try #require(Timestamp(rfc3339: "2026-08-24T10:00:00Z"))
    let findings = try audit(registration, by: Auditor(book: book, options: AuditOptions(now: now)))
    return try #require(findings.flatMap(\.findings).first { $0.rule.id == rule })
  }

  @Test func fingerprintsStay() throws {
    let before = try Self.finding("client-secret", .shared)
    let after = try Self.finding("client-password", Self.book())
    #expect(before.fingerprint == after.fingerprint)
  }

  @Test func whatWasSaidOfTheFormerNameHolds() throws {
    let book = try Self.book()
    let rule = try #require(book.rule("client-secret"))
    #expect(rule.id == "client-password")
    let settings = try RuleSettings(
      ConfigurationFile(Array(#"{"rules": {"client-secret": "off"}}"#.utf8), path: "a.json"), book: book)
    #expect(settings.isOff(rule))
    let file = try SuppressionFile(
      Array(
        #"{"suppressions": [{"rule": "client-secret", "appId": "\#(InventedRegistration().appId)", "reason": "agreed with the owner", "expires": "2030-01-01"}]}"#
          .utf8), path: "a.json")
    let suppressions = try Suppressions(file, now: .epoch, book: book, catalog: .shared)
    var findings = [try Self.finding("client-password", book)]
    _ = suppressions.apply(to: &findings, appId: InventedRegistration().appId)
    #expect(findings.map(\.state) == [.suppressed])
  }

  /// A name means one rule, today's and former ones alike.
  @Test func namesMeanOneRule() {
    let names = RuleBook.shared.rules.flatMap { [$0.id] + $0.aliases }
    #expect(Set(names).count == names.count)
  }
}
