import ScopeRun
import Testing

/// Every file that paths lead to is read once, and what is not opened is accounted for.
@Suite struct FolderWalkTests {
  private static let files = MemoryFiles(
    files: [
      "/work/apps/b.json": "{}", "/work/apps/a.json": "{}", "/work/apps/deep/c.txt": "c", "/work/apps/.git/config": "",
      "/work/apps/.scopeaudit.json": "{}",
    ],
    links: ["/work/apps/again": "/work/apps/deep", "/work/apps/nowhere": "/gone"],
    others: ["/work/apps/pipe": .pipe, "/work/apps/socket": .socket, "/work/apps/disk": .device])

  @Test func findsEveryFileOnceInOrder() {
    let walk = FolderWalk(["apps", "apps/a.json"], in: Self.files.tree)
    #expect(walk.inputs.map(\.path) == ["apps/.scopeaudit.json", "apps/a.json", "apps/b.json", "apps/deep/c.txt"])
    #expect(walk.inputs.map(\.relativePath) == [".scopeaudit.json", "a.json", "b.json", "deep/c.txt"])
    #expect(walk.inputs.allSatisfy { $0.isFound })
  }

  /// A shell completes a folder's name with a slash; the files have one path each all the same.
  @Test(arguments: ["apps/", "apps//", ".//apps/"]) func slashesAtTheEndCountNothing(folder: String) {
    let walk = FolderWalk([folder], in: Self.files.tree)
    let prefix = folder.hasPrefix(".") ? "./apps" : "apps"
    #expect(walk.inputs.map(\.path) == FolderWalk([prefix], in: Self.files.tree).inputs.map(\.path))
    #expect(
      Self.files.tree.expand([folder], isRead: FolderEntry.isRegistrationFile)
        == Self.files.tree.expand([prefix], isRead: FolderEntry.isRegistrationFile))
  }

  @Test func accountsForWhatItDoesNotOpen() {
    let walk = FolderWalk(["apps"], in: Self.files.tree, excluding: ["./apps/../apps/.scopeaudit.json"])
    #expect(
      walk.skipped.map(\.path)
        == ["apps/.git", "apps/.scopeaudit.json", "apps/disk", "apps/nowhere", "apps/pipe", "apps/socket"])
    #expect(walk.skipped[1].why == "this is a file of the gate itself")
    #expect(walk.inputs.count == 3)
  }

  @Test func whatIsNamedIsReadWhateverItIs() {
    let walk = FolderWalk(["-", "apps/pipe", "missing.json"], in: Self.files.tree)
    #expect(walk.inputs.map(\.path) == ["-", "apps/pipe", "missing.json"])
    #expect(walk.skipped.isEmpty)
  }

  @Test func expandsFoldersByNameWithoutFollowingLinks() {
    var files = Self.files
    files.files["/work/apps/log.csv.gz"] = ""
    let tree = files.tree
    #expect(
      tree.expand(["apps"], isRead: FolderEntry.isRegistrationFile) == ["apps/a.json", "apps/b.json"])
    #expect(
      tree.expand(["apps"], isRead: FolderEntry.isActivityFile)
        == ["apps/a.json", "apps/b.json", "apps/log.csv.gz"])
    #expect(tree.expand(["-", "none"], isRead: { _ in true }) == ["-", "none"])
  }

  @Test(arguments: [
    ("a.json", "b.json", true), ("a.json", "../b.json", true), ("apps/a.json", "apps/x/b.json", true),
    ("apps/a.json", "other/b.json", false), ("apps/a.json", "apps/../b.json", false), ("a.json", "/etc/b", false),
  ])
  func aSourceNamesFilesBelowItself(path: String, name: String, isKnown: Bool) {
    var files = MemoryFiles()
    files.files = ["/work/\(name)": "", name: ""]
    let found = files.tree.input(path).beside?(name)
    #expect((found != nil) == (isKnown && !name.contains("..")))
  }
}
