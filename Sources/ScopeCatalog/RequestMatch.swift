package import ScopeValues

/// What a request's method and URL mean to the catalog.
package enum RequestMatch: Hashable, Sendable {
  /// The operation that the request calls.
  case operation(MatchedOperation)
  /// The path is known, but not with this method.
  case otherMethods(OtherMethods)
  /// A Microsoft Graph URL whose path the catalog does not know.
  case unknownPath(RequestAddress)
  /// Not a request to Microsoft Graph.
  case notGraph(NotGraph)

  package struct OtherMethods: Hashable, Sendable {
    /// One operation with the path, for its template.
    package var operation: OperationIndex
    /// The methods that the path has.
    package var methods: HTTPMethods
    package var address: RequestAddress
  }

  package enum NotGraph: Hashable, Sendable {
    /// Azure AD Graph, which Microsoft has retired: permissions of Microsoft Graph do not reach it.
    case azureADGraph
    case otherHost
    /// Neither a URL nor a path.
    case notAnAddress
  }
}

/// A request's operation and how it was found.
package struct MatchedOperation: Hashable, Sendable {
  package var operation: OperationIndex
  package var address: RequestAddress
  /// What had to be inferred, because the URL is not the template's word for word.
  package var inferences: Inferences
}

/// Where a request goes: what stands before its path.
package struct RequestAddress: Hashable, Sendable {
  /// nil for a relative URL, as in a batch.
  package var cloud: Cloud?
  /// nil where the URL states none.
  package var version: GraphVersion?

  package init(cloud: Cloud? = nil, version: GraphVersion? = nil) {
    self.cloud = cloud
    self.version = version
  }
}

/// The versions of Microsoft Graph.
package enum GraphVersion: UInt8, CaseIterable, Sendable {
  case v1, beta
  package var name: String { self == .v1 ? "v1.0" : "beta" }
}
