import ScopeAudit
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// .github/CONTRIBUTING.md tells the truth: what it names is there, and its recipes work in a copy of the project, as far as
/// that needs no new build. Recipes 1, 2 and 4 begin with commands, which `NewRecordTests` holds.
@Suite struct RecipeTests {
  private static let guide = (try? Files.text("\(project)/.github/CONTRIBUTING.md")) ?? ""

  /// What stands between single backticks.
  private static let quoted: [String] = guide.split(separator: "\n").flatMap { line in
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element)
    }
  }

  @Test func namedFilesExist() {
    let roots = ["Sources/", "Tests/", "fixtures/", "rules/", ".ci/", ".vscode/"]
    let paths = Self.quoted.filter { text in roots.contains { text.hasPrefix($0) } && !text.contains(" ") }
    #expect(paths.count > 20)
    for path in paths {
      // "<name>" and "*" stand for what a contributor writes; what stands before them has to be there.
      let known = path.prefix { $0 != "<" && $0 != "*" }
      let folder = known.count == path.count ? known : known.prefix(upTo: known.lastIndex(of: "/") ?? known.endIndex)
      #expect(Files.exists("\(project)/\(folder)"), "\(path) is not there")
    }
  }

  @Test func namedCommandsExist() throws {
    let makefile = try Files.text("\(project)/Makefile")
    let sources = try Files.names(in: "\(project)/Sources/Maintenance").map {
      try Files.text("\(project)/Sources/Maintenance/\($0)")
    }
    for text in Self.quoted {
      let words = text.split(separator: " ")
      if words.first == "make", words.count > 1 { #expect(makefile.contains("\n\(words[1]):"), "\(text)") }
      if let index = words.firstIndex(of: "scopeaudit-dev"), index + 1 < words.count {
        let name = words[index + 1].split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        #expect(sources.contains { $0.contains("struct \(name): ParsableCommand") }, "\(text)")
      }
    }
  }

  /// The tests that the recipes filter by.
  @Test func namedTestsExist() throws {
    let words = Self.quoted.filter { $0.contains("--filter ") && !$0.contains("<") }.flatMap { text in
      text.split(separator: " ").last.map { $0.split { "'|".contains($0) } } ?? []
    }
    #expect(words.count >= 5)
    let sources = try Files.names(in: "\(project)/Tests").flatMap { folder in
      try ((try? Files.names(in: "\(project)/Tests/\(folder)")) ?? []).filter { $0.hasSuffix(".swift") }.map {
        try Files.text("\(project)/Tests/\(folder)/\($0)")
      }
    }
    for word in words {
      #expect(sources.contains { $0.contains("func \(word)(") || $0.contains("struct \(word) ") }, "\(word)")
    }
  }

  @Test func everyKindOfCorrectionIsExplained() throws {
    let table = try Table(path: "\(project)/rules/catalog/corrections.tsv")
    for kind in Set(table.rows.map({ table.cell($0, "kind") })) {
      #expect(Self.guide.contains("\n| `\(kind)` | "), "\(kind) is not explained")
    }
    for column in ["kind", "method", "path", "flow", "permissions", "since", "before", "grade", "evidence", "note"] {
      #expect(Self.guide.contains("`\(column)`"), "\(column) is not explained")
    }
  }

  /// Recipe 3: one row, and the compiled catalog is another. The first operations do, because all of them take seconds.
  @Test func correctionChangesTheCatalog() throws {
    let copy = try ProjectCopy(of: ["rules/catalog"])
    let operations = "rules/catalog/operations.tsv"
    for path in [operations, "rules/catalog/documented.tsv", "rules/catalog/paths.tsv"] {
      let few = try copy.text(path).split(separator: "\n").prefix(300).joined(separator: "\n") + "\n"
      try copy.write(few, to: path)
    }
    let before = try CatalogCompiler(project: copy.folder).compile()

    let path = "rules/catalog/corrections.tsv"
    let row =
      "requires\tGET,PATCH\t/opendoors/{id}/(hinge|lock)/**\tapplication\tUser.Read.All*,Directory.Read.All\t2026-08-01\t"
      + "User.ReadBasic.All\tpage\tdocs; an invented page\tA sentence.\n"
    try copy.write(copy.text(path) + row, to: path)
    let read = try #require(try Corrections(folder: FactFolder(path: "\(copy.folder)/rules/catalog")).rows.last)
    #expect(read.methods == ["GET", "PATCH"] && read.flows == [0])
    #expect(read.grants.map(\.name) == ["User.Read.All", "Directory.Read.All"])
    #expect(read.grants.map(\.least) == [true, false] && read.before.map(\.name) == ["User.ReadBasic.All"])
    #expect(try CatalogCompiler(project: copy.folder).compile() != before)
  }
}
