import ScopeAudit
import ScopeDocuments
import ScopeValues
import TestSupport
import Testing

@testable import ScopeRun

/// A zip archive is audited like the folder that it was made of, and no change to its bytes hides what it holds.
@Suite struct ArchivedFilesTests {
  private static func walk(_ archive: [UInt8], at path: String, named: String) -> FolderWalk {
    var files = MemoryFiles()
    files.archives["/work/\(path)"] = archive
    return FolderWalk([named], in: files.tree)
  }

  private static func verdict(_ walk: FolderWalk) async -> AuditVerdict {
    var runner = AuditRunner(
      auditor: Auditor(options: AuditOptions(now: .epoch)), store: SectionStore([]))
    await runner.audit(walk.inputs)
    runner.conclude()
    return AuditVerdict(runner.run, FailureThreshold(severity: .high), allowsIncomplete: false)
  }

  private static let danger = ZipFile.Member("export/app.json", Array(NeverCleanTests.danger.text.utf8))
  private static let harmless = ZipFile.Member("export/other.json", Array(NeverCleanTests.harmless.text.utf8))
  private static let picture = ZipFile.Member("export/logo.png", [0x89, 0x50, 0x4E, 0x47, 0, 0])

  @Test func isReadLikeAFolder() async {
    let archive = ZipFile([Self.picture, Self.harmless, Self.danger]).bytes
    for (path, named) in [("all.ZIP", "all.ZIP"), ("apps/all.zip", "apps")] {
      let walk = Self.walk(archive, at: path, named: named)
      #expect(walk.inputs.map(\.path) == ["app.json", "logo.png", "other.json"].map { "\(path)/export/\($0)" })
      #expect(await Self.verdict(walk) == .findings)
    }
    #expect(
      await Self.verdict(Self.walk(ZipFile([Self.picture, Self.harmless]).bytes, at: "a.zip", named: "a.zip")) == .clean
    )
  }

  @Test func anEmptyOneIsAccountedFor() {
    let walk = Self.walk(ZipFile([]).bytes, at: "apps/none.zip", named: "apps")
    #expect(walk.inputs.isEmpty)
    #expect(walk.skipped.map(\.path) == ["apps/none.zip"])
  }

  @Test func theNameAloneMakesNoArchive() async {
    let walk = Self.walk(Self.danger.packed, at: "app.zip", named: "app.zip")
    #expect(walk.inputs.map(\.path) == ["app.zip"])
    #expect(await Self.verdict(walk) == .findings)
  }

  /// What is inside of an archive in an archive, or under a name that promises JSON, is not looked at and said to be so.
  @Test func anArchiveElsewhereIsNeverClean() async {
    let inner = ZipFile([Self.danger]).bytes
    let outer = ZipFile([Self.harmless, .init("more.zip", inner)]).bytes
    #expect(await Self.verdict(Self.walk(outer, at: "a/all.zip", named: "a")) == .incomplete)
    #expect(await Self.verdict(Self.walk(inner, at: "a/app.json", named: "a")) == .incomplete)
  }

  @Test(arguments: [UInt8(0xFF), 0x01, 0x20])
  func noByteHidesAFinding(change: UInt8) async {
    let whole = ZipFile([Self.harmless, Self.danger]).bytes
    // All of the headers; a checksum guards what is packed.
    let first = 30 + Self.harmless.name.utf8.count..<30 + Self.harmless.name.utf8.count + Self.harmless.packed.count
    let second = first.upperBound + 30 + Self.danger.name.utf8.count
    let packed = [first, second..<second + Self.danger.packed.count]
    for index in whole.indices where index % 64 == 0 || !packed.contains(where: { $0.contains(index) }) {
      var bytes = whole
      bytes[index] ^= change
      let walk = Self.walk(bytes, at: "apps/all.zip", named: "apps")
      let verdict = await Self.verdict(walk)
      #expect(NeverCleanTests.isSafe(verdict), "byte \(index): \(verdict)")
    }
  }

  @Test func noCutHidesAFinding() async {
    let whole = ZipFile([Self.harmless, Self.danger]).bytes
    for count in stride(from: 1, to: whole.count, by: 23) {
      let walk = Self.walk(Array(whole[..<count]), at: "apps/all.zip", named: "apps")
      #expect(NeverCleanTests.isSafe(await Self.verdict(walk)), "\(count) bytes")
    }
  }
}
