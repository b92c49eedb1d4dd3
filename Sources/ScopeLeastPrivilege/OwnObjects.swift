import ScopeValues

/// Delegated permissions that reach only what belongs to the signed-in user, as Microsoft's permissions reference says of
/// them; upstream lists them for any user and any site all the same.
enum OwnObjects {
  /// Permissions that hardly suffice for an operation, because its path names somebody or something else; nil: none.
  ///
  /// - Parameter template: the operation's path.
  static func permissions(notFor template: String) -> [String]? {
    let path = template.lowercased()
    if path == "/users/{id}" || path.hasPrefix("/users/{id}/photo") { return ["User.Read", "User.ReadWrite"] }
    if path.hasPrefix("/sites/") || path.hasPrefix("/groups/") { return ["Files.Read", "Files.ReadWrite"] }
    return nil
  }
}
