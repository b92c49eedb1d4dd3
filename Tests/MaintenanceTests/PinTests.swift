import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What others run with this project, and what it is built from, is named by commit or exact version.
@Suite struct PinTests {
  private static let files = [
    "README.md", ".github/workflows/ci.yml", ".github/workflows/release.yml", ".github/templates/github.yml",
    ".github/actions/scopeaudit/action.yml",
  ]

  private static func lines(_ path: String) throws -> [Substring] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(path)")), as: UTF8.self)
    return text.split(separator: "\n")
  }

  /// The project itself stands in the template with a commit to fill in.
  @Test(arguments: files) func actionsArePinnedByCommit(path: String) throws {
    for line in try Self.lines(path) {
      guard let use = line.firstRange(of: "uses: "), !line[use.upperBound...].hasPrefix("./") else { continue }
      let action = line[use.upperBound...].prefix { !$0.isWhitespace }
      let revision = action.split(separator: "@").last ?? ""
      let isCommit = revision.count == 40 && revision.allSatisfy(\.isHexDigit)
      #expect(isCommit || revision == "COMMIT", "\(path): \(action) is not pinned by its commit")
    }
  }

  @Test func dependenciesAreExact() throws {
    for line in try Self.lines("Package.swift") where line.contains(".package(url:") {
      #expect(line.contains("exact:"), "\(line)")
    }
  }
}
