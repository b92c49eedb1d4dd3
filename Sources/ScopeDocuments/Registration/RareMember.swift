import ScopeValues

/// Members that one rule alone asks for: they are looked up when it runs, not decoded for everyone.
extension JSONDocument {
  /// The value of the last member with one of these names, in any letter case; nil where there is none.
  ///
  /// - Parameters:
  ///   - name: in lower case, as `other`.
  ///   - other: nil where it is written in one way.
  package func rareMember(_ name: StaticString, _ other: StaticString? = nil, of place: JSONPlace) -> JSONPlace? {
    guard kind(place) == .object else { return nil }
    let other = other ?? name
    // Nearly all names have another length.
    let (length, otherLength) = (name.utf8CodeUnitCount, other.utf8CodeUnitCount)
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      let node = nodes[Int(key.node)]
      guard !node.hasEscapes else {
        let bytes = Array(text(key).utf8)[...]
        if bytes.spells(name) || bytes.spells(other) { found = value }
        return
      }
      let count = Int(node.end &- node.start) &- 2
      if count == length, content(key).spells(name) { found = value }
      if count == otherLength, content(key).spells(other) { found = value }
    }
    return found
  }
}

extension Application {
  /// A member of the application, or of the object `api` in it that Graph puts some of them into.
  ///
  /// - Parameter name: in lower case.
  package func rareMember(_ name: StaticString, or other: StaticString, inAPI: Bool = false) -> JSONPlace? {
    if let own = document.rareMember(name, other, of: place) { return own }
    guard inAPI, let api = document.rareMember("api", of: place) else { return nil }
    let objects = document.kind(api) == .array ? document.elements(of: api) : [api]
    return objects.lazy.compactMap { document.rareMember(name, other, of: $0) }.first
  }
}
