/// One requested permission: the resource, the id and the type as they are written.
package struct ResourceAccess: Sendable {
  package var resource: Property<Identifier>
  package var id: Property<Identifier>
  package var type: Property<AccessType>
  /// Where texts stand that name the permission beside its id: sibling members, or nothing.
  package var labels: [JSONPlace]
  /// The comment at the end of the id's line.
  package var comment: String?
  /// What stands in place of the id, where it is not the id as Entra prints it.
  package var written: String?

  package init(
    resource: Property<Identifier>, id: Property<Identifier>, type: Property<AccessType>,
    labels: [JSONPlace] = [], comment: String? = nil
  ) {
    self.resource = resource
    self.id = id
    self.type = type
    self.labels = labels
    self.comment = comment
  }
}

/// The type of a requested permission, in any letter case.
package enum AccessType: Hashable, Sendable {
  /// An app role: the application acts as itself.
  case role
  /// A delegated permission: the application acts for a signed-in user.
  case scope
  case other(String)
}
