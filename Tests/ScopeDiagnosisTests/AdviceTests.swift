import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeDiagnosis

private let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z")!

/// Over every operation of the catalog and both kinds of callers.
@Test func noCallIsAnsweredWithTooMuchOrTooLittle() throws {
  let catalog = Catalog.shared
  let names = PermissionNames(catalog: catalog)
  var answered = 0
  for operation in 0..<catalog.operationCount {
    let method = catalog.method(of: operation).name
    let template = catalog.template(of: operation)
    let request = StatedRequest(method: method, url: template)
    let address = CallAddress(request, isRebuilt: false, source: .request, readsOnly: nil, catalog: catalog)
    for flow in Flow.allCases {
      guard let need = Need.ofCatalog(operation, flow: flow, url: template, names: names),
        let advice = need.least.first
      else { continue }
      answered += 1
      #expect(need.accepted.contains(advice), "\(method) \(template): \(advice) does not suffice")
      if advice.contains(where: names.isWide) {
        #expect(
          catalog.requirement(of: operation, flow: flow).least.contains { $0.isLeast },
          "\(method) \(template): \(advice), which nobody calls the least")
      }
      let isAction = method == "POST" && template.lowercased().contains("/manageddevices/{") && address.changes == true
      if ["PATCH", "PUT", "DELETE"].contains(method) || isAction {
        #expect(!advice.allSatisfy(PermissionWord.onlyReads), "\(method) \(template): \(advice) only reads")
      }
      guard advice.count == 1, let twin = PermissionWord.readTwin(of: advice[0]), address.changes == false else {
        continue
      }
      #expect(!need.accepted.contains([twin]), "\(method) \(template): \(advice) although \(twin) would do")
    }
  }
  #expect(answered > 19_000)
}

/// Of what a service lists, what a user may consent to comes before what an administrator has to, and what the owner of
/// a team gives for that team alone is never advised.
@Test(arguments: [
  (
    "Missing scope permissions on the request. API requires one of 'TeamSettings.Read.All, Team.ReadBasic.All, TeamSettings.ReadWrite.All'. Scopes on the request 'openid'",
    "Team.ReadBasic.All"
  ),
  (
    "Missing role permissions on the request. API requires one of 'ChannelMember.Read.Group, ChannelMember.ReadWrite.All, ChannelMember.Read.All'. Roles on the request ''",
    "ChannelMember.Read.All"
  ),
  (
    "Missing role permissions on the request. API requires one of 'ChannelMessage.Read.Group, ChannelMessage.Read.All'. Roles on the request ''",
    "ChannelMessage.Read.All"
  ),
])
func leastOfAList(message: String, name: String) throws {
  let error = try ServiceErrorReader.read(
    Array("{\"error\": {\"code\": \"Forbidden\", \"message\": \"\(message)\"}}".utf8))
  let diagnosis = Diagnoser().diagnose(RefusedCall(error: error, now: now))
  #expect(diagnosis.recommend.map(\.name) == [name])
}

/// Look-alikes with every kind of token: not one permission may be named.
@Test(
  arguments: ErrorShapes.shared.shapes.filter { [.notAuthorization, .wrongVersion].contains($0.meaning.verdict) }.map(
    \.id))
func lookAlikesGetNoPermission(_ id: String) throws {
  for example in ShapeExample.all where example.shape == id && example.isOne {
    let error = try ServiceErrorReader.read(Array(example.text.utf8))
    for request in ["GET", "POST", "DELETE"].map({
      StatedRequest(method: $0, url: "/v1.0/deviceManagement/managedDevices/1")
    }) {
      let diagnosis = Diagnoser().diagnose(RefusedCall(request: request, error: error, now: now))
      #expect([.notAuthorization, .wrongVersion].contains(diagnosis.verdict))
      #expect(diagnosis.recommend.isEmpty && diagnosis.need.isEmpty && diagnosis.missing.isEmpty)
      #expect(diagnosis.steps.first == "Stop adding permissions: none of them changes this answer.")
      #expect(!diagnosis.steps.contains { $0.contains(".Read") })
    }
  }
}

/// A service's list decides over the catalog; what only reads never answers a call that changes.
@Test(arguments: [
  (
    "DELETE", "X.Read.All, DeviceManagementManagedDevices.Read.All, DeviceManagementManagedDevices.ReadWrite.All",
    "DeviceManagementManagedDevices.ReadWrite.All"
  ),
  (
    "GET", "DeviceManagementManagedDevices.ReadWrite.All, DeviceManagementManagedDevices.Read.All",
    "DeviceManagementManagedDevices.Read.All"
  ),
  ("GET", "Directory.ReadWrite.All, Directory.Read.All", nil),
  ("DELETE", "DeviceManagementManagedDevices.Read.All", nil),
])
func theLeastOfAListIsAdvised(method: String, list: String, advice: String?) throws {
  let text = "Application must have one of the following scopes: \(list) - Operation ID"
  let diagnosis = Diagnoser().diagnose(
    RefusedCall(
      request: StatedRequest(method: method, url: "/v1.0/deviceManagement/managedDevices/1"),
      error: try ServiceErrorReader.read(Array(text.utf8)), flow: .application, now: now))
  #expect(diagnosis.verdict == .missingPermission && diagnosis.confidence == .certain && diagnosis.basis == .service)
  #expect(diagnosis.recommend.map(\.name) == (advice.map { [$0] } ?? []))
}

@Test(arguments: [
  ("GET", "/deviceManagement/managedDevices/{id}", "read managed devices"),
  ("POST", "/deviceManagement/managedDevices/{id}/wipe", "wipe managed devices"),
  (
    "POST", "/deviceManagement/managedDevices/{id}/rotateLocalAdminPassword",
    "call rotateLocalAdminPassword on managed devices"
  ),
  ("POST", "/deviceManagement/reports/exportJobs", "create export jobs"), ("DELETE", "/users/{id}", "delete users"),
  ("POST", "/servicePrincipals/{id}/appRoleAssignedTo", "call appRoleAssignedTo on service principals"),
  ("GET", "/", "make this call"),
])
func callsAreSpokenOf(method: String, template: String, phrase: String) {
  #expect(CallPhrase.phrase(method: method, template: template) == phrase)
}

@Test func hostileAddressesAreBounded() {
  for url in [
    "", "/", "https://", "https:///", String(repeating: "/{", count: 50_000),
    "/me/" + String(repeating: "a('", count: 30_000), "\u{0}", "/%", "GET",
  ] {
    let diagnosis = Diagnoser().diagnose(RefusedCall(request: StatedRequest(method: nil, url: url), now: now))
    #expect(diagnosis.verdict == .undetermined)
  }
}
