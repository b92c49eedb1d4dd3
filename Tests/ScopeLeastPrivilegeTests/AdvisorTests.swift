import ScopeCatalog
import ScopeLeastPrivilege
import Testing

@Suite struct AdvisorTests {
  private let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: [])

  private func advise(_ requests: [String], flow: Flow, held: [String]? = nil) -> LeastPrivilegeAdvice {
    let calls = requests.map { request -> NeededCall in
      let parts = request.split(separator: " ").map(String.init)
      guard case .operation(let matched) = Catalog.shared.match(method: parts[0], url: parts[1]) else {
        return NeededCall(method: parts[0], url: parts[1], operation: nil)
      }
      return NeededCall(method: parts[0], url: parts[1], operation: matched.operation)
    }
    return advisor.advise(
      calls, flow: flow,
      held: held.map { Set($0.compactMap { Catalog.shared.permissions(named: $0).first?.nameIndex }) })
  }

  private func names(_ indexes: [Int]) -> [String] { indexes.map(Catalog.shared.name) }

  /// Two requests that knock each other's permission out elsewhere.
  @Test func mutualDropPair() {
    let advice = advise(
      [
        "GET /deviceManagement/virtualEndpoint/auditEvents",
        "GET /deviceManagement/virtualEndpoint/organizationSettings",
      ],
      flow: .application)
    #expect(names(advice.set.permissions) == ["CloudPC.Read.All"])
  }

  @Test func wipeNeedsPrivilegedOperations() {
    let advice = advise(
      ["POST /deviceManagement/managedDevices/{id}/wipe"], flow: .application,
      held: ["DeviceManagementManagedDevices.ReadWrite.All"])
    #expect(names(advice.missing) == ["DeviceManagementManagedDevices.PrivilegedOperations.All"])
    #expect(names(advice.excess) == ["DeviceManagementManagedDevices.ReadWrite.All"])
  }

  @Test func unmatchedIsListedAndNotFatal() {
    let advice = advise(["GET /noSuchThing", "GET /me"], flow: .delegated)
    #expect(advice.unmatched.map(\.url) == ["/noSuchThing"])
    #expect(names(advice.set.permissions) == ["User.Read"])
  }

  @Test func replacesTheBroaderOne() {
    let advice = advise(["GET /me/messages"], flow: .delegated, held: ["Mail.ReadWrite"])
    #expect(advice.replacements.map { names([$0.from, $0.to]) }.first?.first == "Mail.ReadWrite")
    #expect(advice.missing.isEmpty)
  }

  /// Two narrow permissions are less than one for the whole directory, and one of them that serves both calls is less
  /// still. Upstream lists calls that change something for permissions that read, which must not speak against them.
  @Test(arguments: [
    (["GET /me", "GET /users"], ["User.ReadBasic.All"]), (["GET /me", "GET /users/{id}"], ["User.ReadBasic.All"]),
    (["GET /me", "GET /me/messages"], ["Mail.ReadBasic", "User.Read"]),
  ])
  func twoCallsNeedNoMoreThanEachAlone(requests: [String], expected: [String]) {
    #expect(names(advise(requests, flow: .delegated).set.permissions).sorted() == expected)
  }

  @Test func noPermissionToReadChangesAnything() {
    for flow in Flow.allCases {
      for privilege in zip(0..., advisor.privileges(flow)) {
        let parts = Catalog.shared.name(privilege.0).split(separator: ".")
        guard parts.contains(where: { $0.hasPrefix("Read") && !$0.hasPrefix("ReadWrite") }) else { continue }
        #expect(privilege.1.changes == 0, "\(Catalog.shared.name(privilege.0))")
      }
    }
  }
}
