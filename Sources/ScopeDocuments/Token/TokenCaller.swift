/// Who calls with a token, and which claim told so.
package struct TokenCaller: Hashable, Sendable {
  package enum Identity: Hashable, Sendable {
    /// The application itself, with nobody signed in.
    case application
    /// The application on behalf of a signed-in user.
    case user
    case device
    case undetermined
  }

  package var identity: Identity
  /// Why, in words that hold no value of the token.
  package var reason: String
  /// Whether another claim says something else.
  package var contradicts: Bool

  /// Whether the token was issued in the flow of an application or of a user.
  package var flow: TokenFlow {
    switch identity {
    case .application: .application
    case .user: .delegated
    case .device, .undetermined: .unknown
    }
  }
}

/// The flow in which a token was issued.
package enum TokenFlow: String, Hashable, Sendable {
  case application, delegated, unknown
}

extension TokenClaims {
  /// Who calls, by the claims in the order of their worth: `idtyp`, `scp`, `roles` without a user, `xms_idrel`, `sub`.
  ///
  /// `roles` alone prove nothing, since a user may hold app roles; neither does the client's authentication.
  package var caller: TokenCaller {
    switch identityType {
    case "app": return TokenCaller(identity: .application, reason: "idtyp is app", contradicts: !scopes.isEmpty)
    case "user": return TokenCaller(identity: .user, reason: "idtyp is user", contradicts: false)
    case "device": return TokenCaller(identity: .device, reason: "idtyp is device", contradicts: false)
    default: break
    }
    if !scopes.isEmpty {
      return TokenCaller(
        identity: .user, reason: "scp holds scopes, which only users' tokens have",
        contradicts: identityRelations.contains(7))
    }
    if !roles.isEmpty, !namesUser {
      return TokenCaller(
        identity: .application,
        reason: "roles without scp and without a user" + (subjectIsObject ? ", and oid equals sub" : ""),
        contradicts: !identityRelations.isDisjoint(with: Self.userRelations))
    }
    if identityRelations.contains(7), identityRelations.isDisjoint(with: Self.userRelations) {
      return TokenCaller(
        identity: .application, reason: "xms_idrel tells of a service principal", contradicts: namesUser)
    }
    if !identityRelations.isDisjoint(with: Self.userRelations) {
      return TokenCaller(identity: .user, reason: "xms_idrel tells of a user", contradicts: false)
    }
    // A user's sub is another for each application; a service principal's is its object id. Source:
    // learn.microsoft.com/entra/identity-platform/scenario-protected-web-api-verification-scope-app-roles.
    if subjectIsObject, !namesUser {
      return TokenCaller(
        identity: .application, reason: "oid equals sub, as without a signed-in user", contradicts: false)
    }
    return TokenCaller(identity: .undetermined, reason: "no claim says who calls", contradicts: false)
  }

  /// Member, personal account, guest, delegated administrators, multi-tenant organisation.
  private static let userRelations: Set<Int> = [1, 3, 5, 11, 27, 31]
}
