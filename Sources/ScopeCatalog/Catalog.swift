internal import CatalogData
import ScopeValues

/// The catalog in force, embedded or from a file: read in place, nothing is parsed when it is opened.
package struct Catalog: Sendable {
  /// Index of a permission in the catalog.
  package typealias PermissionIndex = Int

  /// A 128-bit identifier as two words, so that the catalog needs no other module.
  package typealias Identifier = (high: UInt64, low: UInt64)

  /// The catalog of this process: the embedded one, unless ``replace(with:)`` was called before anybody asked.
  package static let shared = CatalogChoice.take() ?? Catalog()

  // The bytes are constant for the life of the process. Nothing here is counted by reference, because every
  // thread copies the catalog all the time.
  nonisolated(unsafe) private let base: UnsafeRawPointer
  /// The tree by which requests find their operations.
  let tree: RequestTree
  /// The tree of the requests that only an SDK knows.
  let inferredTree: RequestTree

  private init() {
    guard let base = UnsafeRawPointer(scopeaudit_catalog_bytes()) else { preconditionFailure("no catalog is embedded") }
    let bytes = UnsafeRawBufferPointer(start: base, count: scopeaudit_catalog_size())
    precondition(Self.isWhole(bytes))
    self.init(base)
  }

  /// - Parameter bytes: constant for the life of the process; nil comes back where they are no catalog.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard Self.isWhole(bytes), let base = bytes.baseAddress else { return nil }
    self.init(base)
  }

  /// Whether bytes begin as a catalog of this version does, and every section lies within.
  private static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress, bytes.count >= CatalogSection.headerSize,
      bytes.starts(with: CatalogSection.magic)
    else { return false }
    return CatalogSection.allCases.allSatisfy { section in
      let entry = entry(base, section)
      return entry.offset + entry.count <= bytes.count
    }
  }

  private init(_ base: UnsafeRawPointer) {
    self.base = base
    func bytes(_ section: CatalogSection) -> UnsafeRawBufferPointer {
      let entry = Self.entry(base, section)
      return UnsafeRawBufferPointer(start: base + entry.offset, count: entry.count)
    }
    tree = RequestTree((.nodes, .edges, .patterns), bytes)
    inferredTree = RequestTree((.inferredNodes, .inferredEdges, .inferredPatterns), bytes)
  }

  /// Where a section stands, by the header.
  @inline(__always)
  private static func entry(_ base: UnsafeRawPointer, _ section: CatalogSection) -> (offset: Int, count: Int) {
    let at = 8 + 8 * section.rawValue
    return (
      Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt32.self))),
      Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)))
    )
  }

  // MARK: Sections

  func count(_ section: CatalogSection, stride: Int) -> Int {
    Self.entry(base, section).count / stride
  }

  func word64(_ section: CatalogSection, _ offset: Int) -> UInt64 {
    let entry = Self.entry(base, section)
    precondition(offset + 8 <= entry.count)
    return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: entry.offset + offset, as: UInt64.self))
  }

  func word32(_ section: CatalogSection, _ offset: Int) -> Int {
    let entry = Self.entry(base, section)
    precondition(offset + 4 <= entry.count)
    return Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: entry.offset + offset, as: UInt32.self)))
  }

  func word16(_ section: CatalogSection, _ offset: Int) -> Int {
    let entry = Self.entry(base, section)
    precondition(offset + 2 <= entry.count)
    return Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: entry.offset + offset, as: UInt16.self)))
  }

  func byte(_ section: CatalogSection, _ offset: Int) -> UInt8 {
    let entry = Self.entry(base, section)
    precondition(offset < entry.count)
    return base.load(fromByteOffset: entry.offset + offset, as: UInt8.self)
  }

  /// The bytes of a section.
  func bytes(_ section: CatalogSection) -> UnsafeRawBufferPointer {
    let entry = Self.entry(base, section)
    return UnsafeRawBufferPointer(start: base + entry.offset, count: entry.count)
  }

  func text(_ offset: Int, _ length: Int) -> String { String(decoding: textBytes(offset, length), as: UTF8.self) }

  func textBytes(_ offset: Int, _ length: Int) -> UnsafeRawBufferPointer {
    let entry = Self.entry(base, .text)
    precondition(offset + length <= entry.count)
    return UnsafeRawBufferPointer(start: base + entry.offset + offset, count: length)
  }

  // MARK: Permissions

  package var permissionCount: Int { count(.permissions, stride: 32) }

  package func permission(_ index: PermissionIndex) -> Permission {
    let at = index * 32
    return Permission(
      index: index, high: word64(.permissions, at), low: word64(.permissions, at + 8),
      nameIndex: word32(.permissions, at + 16), resource: word32(.permissions, at + 20),
      flow: Flow(rawValue: byte(.permissions, at + 24)) ?? .application,
      consent: Consent(rawValue: byte(.permissions, at + 25)) ?? .unknown,
      level: Int(byte(.permissions, at + 26)),
      status: PermissionStatus(rawValue: byte(.permissions, at + 27)) ?? .published,
      hasIdentifier: byte(.permissions, at + 28) == 1)
  }

  package func permissionIdentifier(_ index: PermissionIndex) -> Identifier {
    (word64(.permissions, index * 32), word64(.permissions, index * 32 + 8))
  }

  package func name(_ nameIndex: Int) -> String { String(decoding: nameBytes(nameIndex), as: UTF8.self) }

  /// A name as UTF-8, which stays in place for the life of the process.
  package func nameBytes(_ nameIndex: Int) -> UnsafeRawBufferPointer {
    textBytes(word32(.names, nameIndex * 8), word32(.names, nameIndex * 8 + 4))
  }

  package var nameCount: Int { count(.names, stride: 8) }

  /// Whether a name is a scope of signing in, which Entra adds or leaves out whatever a registration lists.
  package func isSignIn(_ name: String) -> Bool {
    nameIndexes(of: name).contains { word32(.powers, $0 * 16 + 12) & 4 == 4 }
  }

  /// All permissions with an id, whatever their resource and flow.
  package func permissions(with identifier: Identifier) -> [Permission] {
    var found: [Permission] = []
    forEachPermission(with: identifier) { found.append($0) }
    return found
  }

  /// Calls `body` with every permission with an id, whatever its resource and flow.
  @inline(__always)
  package func forEachPermission(with identifier: Identifier, _ body: (Permission) -> Void) {
    // Where both sections stand is looked up once: a search takes eleven steps.
    let (order, permissions) = (bytes(.permissionsByID), bytes(.permissions))
    let end = order.count / 2
    var (low, high) = (0, end)
    func index(_ entry: Int) -> Int {
      Int(UInt16(littleEndian: order.loadUnaligned(fromByteOffset: entry * 2, as: UInt16.self)))
    }
    func key(_ entry: Int) -> Identifier {
      let at = index(entry) * 32
      precondition(at + 16 <= permissions.count)
      return (
        UInt64(littleEndian: permissions.loadUnaligned(fromByteOffset: at, as: UInt64.self)),
        UInt64(littleEndian: permissions.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
      )
    }
    while low < high {
      let middle = (low + high) / 2
      if key(middle) < identifier { low = middle + 1 } else { high = middle }
    }
    while low < end, key(low) == identifier {
      body(permission(index(low)))
      low += 1
    }
  }

  // MARK: What permissions open

  /// Operations that a permission opens by upstream's word: calls that read, calls that change.
  package func operationCounts(nameIndex: Int, flow: Flow) -> (reads: Int, changes: Int) {
    let at = (Int(flow.rawValue) * nameCount + nameIndex) * 16
    return (word32(.powers, at), word32(.powers, at + 4))
  }

  /// Whether a permission is only ever accepted together with another one.
  package func needsCompanion(nameIndex: Int, flow: Flow) -> Bool {
    word32(.powers, (Int(flow.rawValue) * nameCount + nameIndex) * 16 + 12) & 1 == 1
  }

  /// Whether a permission reaches the whole directory.
  package func isWide(_ nameIndex: Int) -> Bool { word32(.powers, nameIndex * 16 + 12) & 2 == 2 }

  /// Permissions, one of which must be held beside one that needs a companion.
  package func companions(nameIndex: Int, flow: Flow) -> Set<Int> {
    var names: Set<Int> = []
    for operation in 0..<count(.operations, stride: 20) {
      let set = word16(.operations, operation * 20 + 8 + 2 * Int(flow.rawValue))
      for grant in word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4)
      where word16(.grants, grant * 8) == nameIndex {
        let list = word16(.grants, grant * 8 + 4)
        for entry in word32(.companionLists, list * 4)..<word32(.companionLists, list * 4 + 4) {
          names.insert(word16(.companionNames, entry * 2))
        }
      }
    }
    return names
  }

  /// Whether everything that one permission opens, the other opens as well, after corrections.
  package func covers(_ wide: Int, _ narrow: Int, flow: Flow) -> Bool {
    let list = Int(flow.rawValue) * nameCount + narrow
    for entry in word32(.coverLists, list * 4)..<word32(.coverLists, list * 4 + 4)
    where word16(.coverNames, entry * 2) == wide { return true }
    return false
  }

  // MARK: Entities

  /// What the Intune article says a permission may do, entity by entity.
  package func entities(nameIndex: Int) -> [EntityAccess] {
    var result: [EntityAccess] = []
    for row in 0..<count(.entityActions, stride: 20)
    where word32(.entityActions, row * 20) == nameIndex {
      let entity = text(word32(.entityActions, row * 20 + 4), word32(.entityActions, row * 20 + 8))
      let action = text(word32(.entityActions, row * 20 + 12), word32(.entityActions, row * 20 + 16))
      if let known = result.firstIndex(where: { $0.entity == entity }) {
        result[known].actions.append(action)
      } else {
        result.append(EntityAccess(entity: entity, actions: [action]))
      }
    }
    return result
  }

  /// The names of the permissions that the Intune article describes.
  package var describedNames: [Int] {
    (0..<count(.labels, stride: 12)).map { word32(.labels, $0 * 12) }
  }

  /// The label of a permission in the Intune admin center.
  package func label(nameIndex: Int) -> String? {
    for row in 0..<count(.labels, stride: 12) where word32(.labels, row * 12) == nameIndex {
      return text(word32(.labels, row * 12 + 4), word32(.labels, row * 12 + 8))
    }
    return nil
  }
}

/// A permission as the catalog knows it.
package struct Permission: Sendable {
  package var index: Int
  package var high: UInt64
  package var low: UInt64
  package var nameIndex: Int
  package var resource: Int
  package var flow: Flow
  package var consent: Consent
  /// Upstream's privilege level, 1 to 4; 0 where upstream gives none.
  package var level: Int
  package var status: PermissionStatus
  package var hasIdentifier: Bool
}

/// An entity and what may be done to it, in the words of the Intune article.
package struct EntityAccess: Hashable, Sendable {
  package var entity: String
  package var actions: [String]
}
