internal import ScopeDocuments
import ScopeValues

/// The tenant that was exported, as far as the inputs tell; no export names it.
struct HomeTenant: Sendable {
  /// Tenants from which Microsoft publishes its own applications.
  ///
  /// Source: owner organisations of Microsoft's applications in merill/microsoft-info; there are several.
  static let microsoft: Set<GUID> = Set(
    [
      "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "72f988bf-86f1-41af-91ab-2d7cd011db47",
      "cdc5aeea-15c5-4db6-b079-fcadd2505dc2",
    ].compactMap { GUID($0) })

  /// Empty where nothing tells; several where the inputs come from several tenants.
  private var tenants: Set<GUID> = []

  /// Where an application is registered, its service principal belongs to the same tenant. Without applications, a
  /// service principal for one tenant alone can stand nowhere else; there the most frequent owner counts, because a
  /// vendor may have narrowed an application after others had taken it in.
  init(_ principals: some Sequence<ServicePrincipal>, registered: (GUID) -> Bool) {
    var votes: [GUID: Int] = [:]
    for principal in principals {
      guard let owner = principal.ownerOrganization?.value, !Self.microsoft.contains(owner) else { continue }
      if let appId = principal.appId, registered(appId) {
        tenants.insert(owner)
      } else if principal.audience == "AzureADMyOrg" {
        votes[owner, default: 0] += 1
      }
    }
    guard tenants.isEmpty, let most = votes.values.max() else { return }
    let winners = votes.filter { $0.value == most }
    if winners.count == 1 { tenants.formUnion(winners.keys) }
  }

  var isKnown: Bool { !tenants.isEmpty }

  func contains(_ tenant: GUID) -> Bool { tenants.contains(tenant) }
}
