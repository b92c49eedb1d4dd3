import ScopeValues

/// Whether every number of a catalog that came in a file leads somewhere, so that whoever asks the catalog need not look.
///
/// The embedded catalog is the compiler's, which a test holds against this; a file may be anybody's. One pass over the
/// bytes, linear in their count.
struct CatalogCheck {
  private let catalog: Catalog

  private init(_ catalog: Catalog) {
    self.catalog = catalog
    var stride = CatalogSection.allCases.map { _ in 1 }
    for (section, bytes) in Self.strides { stride[section.rawValue] = bytes }
    self.stride = stride
  }

  static func isSound(_ catalog: Catalog) -> Bool {
    let check = CatalogCheck(catalog)
    return check.sizesFit() && check.textsLie() && check.indexesLead() && check.listsRise() && check.namesAreSorted()
      && check.treeHolds((.nodes, .edges, .patterns))
      && check.treeHolds((.inferredNodes, .inferredEdges, .inferredPatterns))
      && check.datesAreDays()
  }

  // MARK: Sizes

  /// Bytes of a row; what has no rows is text, dates and the digest.
  static let strides: [(CatalogSection, Int)] = [
    (.resources, 40), (.names, 8), (.permissions, 32), (.permissionsByID, 2), (.permissionsByName, 2),
    (.operations, 20), (.answers, 12),
    (.corrections, 32), (.options, 28), (.grantSets, 4), (.grants, 8), (.companionLists, 4), (.companionNames, 2),
    (.powers, 16), (.coverLists, 4), (.coverNames, 2), (.renames, 16), (.nodes, 16), (.edges, 12), (.patterns, 12),
    (.inferredNodes, 16), (.inferredEdges, 12), (.inferredPatterns, 12), (.directoryRoles, 32), (.entityActions, 20),
    (.labels, 12), (.openedEntityLists, 4), (.openedEntities, 8), (.audiences, 12), (.applications, 24),
    (.misprintedIDs, 28), (.inclusions, 4), (.directoryRoleAliases, 12), (.changingReads, 8), (.explanations, 52),
  ]

  /// Bytes of a row, by the section's number.
  private let stride: [Int]

  private func rows(_ section: CatalogSection) -> Int { catalog.count(section, stride: stride[section.rawValue]) }

  private func sizesFit() -> Bool {
    let flows = Flow.allCases.count
    return Self.strides.allSatisfy { catalog.bytes($0.0).count.isMultiple(of: $0.1) }
      && rows(.powers) == flows * catalog.nameCount && rows(.coverLists) == flows * catalog.nameCount + 1
      && rows(.permissionsByName) == rows(.permissions)
      && rows(.openedEntityLists) == flows * catalog.nameCount + 1 && catalog.nameCount < 1 << 15
      && [.resources, .answers].allSatisfy { rows($0) > 0 }
      && [.grantSets, .companionLists].allSatisfy { rows($0) > 1 }
  }

  // MARK: Texts

  /// Where pairs of a text's offset and its length stand: a section, the bytes before the pair, bytes of the length.
  private static let texts: [(CatalogSection, at: Int, width: Int)] = [
    (.resources, 16, 4), (.resources, 24, 4), (.names, 0, 4), (.operations, 0, 2), (.corrections, 0, 4),
    (.corrections, 8, 4), (.corrections, 16, 4), (.options, 8, 4), (.renames, 0, 4), (.renames, 8, 4),
    (.directoryRoles, 16, 4), (.entityActions, 4, 4), (.entityActions, 12, 4), (.labels, 4, 4), (.audiences, 0, 4),
    (.directoryRoleAliases, 0, 4), (.misprintedIDs, 20, 4), (.explanations, 0, 4), (.explanations, 8, 4),
    (.explanations, 16, 4),
    (.explanations, 24, 4), (.explanations, 32, 4),
  ]

  /// Longer texts would make what is looked for by name cost more than the catalog's size.
  private static let longest = 4_096

  private func textsLie() -> Bool {
    let size = catalog.bytes(.text).count
    func lies(_ offset: Int, _ length: Int) -> Bool { length <= Self.longest && offset <= size - length }
    return Self.texts.allSatisfy { section, at, width in
      all(section) { row in
        lies(number(section, row, at), number(section, row, at + 4, width: width))
      }
    }
      && all(.applications) { row in
        let text = PackedText(rawValue: number(.applications, row, 16))
        return lies(text.offset, text.length)
      }
      && all(.openedEntities) { lies(number(.openedEntities, $0, 0), number(.openedEntities, $0, 4) >> 8) }
      // Reports print them: nothing that steers a terminal.
      && catalog.bytes(.text).allSatisfy { $0 >= ASCII.space && $0 != 0x7F }
  }

  // MARK: Indexes

