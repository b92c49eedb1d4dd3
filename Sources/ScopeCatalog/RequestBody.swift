/// What the body of a request says about its needs: the names of its members, and what it points to.
package struct RequestBody: Hashable, Sendable {
  /// Names of the members of its object, as written.
  package var properties: [String]
  /// The resource that a subscription is for.
  package var resource: String?

  package init(properties: [String], resource: String? = nil) {
    self.properties = properties
    self.resource = resource
  }
}
