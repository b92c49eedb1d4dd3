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

  /// What the rules call redundant is never asked for: a call whose page names the permission to read alone, beside one
  /// that changes the same.
  @Test(arguments: [
    (["GET /me/presence", "POST /me/presence/setUserPreferredPresence"], Flow.delegated, ["Presence.ReadWrite"]),
    (
      ["GET /users/{id}/mailFolders/inbox/messageRules", "POST /users/{id}/mailFolders/inbox/messageRules"],
      Flow.application, ["MailboxSettings.ReadWrite"]
    ),
  ])
  func nothingRedundantIsAskedFor(requests: [String], flow: Flow, expected: [String]) {
    #expect(names(advise(requests, flow: flow).set.permissions) == expected)
  }

  /// The same for every pair of a reading and a changing operation on one path.
  @Test(arguments: Flow.allCases) func noPairOfOnePathIsRedundant(flow: Flow) {
    let catalog = Catalog.shared
    var paths: [String: [OperationIndex]] = [:]
    for operation in 0..<catalog.operationCount {
      paths[catalog.template(of: operation), default: []].append(operation)
    }
    var pairs = 0
    for (path, operations) in paths where operations.count > 1 {
      let calls = operations.map { NeededCall(method: "GET", url: path, operation: $0) }
      let chosen = advisor.advise(calls, flow: flow).set.permissions
      for narrow in chosen {
        let wide = catalog.including(narrow, flow: flow).filter(chosen.contains)
        let isCorrected = operations.contains { catalog.requirement(of: $0, flow: flow).basis == .correction }
        #expect(wide.isEmpty || isCorrected, "\(path): \(names(wide)) includes \(names([narrow]))")
      }
      pairs += 1
    }
    #expect(pairs > 1_000)
  }

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
