import ScopeValues

/// Members that one rule alone asks for: they are looked up when it runs, not decoded for everyone.
extension JSONDocument {
  /// The value of the last member with one of these names, in any letter case; nil where there is none.
  ///
  /// - Parameter names: in lower case.
  package func rareMember(_ names: StaticString..., of place: JSONPlace) -> JSONPlace? {
    guard kind(place) == .object else { return nil }
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      let node = nodes[Int(key.node)]
      if node.hasEscapes {
        let bytes = Array(text(key).utf8)[...]
        if names.contains(where: { bytes.spells($0) }) { found = value }
      } else {
        // Nearly all have another length.
        let length = Int(node.end - node.start) - 2
        for name in names where name.utf8CodeUnitCount == length && content(key).spells(name) { found = value }
      }
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
