package import ScopeValues

/// A client application of Microsoft's own, which a tenant has no registration of.
package struct KnownClient: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// Permissions are added by consenting to them.
    case consent
    /// Its permissions cannot be extended.
    case fixed
    /// No longer to be used.
    case retired
  }

  package var name: String
  package var kind: Kind

  /// The client with an id; nil for every other application.
  package init?(_ id: GUID) {
    guard let row = LineTable("clients").rows(id.description).first, let kind = Kind(rawValue: row[2]) else {
      return nil
    }
    name = row[1]
    self.kind = kind
  }
}
