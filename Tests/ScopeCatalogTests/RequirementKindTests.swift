import ScopeCatalog
import Testing

private let catalog = Catalog.shared

/// The least of a call, each as its names in their order with & between.
private func least(_ method: String, _ url: String, _ flow: Flow, _ body: RequestBody? = nil) -> [String] {
  (catalog.requirement(method: method, url: url, body: body, flow: flow)?.least ?? []).flatMap(\.combinations).map {
    $0.map(catalog.name).sorted().joined(separator: "&")
  }
}

/// What is about one property, one kind of object or one granted thing is a part, never the least of the whole.
@Test(arguments: [
  ("PATCH", "/users/x", "User-Phone.ReadWrite.All", Extent.property),
  ("PATCH", "/groups/x", "Group-NestingSupport.ReadWrite.All", .property),
  ("DELETE", "/users/x", "User.ReadWrite.CrossCloud", .kind),
  ("DELETE", "/users/x", "AgentIdUser.ReadWrite.All", .kind),
  ("POST", "/teams/x/channels/y/messages", "Teamwork.Migrate.All", .purpose),
  ("GET", "/teams/x/channels", "ChannelSettings.Read.Group", .consent),
  ("GET", "/sites/x/lists", "Sites.Selected", .instance),
])
func aPartIsNoAnswer(method: String, url: String, name: String, extent: Extent) throws {
  let requirement = try #require(catalog.requirement(method: method, url: url, flow: .application))
  let part = requirement.partial.first { $0.names.map(catalog.name) == [name] }
  #expect(part?.extent == extent)
  #expect(!requirement.accepted.contains { $0.names.map(catalog.name).contains(name) })
}

/// Where the property is the whole call, its permission is the least.
@Test func aPropertyMayBeTheWholeCall() {
  #expect(
    least("PATCH", "/users/x/onPremisesSyncBehavior", .delegated) == ["User-OnPremisesSyncBehavior.ReadWrite.All"])
}

/// Names that upstream writes and no tenant publishes are answered with the published ones.
@Test(arguments: [
  ("/users/x/calendarView", "Calendars.ReadBasic.All"), ("/users/x/todo/lists", "Tasks.Read.All"),
  ("/groups/x/members", "GroupMember.Read.All"),
])
func unpublishedNamesAreReplaced(url: String, name: String) {
  #expect(least("GET", url, .application) == [name])
}

/// Every one of the permissions is needed, and holding some of them grants nothing.
@Test(arguments: ["POST /identity/conditionalAccess/policies", "PATCH /identity/conditionalAccess/policies/x"])
func conjunctionsAreWhole(request: String) throws {
  let words = request.split(separator: " ").map(String.init)
  let all = ["Application.Read.All", "Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"]
  for flow in Flow.allCases {
    #expect(least(words[0], words[1], flow) == [all.joined(separator: "&")])
    let requirement = try #require(catalog.requirement(method: words[0], url: words[1], flow: flow))
    let names = all.compactMap { catalog.permissions(named: $0).first?.nameIndex }
    for missing in names.indices {
      var held = Set(names)
      held.remove(names[missing])
      #expect(requirement.grade(held: held) == nil)
    }
    #expect(requirement.grade(held: Set(names)) == .page)
  }
}

/// What a query reads, by whatever option.
@Test(arguments: [
  ("/users?$filter=companyName eq 'Larkspur'", "User.Read.All"),
  ("/users?$orderby=displayName", "User.ReadBasic.All"),
  ("/users?$filter=startswith(displayName,'a') and mail ne null", "User.ReadBasic.All"),
  ("/users?$filter=proxyAddresses/any(p:p eq 'smtp:a@larkspur.example')", "User.Read.All"),
  ("/users?$orderby=signInActivity/lastSignInDateTime desc", "AuditLog.Read.All&User.Read.All"),
  ("/users?$select=id,customSecurityAttributes", "CustomSecAttributeAssignment.Read.All&User.Read.All"),
  ("/users/x/messages?$filter=contains(body/content,'tea')", "Mail.Read"),
  ("/users/x/messages?$select=subject", "Mail.ReadBasic.All"),
])
func queriesDecide(url: String, name: String) {
  #expect(least("GET", url, .application) == [name])
}

