import Testing

@testable import CatalogBuild
@testable import Maintenance

/// The article Architecture shows the map of arrows that `.ci/structure` holds the imports to.
@Suite struct ArchitectureTests {
  private static let articles = "Sources/ScopeAuditKit/Documentation.docc"

  /// The lines "A -> B C" of a file.
  private func arrows(in path: String) throws -> [String] {
    try Files.text("\(project)/\(path)").split(separator: "\n").map(String.init).filter { line in
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      return words.count >= 3 && words[1] == "->" && words.allSatisfy { $0 == "->" || $0.allSatisfy(\.isLetterOrDigit) }
    }
  }

  @Test func articleShowsTheMap() throws {
    let map = try arrows(in: ".ci/structure")
    #expect(map.count >= 10)
    #expect(try arrows(in: "\(Self.articles)/Architecture.md") == map)
  }

  /// Every module is told of, and every article that is referred to exists.
  @Test func articlesAreWhole() throws {
    let architecture = try Files.text("\(project)/\(Self.articles)/Architecture.md")
    for module in try Files.names(in: "\(project)/Sources") {
      #expect(architecture.contains("`\(module)`"), "\(module)")
    }
    let folders = [Self.articles, "\(Self.articles)/Decisions"]
    let paths = try folders.flatMap { folder in
      try Files.names(in: "\(project)/\(folder)").filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
    }
    let names = Set(paths.compactMap { $0.split(separator: "/").last?.dropLast(3) }.map(String.init))
    for path in paths {
      for part in try Files.text("\(project)/\(path)").split(separator: "<doc:").dropFirst() {
        #expect(names.contains(String(part.prefix { $0 != ">" })), "\(path) refers to \(part.prefix(30))")
      }
    }
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
