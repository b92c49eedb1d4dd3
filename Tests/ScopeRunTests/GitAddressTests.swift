import ScopeDocuments
import ScopeRun
import Testing

/// Files of a revision, asked of a git that answers from memory.
@Suite struct GitAddressTests {
  private static let list = [
    "100644 blob aaaa\tapps/one.json", "120000 blob bbbb\tapps/link.json", "100644 blob cccc\tapps/deep/two.json",
    "100644 blob dddd\tapps/.scopeaudit.json", "160000 commit eeee\tapps/module.json",
    "100644 blob ffff\tapps/notes",
  ].map { $0 + "\0" }.joined()

  private static var files: MemoryFiles {
    MemoryFiles(git: ["rev-parse": "0123abcd\n", "ls-tree": list, "cat-file": "{\"appId\": \"x\"}"])
  }

  @Test func listsTheFilesBelowAFolder() {
    let inputs = Self.files.tree.state("git:main:./apps/", excluding: [])
    #expect(
      inputs.map(\.relativePath)
        == [".scopeaudit.json", "deep/two.json", "link.json", "module.json", "notes", "one.json"])
    #expect(inputs.allSatisfy { $0.path == "git:main:apps/\($0.relativePath)" })
    #expect(inputs.map(\.isFound) == [true, true, false, false, true, true])
  }

  /// A link's own content is its target: one that is read by its own path, or a reason to say what was not looked at.
  @Test(arguments: [
    ("one.json", true), ("./deep/../one.json", true), ("deep", true), ("../apps/deep/two.json", true), (".", true),
    ("../other.json", false), ("/etc/x.json", false), ("none.json", false), ("../../../one.json", false),
  ])
  func followsNoLinkOutOfTheFolder(target: String, isKnown: Bool) {
    let list = "100644 blob aaaa\tapps/one.json\0120000 blob bbbb\tapps/link\0100644 blob cccc\tapps/deep/two.json\0"
    let files = MemoryFiles(git: ["rev-parse": "0123abcd\n", "ls-tree": list, "cat-file": target])
    let inputs = files.tree.state("git:main:apps", excluding: [])
    #expect(inputs.map(\.relativePath) == ["deep/two.json"] + (isKnown ? [] : ["link"]) + ["one.json"])
  }

  @Test func readsOneFileWhole() throws {
    #expect(try Self.files.tree.text("git:main:apps/one.json") == Array("{\"appId\": \"x\"}".utf8))
  }

  @Test(arguments: [
    ("git:main", "names no revision and path"), ("git::apps", "names no revision and path"),
    ("git:-n:apps", "cannot be one"), ("git:a b:apps", "cannot be one"), ("git:main:../apps", "leaves the repository"),
    ("git:main:apps/link.json", "is not a file in that revision"),
    ("git:main:apps/none.json", "is not in that revision"),
  ])
  func refusesWhatCannotBe(address: String, reason: String) {
    let error = #expect(throws: FileProblem.self) { try Self.files.tree.text(address) }
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func saysThatARevisionDoesNotExist() {
    let error = #expect(throws: FileProblem.self) { try MemoryFiles().tree.text("git:none:apps") }
    #expect(error?.reason == "names a revision that this repository does not have")
  }

  @Test(arguments: [
    ("known.json", "gate/.scopeaudit.json", "gate/known.json"), ("known.json", ".scopeaudit.json", "known.json"),
    ("/known.json", "gate/x.json", "/known.json"), ("git:v1:known.json", "gate/x.json", "git:v1:known.json"),
    ("known.json", "git:main:x.json", "git:main:known.json"),
    ("known.json", "git:main:a/x.json", "git:main:a/known.json"),
  ])
  func takesNamesFromTheFolderOfTheirFile(name: String, path: String, expected: String) {
    #expect(GitAddress.sibling(name, of: path) == expected)
  }
}