/// What a body sets; a member without a row needs what the path needs as well.
@Test(arguments: [
  (["passwordProfile"], "User-PasswordProfile.ReadWrite.All"),
  (["displayName"], "User.ReadWrite.All"),
  (["accountEnabled"], "User.EnableDisableAccount.All&User.Read.All"),
  (["passwordProfile", "displayName"], "User-PasswordProfile.ReadWrite.All&User.ReadWrite.All"),
])
func bodiesDecide(properties: [String], name: String) {
  #expect(least("PATCH", "/users/x", .application, RequestBody(properties: properties)) == [name])
}

@Test(arguments: [
  ("users/x/messages", ["Mail.ReadBasic.All"]), ("/me/events", ["Calendars.Read"]), ("groups", ["Group.Read.All"]),
  ("no/such/thing", []),
])
func subscriptionsNeedWhatTheirResourceNeeds(resource: String, names: [String]) {
  let body = RequestBody(properties: ["resource", "changeType"], resource: resource)
  let flow: Flow = resource.contains("me/") ? .delegated : .application
  let found = least("POST", "/subscriptions", flow, body)
  #expect(names.isEmpty == found.isEmpty && names.allSatisfy(found.contains))
}

/// A path that only an SDK knows is answered from what it stands below, and says so.
@Test(arguments: [
  ("GET", "/deviceManagement/managedDevices/x/users", "DeviceManagementManagedDevices.Read.All"),
  ("GET", "/sites/x/drive/root/children", "Files.Read.All"),
  ("DELETE", "/deviceAppManagement/managedAppPolicies/x", "DeviceManagementApps.ReadWrite.All"),
])
func inferredAnswersSaySo(method: String, url: String, name: String) throws {
  #expect(least(method, url, .application) == [name])
  let requirement = try #require(catalog.requirement(method: method, url: url, flow: .application))
  #expect(requirement.least.allSatisfy { $0.grade == .inferred })
  #expect(requirement.notes.contains { $0.hasPrefix("Inferred from ") })
}

/// Hostile queries and bodies cost little and say nothing.
@Test func hostileOptionsAreBounded() {
  for url in [
    "/users?$filter=" + String(repeating: "(", count: 20_000),
    "/users?$select=" + String(repeating: "a,", count: 9_000),
    "/users?$filter='" + String(repeating: "x", count: 20_000), "/users?$orderby=%", "/users?&&==&$filter",
  ] {
    #expect(catalog.requirement(method: "GET", url: url, flow: .application) != nil)
  }
}

/// No two notes of an answer say the same of one permission.
@Suite struct RequirementNoteTests {
  @Test func saysOnceWhatReachesOnesOwn() {
    let catalog = Catalog.shared
    for operation in 0..<catalog.operationCount {
      for flow in Flow.allCases {
        let notes = catalog.requirement(of: operation, flow: flow).notes
        let own = notes.filter { $0.contains("belongs to the signed-in user") }
        #expect(own.count <= 1, "\(catalog.template(of: operation)): \(own)")
        #expect(Set(notes).count == notes.count, "\(catalog.template(of: operation)): \(notes)")
      }
    }
  }
}

/// The whole directory is never the least for reading what a permission about the thing itself reads.
@Suite struct WidePermissionTests {
  private static let catalog = Catalog.shared

  @Test func isNoLeastWhereAnythingNarrowerReads() {
    var asked = 0
    for operation in 0..<Self.catalog.operationCount where Self.catalog.method(of: operation) == .get {
      for flow in Flow.allCases {
        let requirement = Self.catalog.requirement(of: operation, flow: flow)
        guard requirement.least.contains(where: { $0.names.contains(where: Self.catalog.isWide) }) else { continue }
        asked += 1
        let narrower = requirement.accepted.filter { alternative in
          alternative.extent == .whole
            && alternative.names.allSatisfy { name in
              !Self.catalog.isWide(name) && Self.onlyReads(Self.catalog.name(name))
            }
        }
        #expect(
          narrower.isEmpty,
          "\(Self.catalog.template(of: operation)) \(flow.name): \(narrower.map { $0.names.map(Self.catalog.name) })")
      }
    }
    #expect(asked > 50)
  }

  private static func onlyReads(_ name: String) -> Bool {
    let parts = name.split(separator: ".").dropFirst()
    return parts.contains { $0.hasPrefix("Read") } && !parts.contains { $0.contains("Write") }
  }
}
