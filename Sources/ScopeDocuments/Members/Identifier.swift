package import ScopeValues

/// What names a permission or a resource: an id, or a name where a template uses names.
package enum Identifier: Hashable, Sendable, CustomStringConvertible {
  case guid(GUID)
  case name(String)

  /// The id; nil for a name.
  package var guid: GUID? {
    if case .guid(let guid) = self { guid } else { nil }
  }

  package var description: String {
    switch self {
    case .guid(let guid): guid.description
    case .name(let name): name
    }
  }
}
