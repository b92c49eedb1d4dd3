import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege

/// The least set of permissions for some requests.
public struct LeastPermissions: Sendable {
  /// Permissions of Microsoft Graph, by name.
  public let names: [String]
  /// Whether no smaller or narrower set suffices by the catalog.
  public let isProven: Bool
  /// What each call needs.
  public let calls: [NeededRequest]
  /// Requests that the catalog does not know, so that nothing is proven of them.
  public let unknown: [String]
  /// The parts of the requests that could not be read, one sentence each.
  public let problems: [String]

  /// Works out the least set.
  ///
  /// - Parameter requests: lines of `METHOD URL`, JSON lines, a HAR recording or a `$batch` body.
  public init(requests: [UInt8], flow: CallerFlow) {
    let catalog = Catalog.shared
    let list = RequestReader.read(requests)
    let advice = LeastPrivilegeAdvisor(catalog: catalog, takeover: TakeoverClass.names(catalog))
      .advise(RequestedCalls(list.requests, catalog: catalog).calls, flow: flow.flow)
    names = advice.set.permissions.map { catalog.name($0) }
    isProven = advice.set.isProven
    calls = advice.calls.map { call in
      NeededRequest(
        method: call.call.method, template: call.template, permissions: call.witness.map { catalog.name($0) },
        notes: call.notes)
    }
    unknown = advice.unmatched.map { "\($0.method) \($0.address)" }
    problems = list.problems.map { "line \($0.position.line): \($0.message)" }
  }
}

/// A request, and the permissions of the least set that let it through.
public struct NeededRequest: Hashable, Sendable {
  public var method: String
  /// The path with its ids left out, such as `/users/{id}`.
  public var template: String
  /// Needed together.
  public var permissions: [String]
  /// What is worth knowing about the request, one sentence each.
  public var notes: [String]
}
