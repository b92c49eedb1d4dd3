/// The sections of the compiled catalog, in file order; the compiler and the reader share this list.
///
/// The file begins with ``magic`` and one (offset, count) pair of 32-bit little-endian numbers a section.
package enum CatalogSection: Int, CaseIterable, Sendable {
  /// UTF-8 text that everything else points into.
  case text
  /// 40 bytes: application id, name, aliases, status.
  case resources
  /// 8 bytes: offset and length of a permission's name; sorted by name.
  case names
  /// 32 bytes: id, name, resource, flow, consent, level, status; sorted by resource, flow, id.
  case permissions
  /// 16-bit indexes into permissions, sorted by id.
  case permissionsByID
  /// 20 bytes: path offset and length, method, and a grant set for each of the three kinds of caller.
  case operations
  /// 32-bit offsets into grants, one more than there are sets.
  case grantSets
  /// 8 bytes: name, flags, companion list.
  case grants
  /// 32-bit offsets into companionNames.
  case companionLists
  /// 16-bit name indexes.
  case companionNames
  /// 16 bytes a name and flow: what the permission opens after corrections.
  case powers
  /// 32-bit offsets into coverNames, one a name and flow, and one more.
  case coverLists
  /// 16-bit name indexes of permissions that open everything that another one opens.
  case coverNames
  /// 32 bytes: template id, name, whether it is a marker, what it may do in Intune.
  case directoryRoles
  /// 20 bytes: name, entity, and what may be done to it; in the article's order.
  case entityActions
  /// 12 bytes: name and the label of the admin center.
  case labels
  /// 12 bytes: an audience in lower case and its resource.
  case audiences

  package static let magic: [UInt8] = Array("SCOPECT1".utf8)
  package static let headerSize = 8 + 8 * allCases.count
}

/// The kind of caller that a permission is for.
package enum Flow: UInt8, CaseIterable, Comparable, Sendable {
  case application, delegated

  package var name: String { self == .application ? "application" : "delegated" }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What is known about a permission's publication.
package enum PermissionStatus: UInt8, CaseIterable, Sendable {
  case published, disabled, unpublished, resourceSpecific, retired, nameOnly
  package var name: String {
    switch self {
    case .published: "published"
    case .disabled: "disabled"
    case .unpublished: "unpublished"
    case .resourceSpecific: "resourceSpecific"
    case .retired: "retired"
    case .nameOnly: "nameOnly"
    }
  }
}

/// Who may consent to a permission.
package enum Consent: UInt8, Sendable {
  case unknown, user, admin
}
