import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

@testable import ScopeLeastPrivilege

/// What a log keeps of an address is all that decides what the call needs.
@Suite struct ActivityAddressTests {
  private static let catalog = Catalog.shared
  private static let vocabulary = AddressVocabulary(catalog)

  /// Queries that hit rows about options, miss them, or do both.
  private static let queries = [
    "", "?$top=5", "?$select=id", "?$select=id,displayName,mail", "?$select=signInActivity,id",
    "?$filter=signInActivity/lastSignInDateTime le 2026-01-01T00:00:00Z", "?$select=displayName,department",
    "?$select=mailboxSettings", "?$expand=manager", "?$expand=members($select=id)", "?$select=body,subject",
    "?$orderby=userPrincipalName&$select=accountEnabled", "?$select=nothingThatExists", "?$search=\"displayName:x\"",
    "?%24select=signInActivity&%24expand=memberOf",
  ]
  private static let paths = [
    "/users", "/users/1", "/me", "/me/manager", "/me/messages", "/users/1/messages", "/me/calendar/events", "/groups",
    "/groups/1", "/groups/1/members", "/devices", "/devices/1", "/me/managedDevices", "/users/1/managedDevices",
    "/deviceManagement/managedDevices/1", "/informationProtection/bitlocker/recoveryKeys/1", "/sites/1/drive/root",
    "/directory/deviceLocalCredentials/1", "/me/drive/root:/a/b.txt", "/users/a@b.c/drive/items/1/preview", "/nothing",
  ]

  /// The words of an answer, so that two can be compared.
  private static func words(_ requirement: Requirement) -> String {
    func names(_ list: [Alternative]) -> [String] {
      list.flatMap(\.combinations).map { $0.map { catalog.name($0) }.joined(separator: "+") }
    }
    return "\(names(requirement.least)) \(names(requirement.accepted)) \(requirement.notes)"
  }

  @Test(arguments: paths)
  func keepsWhatDecides(path: String) {
    for query in Self.queries {
      let url = "https://graph.microsoft.com/v1.0" + path + query
      guard case .operation(let match) = Self.catalog.match(method: "GET", url: url) else { continue }
      for flow in Flow.allCases {
        let address = ActivityProfile.address(url, of: match.operation, flow, Self.catalog, vocabulary: Self.vocabulary)
        let kept = address ?? Self.catalog.template(of: match.operation)
        #expect(
          Self.words(Self.catalog.requirement(of: match.operation, flow: flow, url: kept))
            == Self.words(Self.catalog.requirement(of: match.operation, flow: flow, url: url)),
          "\(flow.name) \(url) as \(kept)")
        // What is read back from a profile is kept as it is.
        if let address {
          #expect(
            ActivityProfile.address(address, of: match.operation, flow, Self.catalog, vocabulary: Self.vocabulary)
              == address)
        }
      }
    }
  }

  /// One record of a log needs what the same line among requests needs.
  @Test(arguments: paths)
  func aRecordNeedsWhatItsLineNeeds(path: String) throws {
    let advisor = LeastPrivilegeAdvisor(catalog: Self.catalog, takeover: [])
    for query in Self.queries where !query.contains("\"") {
      let url = "https://graph.microsoft.com/v1.0" + path + query.replacing(" ", with: "%20")
      for flow in Flow.allCases {
        let user = flow == .delegated ? #","userId":"22222222-0000-4000-8000-000000000002""# : ""
        let record =
          #"{"category":"MicrosoftGraphActivityLogs","properties":{"appId":"11111111-0000-4000-8000-000000000001","requestId":"r","requestMethod":"GET","responseStatusCode":200,"requestUri":"\#(url)"\#(user)}}"#
        var reader = ActivityWindowReader(windowSize: 1 << 16, read: readBytes(of: Array((record + "\n").utf8)))
        _ = try reader.open()
        var folder = ActivityFolder(catalog: Self.catalog, worker: 0)
        var fold = ActivityFold()
        while let window = try reader.next() { fold.add(folder.read(window)) }
        let groups = fold.profile.groups(Self.catalog).flatMap(\.groups)
        #expect(groups.count == 1 && groups.first?.key.flow == flow)
        let byLog = advisor.advise(groups, flow: flow, held: [])
        let line = RecordedRequest(method: "GET", url: url, position: .start)
        let byLine = advisor.advise(RequestedCalls([line], catalog: Self.catalog).calls, flow: flow)
        #expect(byLog.set.permissions == byLine.set.permissions, "\(flow.name) \(url)")
      }
    }
  }
}
