/// A scope or app role that an application offers to others.
package struct ExposedPermission: Sendable {
  package var place: JSONPlace
  package var id: Property<String> = .absent
  package var value: Property<String> = .absent
  /// "User" or "Admin" for scopes: who may consent.
  package var consentType: Property<String> = .absent
  package var isEnabled: Property<Bool> = .absent

  package init(place: JSONPlace) { self.place = place }
}

/// A client that needs no consent of the user's for some scopes.
package struct PreAuthorizedClient: Sendable {
  package var place: JSONPlace
  package var appId: Property<String> = .absent
  package var permissionCount: Int = 0

  package init(place: JSONPlace) { self.place = place }
}

/// Which tenants a multi-tenant application lets in.
package enum AudienceRestriction: Sendable {
  case unrestricted
  case allowedTenants(Int)
  case other
}

/// How much of its service principals an application locks.
package struct ServicePrincipalLock: Sendable {
  package var isEnabled: Bool?
  package var coversCredentials: Bool
}
