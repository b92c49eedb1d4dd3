import ScopeValues

/// What the body of a request shows of its needs: names, never values, except for what a subscription is for.
package struct StatedBody: Hashable, Sendable {
  /// Names of the object's members, as written; no more than the first hundred.
  package var properties: [String]
  /// The member resource of a subscription.
  package var resource: String?

  package init(properties: [String], resource: String? = nil) {
    self.properties = properties
    self.resource = resource
  }

  /// The same for bodies that say the same.
  package var key: String { properties.sorted().joined(separator: ",") + (resource.map { ";" + $0 } ?? "") }

  private static let limit = 100

  /// The body in a JSON object; nil where the value is none.
  package init?(_ document: JSONDocument, _ place: JSONPlace) {
    guard document.kind(place) == .object else { return nil }
    var properties: [String] = []
    var resource: String?
    document.forEachMember(of: place) { key, value in
      let name = document.text(key)
      if properties.count < Self.limit { properties.append(name) }
      if name.lowercased() == "resource" { resource = document.string(value) }
    }
    self.init(properties: properties, resource: resource)
  }

  /// The body in a text, as recordings keep it; nil where the text is no JSON object.
  package init?(text: String) {
    guard text.utf8.count <= 1 << 20 else { return nil }
    var reader = JSONItemReader(read: readBytes(of: Array(text.utf8)[...]))
    var body: StatedBody?
    do throws(JSONError) {
      guard let item = try reader.next() else { return nil }
      body = StatedBody(item.document, item.document.root)
    } catch {
      return nil
    }
    guard let body else { return nil }
    self = body
  }
}