  /// Where an index into another section stands; `bias` is what it is more than the index, so that 0 may mean none.
  private static let indexes: [(CatalogSection, at: Int, width: Int, of: CatalogSection, bias: Int)] = [
    (.permissions, 16, 4, .names, 0), (.permissions, 20, 4, .resources, 0), (.permissionsByID, 0, 2, .permissions, 0),
    (.permissionsByName, 0, 2, .permissions, 0),
    (.operations, 8, 2, .grantSets, 0), (.operations, 10, 2, .grantSets, 0), (.operations, 14, 2, .answers, 0),
    (.operations, 16, 2, .answers, 0), (.answers, 0, 4, .grantSets, 0), (.answers, 4, 2, .corrections, 1),
    (.answers, 6, 2, .corrections, 1), (.corrections, 24, 4, .grantSets, 0), (.options, 0, 4, .operations, 0),
    (.options, 16, 4, .grantSets, 0), (.options, 20, 4, .corrections, 1), (.grants, 0, 2, .names, 0),
    (.grants, 4, 2, .companionLists, 0), (.grants, 6, 2, .companionLists, 0), (.companionNames, 0, 2, .names, 0),
    (.coverNames, 0, 2, .names, 0), (.entityActions, 0, 4, .names, 0), (.labels, 0, 4, .names, 0),
    (.audiences, 8, 4, .resources, 0), (.directoryRoleAliases, 8, 4, .directoryRoles, 0),
    (.misprintedIDs, 16, 4, .names, 0),
  ]

  private func indexesLead() -> Bool {
    Self.indexes.allSatisfy { section, at, width, target, bias in
      // Of a table of beginnings, the last one is the end.
      let isList = target == .grantSets || target == .companionLists
      let limit = rows(target) + bias - (isList ? 1 : 0)
      return all(section) { number(section, $0, at, width: width) < limit }
    }
      && all(.operations) { row in
        // The third set of what an SDK alone knows is an operation.
        let third = number(.operations, row, 12, width: 2)
        return catalog.origin(of: row) == .inferred ? third <= rows(.operations) : third < rows(.grantSets) - 1
      }
  }

  // MARK: Lists

  /// Tables of beginnings rise, end with their target, and no list is longer than any real one by much.
  private func listsRise() -> Bool {
    let lists: [(CatalogSection, CatalogSection)] = [
      (.grantSets, .grants), (.companionLists, .companionNames), (.coverLists, .coverNames),
      (.openedEntityLists, .openedEntities),
    ]
    return lists.allSatisfy { list, target in
      var last = 0
      return all(list) { row in
        let next = number(list, row, 0)
        defer { last = next }
        return next >= last && next - last <= 1_024
      } && last <= rows(target)
    }
  }

  /// Names are found by bisection, whose two bounds would cross otherwise.
  private func namesAreSorted() -> Bool {
    var last = ""
    return all(.names) { row in
      let next = catalog.name(row).lowercased()
      defer { last = next }
      return last <= next
    }
  }

  // MARK: Trees

  private func treeHolds(_ tree: (nodes: CatalogSection, edges: CatalogSection, patterns: CatalogSection)) -> Bool {
    let text = catalog.bytes(.text).count
    let count = rows(tree.nodes)
    let slots = rows(tree.edges)
    var isOpen = false
    return count > 0 && count <= 1 << 16 && slots > 0 && slots & (slots - 1) == 0
      && all(tree.nodes) { row in
        let methods = catalog.byte(tree.nodes, row * 16 + 10)
        return number(tree.nodes, row, 6, width: 2) < count
          && number(tree.nodes, row, 8, width: 2) + methods.nonzeroBitCount <= rows(.operations)
          && number(tree.nodes, row, 12, width: 2) + Int(catalog.byte(tree.nodes, row * 16 + 11)) <= rows(tree.patterns)
      }
      && all(tree.edges) { row in
        let (offset, length) = (number(tree.edges, row, 4), number(tree.edges, row, 8, width: 2))
        let child = number(tree.edges, row, 10, width: 2)
        // A search ends at a free slot.
        if offset == 0, length == 0, child == 0 { isOpen = true }
        return offset + length <= text && child < count
      }
      && all(tree.patterns) { row in
        let at = row * 12
        let length = Int(catalog.byte(tree.patterns, at + 1)) + Int(catalog.byte(tree.patterns, at + 2))
        return number(tree.patterns, row, 8) + length <= text && number(tree.patterns, row, 4, width: 2) < count
      } && isOpen
  }

  private func datesAreDays() -> Bool {
    let lines = catalog.bytes(.dates).split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
    return lines.count == 2
      && lines.allSatisfy { line in
        line.count == 10
          && line.enumerated().allSatisfy {
            $0 == 4 || $0 == 7 ? $1 == ASCII.hyphen : $1.isASCIIDigit
          }
      }
  }

  // MARK: Rows

  private func all(_ section: CatalogSection, _ holds: (Int) -> Bool) -> Bool {
    let count = rows(section)
    var row = 0
    while row < count {
      guard holds(row) else { return false }
      row += 1
    }
    return true
  }

  private func number(_ section: CatalogSection, _ row: Int, _ at: Int, width: Int = 4) -> Int {
    let offset = row * stride[section.rawValue] + at
    return width == 2 ? catalog.word16(section, offset) : catalog.word32(section, offset)
  }
}
