package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// What is known about a call that was refused, or that somebody means to make. Any part may be missing.
package struct RefusedCall: Sendable {
  package var token: UnverifiedToken?
  package var request: StatedRequest?
  package var error: ServiceError?
  /// The kind of caller, where no token says it.
  package var flow: Flow?
  /// The tenant that the caller means.
  package var tenant: GUID?
  package var now: Timestamp
  /// What the registration asks for, where it was given in the place of a token.
  package var requested: AskedPermissions?

  package init(
    token: UnverifiedToken? = nil, request: StatedRequest? = nil, error: ServiceError? = nil, flow: Flow? = nil,
    tenant: GUID? = nil, now: Timestamp
  ) {
    self.token = token
    self.request = request
    self.error = error
    self.flow = flow
    self.tenant = tenant
    self.now = now
  }
}
