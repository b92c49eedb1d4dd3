import ScopeCatalog
import Testing

@testable import ScopeAudit

/// Who can touch what, held against the rules that rate permissions.
@Suite struct PermissionPowersTests {
  private let catalog = Catalog.shared
  private let powers = PermissionPowers(catalog: .shared)

  private func level(_ name: String, _ kind: DataKind, _ flow: Flow = .application) throws -> PowerLevel {
    let graph = try #require(catalog.graph)
    let permission = try #require(
      catalog.permissions(named: name).first { $0.resource == graph && $0.flow == flow }, "\(name)")
    return powers.level(permission.index, kind)
  }

  @Test(arguments: [
    ("Mail.Read", DataKind.mail, PowerLevel.read), ("Mail.Send", .mail, .change), ("Mail.Read", .files, .none),
    ("Files.ReadWrite.All", .files, .change), ("Chat.Read.All", .chats, .read), ("User.Read.All", .users, .read),
    ("RoleManagement.ReadWrite.Directory", .roles, .takeover), ("Application.Read.All", .apps, .read),
    ("DeviceManagementScripts.ReadWrite.All", .devices, .takeover), ("Directory.Read.All", .roles, .read),
    ("Policy.Read.All", .policies, .read),
  ])
  func ofWellKnownPermissions(name: String, kind: DataKind, expected: PowerLevel) throws {
    #expect(try level(name, kind) == expected)
  }

  @Test func ofSigningInIsNothing() throws {
    #expect(try DataKind.allCases.allSatisfy { try level("User.Read", $0, .delegated) == .none })
  }

  /// What a rule rates is never left out of the matrix, and what it calls a takeover stands there as one.
  @Test func showsEveryRatedPermission() {
    let ratings = PermissionRatings(book: .shared, catalog: catalog)
    for index in 0..<catalog.permissionCount {
      let permission = catalog.permission(index)
      guard !ratings[permission].isEmpty else { continue }
      let name = catalog.name(permission.nameIndex)
      #expect(powers.level(index) > .none, "\(name)")
      if ratings[permission].contains(where: { TakeoverClass.holds($0, permission.flow) }) {
        #expect(powers.level(index) == .takeover, "\(name)")
      }
    }
  }

  /// The table names no resource that the catalog lacks, and no kind that is unknown.
  @Test func addressesAKindOrSignsIn() {
    let kinds = catalog.addressedKinds()
    #expect(kinds.count == catalog.permissionCount)
    let unnamed = kinds.indices.filter {
      kinds[$0].map(\.kind) == [.other] && catalog.permission($0).resource == catalog.graph
    }
    #expect(unnamed.count * 10 < catalog.permissionCount)
  }
}
