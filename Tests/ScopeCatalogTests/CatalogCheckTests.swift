import ScopeValues
import TestSupport
import Testing

@testable import ScopeCatalog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A catalog that came in a file is taken only where every number in it leads somewhere: none ends the process.
@Suite struct CatalogCheckTests {
  private static let embedded: [UInt8] = {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    return (try? Data(contentsOf: URL(fileURLWithPath: "\(root)/Sources/CatalogData/catalog.bin"))).map { Array($0) }
      ?? []
  }()

  /// A section that came later and is not checked is what a file's numbers would lead out of.
  @Test func everySectionIsChecked() {
    let checked = Set(CatalogCheck.strides.map(\.0))
    #expect(CatalogSection.allCases.filter { !checked.contains($0) } == [.text, .dates, .digest])
  }

  @Test func theEmbeddedOneIsSound() {
    #expect(CatalogCheck.isSound(Catalog.shared))
  }

  private static func isSound(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { Catalog($0).map(CatalogCheck.isSound) ?? false }
  }

  /// Where a section begins, and how many bytes it has.
  private static func range(_ section: CatalogSection, in bytes: [UInt8]) -> Range<Int> {
    func word(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    let at = 8 + 8 * section.rawValue
    return word(at)..<word(at) + word(at + 4)
  }

  /// The largest number in each place where an index, an offset or a length stands.
  @Test(arguments: [
    (CatalogSection.names, 0), (.names, 4), (.permissions, 16), (.permissions, 20), (.permissionsByID, 0),
    (.operations, 0), (.operations, 4), (.operations, 8), (.operations, 12), (.operations, 14), (.answers, 0),
    (.answers, 4), (.answers, 6), (.corrections, 0), (.corrections, 12), (.corrections, 24), (.options, 0),
    (.options, 16), (.options, 20), (.grantSets, 0), (.grantSets, 400), (.grants, 0), (.grants, 4), (.grants, 6),
    (.companionLists, 4), (.companionNames, 0), (.coverLists, 800), (.coverNames, 0), (.renames, 0), (.nodes, 6),
    (.nodes, 8), (.nodes, 12), (.inferredNodes, 6), (.patterns, 4), (.patterns, 8), (.inferredPatterns, 8),
    (.directoryRoles, 16), (.directoryRoles, 20), (.entityActions, 0), (.entityActions, 4), (.labels, 0),
    (.openedEntityLists, 40), (.openedEntities, 0), (.openedEntities, 4), (.audiences, 0), (.audiences, 8),
    (.applications, 16), (.directoryRoleAliases, 8), (.explanations, 0), (.explanations, 36), (.text, 0), (.dates, 0),
    (.dates, 9),
  ])
  func aNumberThatLeadsNowhereIsSeen(section: CatalogSection, offset: Int) {
    var bytes = Self.embedded
    let at = Self.range(section, in: bytes).lowerBound + offset
    // Control characters stand for the largest number in texts.
    let isText = section == .text || section == .dates
    for index in at..<min(at + (isText ? 1 : 2), bytes.count) { bytes[index] = isText ? 0x07 : 0xFF }
    if !isText, at + 4 <= bytes.count { bytes[at + 3] = max(bytes[at + 3], 0x7F) }
    let isSound = Self.isSound(bytes)
    #expect(!isSound)
  }

  /// Every slot of the tree taken: no search would ever end.
  @Test func aTreeWithoutAFreeSlotIsSeen() {
    var bytes = Self.embedded
    for at in stride(
      from: Self.range(.edges, in: bytes).lowerBound, to: Self.range(.edges, in: bytes).upperBound, by: 12)
    where bytes[at + 4..<at + 12].allSatisfy({ $0 == 0 }) {
      bytes[at + 10] = 1
    }
    let isSound = Self.isSound(bytes)
    #expect(!isSound)
  }

  /// Shorter by any piece, and sections that lie elsewhere.
  @Test func otherSizesAreSeen() {
    for count in [0, 7, 8, 200, CatalogSection.headerSize, 5_000, Self.embedded.count - 1] {
      let isSound = Self.isSound(Array(Self.embedded.prefix(count)))
      #expect(!isSound)
    }
    for section in CatalogSection.allCases {
      for change in [4, 40, 0xFFFF_0000] {
        var bytes = Self.embedded
        let at = 8 + 8 * section.rawValue + 4
        let count = UInt32(truncatingIfNeeded: Self.range(section, in: bytes).count &+ change)
        withUnsafeBytes(of: count.littleEndian) { for index in 0..<4 { bytes[at + index] = $0[index] } }
        if Self.isSound(bytes) { Self.ask(bytes, seed: UInt64(change)) }
      }
    }
  }

  /// With `SCOPEAUDIT_MUTATIONS` in the environment, so many.
  private static let mutations =
    ProcessInfo.processInfo.environment["SCOPEAUDIT_MUTATIONS"].flatMap { Int($0) } ?? 120

  /// Whatever is taken answers every question without an end.
  @Test func whatIsTakenAnswers() {
    var random = SeededNumbers(seed: 20_261_128)
    var bytes = Self.embedded
    var taken = 0
    let sections = CatalogSection.allCases.filter { $0 != .text }
    for _ in 0..<Self.mutations {
      var undo: [(at: Int, byte: UInt8)] = []
      let section = sections[Int.random(in: 0..<sections.count, using: &random)]
      let range = Self.range(section, in: bytes)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: range, using: &random)
        undo.append((at, bytes[at]))
        bytes[at] = [0, 1, 2, UInt8.random(in: 0...255, using: &random)][Int.random(in: 0..<4, using: &random)]
      }
      if Self.isSound(bytes) {
        taken += 1
        Self.ask(bytes, seed: random.next())
      }
      for (at, byte) in undo.reversed() { bytes[at] = byte }
    }
    let isRestored = bytes == Self.embedded
    #expect(taken > 0 && isRestored)
  }

  /// Asks a catalog for a sample of everything that it answers.
  private static func ask(_ bytes: [UInt8], seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    bytes.withUnsafeBytes { buffer in
      guard let catalog = Catalog(buffer) else { return }
      _ = (catalog.date, catalog.digest, catalog.graph)
      for index in 0..<catalog.resourceCount {
        _ = (catalog.resourceName(index), catalog.resourceAliases(index), catalog.resourceIsComplete(index))
      }
      for _ in 0..<20 where catalog.permissionCount > 0 {
        let permission = catalog.permission(Int.random(in: 0..<catalog.permissionCount, using: &random))
        let name = catalog.name(permission.nameIndex)
        _ = (catalog.permissions(named: name), catalog.permissions(with: (permission.high, permission.low)))
        _ = (catalog.entities(of: permission), catalog.label(nameIndex: permission.nameIndex))
        _ = catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow)
        _ = (catalog.isSignIn(name), catalog.currentName(of: name), catalog.changingCalls(of: permission))
        _ = catalog.covers(0, permission.nameIndex, flow: permission.flow)
      }
      for _ in 0..<40 where catalog.operationCount > 0 {
        let operation = Int.random(in: 0..<catalog.operationCount, using: &random)
        let path = catalog.template(of: operation)
        for flow in Flow.allCases {
          _ = catalog.requirement(of: operation, flow: flow)
          for query in ["", "?$select=id,mail&$filter=signInActivity ne null"] {
            _ = catalog.requirement(method: "GET", url: "https://graph.microsoft.com/v1.0\(path)\(query)", flow: flow)
          }
        }
      }
      for name in ["Global Administrator", "signInAudience", "Microsoft Graph", "x"] {
        _ = (catalog.directoryRoles(named: name), catalog.explanation(named: name), catalog.resource(named: name))
        _ = (catalog.applications(named: name), catalog.resource(audience: "https://graph.microsoft.com"))
      }
      _ = (0..<catalog.directoryRoleCount).map { catalog.directoryRole(at: $0) }
      _ = (0..<catalog.explanationCount).map { catalog.explanation(at: $0) }
    }
  }
}
