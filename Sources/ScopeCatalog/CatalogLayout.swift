/// The sections of the compiled catalog, in file order; the compiler and the reader share this list.
///
/// The file begins with ``magic`` and one (offset, count) pair of 32-bit little-endian numbers a section.
package enum CatalogSection: Int, CaseIterable, Sendable {
  /// UTF-8 text that everything else points into.
  case text
  /// 40 bytes: application id, name, aliases, whether it is retired, whether its list of permissions is complete.
  case resources
  /// 8 bytes: offset and length of a permission's name; sorted by the name in lower case, then as it is.
  case names
  /// 32 bytes: id, name, resource, flow, consent, level, status; sorted by resource, flow, id.
  case permissions
  /// 16-bit indexes into permissions, sorted by id.
  case permissionsByID
  /// 16-bit indexes into permissions, sorted by name, then as they are.
  case permissionsByName
  /// 20 bytes: path offset, 16-bit path length, method, ``OperationOrigin``, upstream's grant set for application,
  /// delegated and personal callers, the answer for the first two, and 1 if it only reads; all 16-bit. Of what an SDK
  /// alone knows, the third set is the operation that it is inferred from, and one more.
  case operations
  /// 12 bytes: a grant set, then 16-bit correction and note (both one more than their index, 0 for none), basis, and
  /// 16-bit ``AnswerRemarks`` from the tenth byte on.
  case answers
  /// 32 bytes: since, evidence and note as offset and length, the grant set that held before, unused.
  case corrections
  /// 28 bytes: operation, ``OptionKind`` and flows as bits above it, properties as offset and length, grant set,
  /// correction, unused; sorted by operation.
  case options
  /// 32-bit offsets into grants, one more than there are sets.
  case grantSets
  /// 8 bytes: name, ``GrantFlags``, companion list, and the list of what is needed together with it.
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
  /// 16 bytes: the beginning of dead permission names and of today's names, as offset and length.
  case renames
  /// 16 bytes a node of the tree of paths: count of edges, 16-bit methods that are aliases, wildcard child and first
  /// operation, its methods, count of patterns, first pattern, ``NodeFlags``.
  case nodes
  /// The slots of the ``EdgeTable``; the texts are in lower case.
  case edges
  /// 12 bytes: ``PatternKind``, lengths of prefix and suffix, child, and where prefix and suffix stand in the text.
  case patterns
  /// The tree of the paths that only an SDK knows, asked where the other tree knows none.
  case inferredNodes
  case inferredEdges
  case inferredPatterns
  /// 32 bytes: template id, name, whether it is a marker and above that the severity, what it may do in Intune.
  case directoryRoles
  /// 20 bytes: name, entity, and what may be done to it; in the article's order.
  case entityActions
  /// 12 bytes: name and the label of the admin center.
  case labels
  /// 32-bit offsets into openedEntities, one a flow and name, and one more.
  case openedEntityLists
  /// 8 bytes: an entity's text offset, then its length above the ``EntityActions``; sorted by entity.
  case openedEntities
  /// 12 bytes: an audience in lower case and its resource.
  case audiences
  /// 24 bytes: id of one of Microsoft's applications, its name as a ``PackedText``, and 1 where the source states that it
  /// is Microsoft's, which it does not of every id that it lists; sorted by id.
  case applications
  /// 28 bytes: an id that a list gives for a permission of Microsoft Graph and nobody publishes, the permission's name,
  /// and the list's as offset and length; sorted by id.
  case misprintedIDs
  /// 32-bit ``Inclusion`` keys, sorted.
  case inclusions
  /// 12 bytes: another name of a directory role, and which role.
  case directoryRoleAliases
  /// 8 bytes: a flow above 16 bits of a name's index, and how many calls that change something the permission opens
  /// after corrections, although its name promises reading; sorted.
  case changingReads
  /// 52 bytes: an ``Explanation``'s name, aliases, meaning, how to set it and rules, as offset and length, whether it
  /// is a list of steps, and twice unused.
  case explanations
  /// Two days as YYYY-MM-DD, a line each: that of the ids that a live tenant publishes, and that of the operations.
  case dates
  /// FNV-1a over all bytes before it, by eight; the last.
  case digest

  package static let magic: [UInt8] = Array("SCOPECT4".utf8)
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

/// Where an operation is from.
package enum OperationOrigin: UInt8, Sendable {
  /// Upstream lists it.
  case upstream
  /// Only a correction knows it.
  case correction
  /// Another path of an operation that upstream lists.
  case alias
  /// Only the documentation lists it.
  case documented
  /// Only an SDK knows it.
  case inferred
}

/// What a row of options.tsv does.
package enum OptionKind: UInt8, CaseIterable, Sendable {
  /// A property in the query needs permissions as well.
  case needs
  /// Permissions show the listed properties only.
  case limits
  /// A member of the body is changed by permissions of its own.
  case body
  /// Permissions leave properties out where the query does not ask for any.
  case omits
  /// A subscription to a resource needs permissions.
  case resource

  /// The word in rules/catalog/options.tsv.
  package var name: String { String(describing: self) }
}

/// What is known of a grant beside its names.
package struct GrantFlags: Sendable {
  package var isLeast: Bool
  package var extent: Extent
  package var grade: EvidenceGrade

  package init(isLeast: Bool, extent: Extent, grade: EvidenceGrade) {
    self.isLeast = isLeast
    self.extent = extent
    self.grade = grade
  }

  package init(word: Int) {
    isLeast = word & 1 == 1
    extent = Extent(rawValue: UInt8(word >> 1 & 0xF)) ?? .whole
    grade = EvidenceGrade(rawValue: UInt8(word >> 5 & 0xF)) ?? .upstream
  }

  package var word: Int { (isLeast ? 1 : 0) | Int(extent.rawValue) << 1 | Int(grade.rawValue) << 5 }
}

/// What an answer's reader has to know, beside a correction's own note.
package struct AnswerRemarks: OptionSet, Hashable, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Upstream lists reading permissions as the least for a call that changes something.
  package static let upstreamListsOnlyReading = Self(rawValue: 1)
  /// Upstream marks no permission as the least.
  package static let upstreamMarksNoLeast = Self(rawValue: 2)
  /// Upstream lists nothing for this kind of caller.
  package static let upstreamListsNothing = Self(rawValue: 4)
  /// Upstream does not list the request.
  package static let absentUpstream = Self(rawValue: 8)
  /// Upstream's answer is another one.
  package static let upstreamDisagrees = Self(rawValue: 16)
  /// An application has no /me.
  package static let needsSignedInUser = Self(rawValue: 32)
  /// Upstream's least is a part, or a name that no registration can ask for.
  package static let leastCannotBeAskedFor = Self(rawValue: 64)
  /// The answer is what calls like it need, no more.
  package static let probable = Self(rawValue: 128)
  /// The answer is the one of what the request stands below.
  package static let inferredFromParent = Self(rawValue: 256)
}

/// How a pattern child of a node matches.
package enum PatternKind: UInt8, Sendable {
  /// One segment with something before or after the placeholder.
  case affixes
  /// Any number of segments up to one that ends with a colon: a path within a drive.
  case pathInDrive
  /// Any number of segments, which upstream writes as three dots.
  case anySegments
  /// A function by its name, whatever its parameters.
  case function
  /// A query that belongs to the operation; consumes no segment.
  case query
}

/// What is special about a node.
package struct NodeFlags: OptionSet, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The wildcard child may stand for all segments to the end: a path within a drive.
  package static let wildcardTakesRest = Self(rawValue: 1)
  /// Its patterns are functions and queries, which no id is like.
  package static let noPatternTakesIDs = Self(rawValue: 2)
}
