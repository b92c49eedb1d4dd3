import ScopeValues

/// The roles of which a signed-in user needs one for a call, beside the delegated permission.
package struct CallRoles: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Roles of Microsoft Entra.
    case directory
    /// Roles of Intune's own.
    case intune
  }

  package var kind: Kind
  /// Any one suffices; those that permit least first.
  package var names: [String]
  /// The operation of Intune that a role has to hold, as its page names it.
  package var operation: String?

  /// What the documentation names for a call; nil where it names nothing.
  ///
  /// - Parameter template: a path, with or without placeholders, without version and query.
  package static func of(method: String, template: String) -> CallRoles? {
    var path = template.lowercased().split(separator: "/").map(String.init)
    // The user's own devices are managed devices, too; the user's own data need no role.
    if let device = path.firstIndex(of: "manageddevices"), path.first == "users" || path.first == "me" {
      path = ["devicemanagement"] + path[device...]
    }
    if path.first == "devicemanagement", path.dropFirst().first == "virtualendpoint" {
      return best("call-roles", method, path).map { CallRoles(kind: .directory, names: list($0[2]), operation: nil) }
    }
    if path.first == "devicemanagement" || path.first == "deviceappmanagement" {
      guard let row = best("intune-call-roles", method, path) else {
        return CallRoles(kind: .directory, names: ["Intune Administrator"], operation: nil)
      }
      return CallRoles(kind: .intune, names: list(row[3]), operation: row[2])
    }
    return best("call-roles", method, path).map { CallRoles(kind: .directory, names: list($0[2]), operation: nil) }
  }

  private static func list(_ cell: String) -> [String] {
    cell.split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  /// The row whose path is the longest that fits; of equal ones that with the narrower method.
  private static func best(_ table: String, _ method: String, _ path: [String]) -> [String]? {
    var found: (row: [String], weight: Int)?
    LineTable(table).forEach { row in
      let methods = CallPattern.weight(of: row[1], method)
      guard methods > 0, CallPattern.fits(row[0], path) else { return }
      let parts = row[0].split(separator: "/")
      let weight = 4 * parts.count { $0 != "**" && $0 != "*" } + (parts.last == "**" ? 0 : 1)
      if found.map({ ($0.weight, 0) < (weight * 8 + methods, 0) }) ?? true { found = (row, weight * 8 + methods) }
    }
    return found?.row
  }
}
