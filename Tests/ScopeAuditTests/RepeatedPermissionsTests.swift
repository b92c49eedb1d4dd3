import ScopeCatalog
import ScopeDocuments
import Testing

@testable import ScopeAudit

/// A list that names a permission again and again: whoever writes a manifest chooses how long it is.
@Suite struct RepeatedPermissionsTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"
  private static let names = [
    "df021288-bdef-4463-88db-98f22de89214", "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    "{DF021288-BDEF-4463-88DB-98F22DE89214}",
  ]

  private static func manifest(_ entries: [(resource: String, id: String)]) -> [UInt8] {
    let accesses = entries.map {
      #"{"resourceAppId":"\#($0.resource)","resourceAccess":[{"id":"\#($0.id)","type":"Role"}]}"#
    }
    return Array(
      #"{"appId":"bb8a4203-770a-404d-a898-339d1ba77c89","requiredResourceAccess":[\#(accesses.joined(separator: ","))]}"#
        .utf8)
  }

  private static func result(_ entries: [(resource: String, id: String)]) throws -> ApplicationResult {
    try #require(try audit(manifest(entries)).first)
  }

  @Test(arguments: [1, 2, 3, 30, 1_000])
  func eachIsListedOnceWithItsCount(rounds: Int) throws {
    let entries = (0..<rounds).flatMap { _ in Self.names.map { (Self.graph, $0) } }
    let result = try Self.result(entries)
    #expect(result.permissions.map(\.times) == [2 * rounds, rounds])
    #expect(result.permissions.map(\.position.column) == result.permissions.map(\.position.column).sorted())
    let repeats = result.findings.filter { $0.rule.id == "duplicate-permission" }
    // What is not listed any more is counted in one more finding.
    #expect(repeats.count == min(3 * rounds - 2, 1_001))
    #expect(repeats.count { $0.related.count == 1 } == min(3 * rounds - 2, 1_000))
  }

  /// Of one id and many resources, and of one resource and many ids, each has a hash of its own.
  @Test func hashesTellApartWhatDiffers() throws {
    let resources = (0..<1_000).map { ("00000003-0000-0000-c000-\(100_000_000_000 + $0)", Self.names[0]) }
    let others = (100..<1_000).map { (Self.graph, "df021288-bdef-4463-88db-98f22de89\($0)") }
    for entries in [resources, others] {
      var stream = RegistrationStream(read: readBytes(of: Self.manifest(entries)))
      let application = try #require(try stream.next()?.applications.first)
      let keys = Holdings(application, catalog: .shared).permissions.compactMap(RepeatedPermissions.Key.init)
      #expect(Set(keys.map(\.hashValue)).count > Set(keys).count * 9 / 10)
      #expect(keys.count == entries.count)
    }
  }
}
