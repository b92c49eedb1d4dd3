import ScopeValues

/// Audiences: what a token's `aud` says of the resource that it is for.
extension Catalog {
  /// The resource whose address is `audience`: in any letter case, with or without one trailing slash.
  ///
  /// An audience that is an application id is found by ``resource(_:)``.
  package func resource(audience: String) -> Int? {
    var wanted = audience.lowercased()
    if wanted.hasSuffix("/") { wanted.removeLast() }
    for row in 0..<count(.audiences, stride: 12)
    where text(word32(.audiences, row * 12), word32(.audiences, row * 12 + 4)) == wanted {
      return word32(.audiences, row * 12 + 8)
    }
    return nil
  }
}
