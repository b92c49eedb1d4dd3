import Foundation
import ScopeSources
import TestSupport
import Testing

/// Each folder under fixtures/sources/folders as one run, and beside it what its files declare together.
@Suite struct SourceFolderTests {
  static let root = "\(project)/fixtures/sources/folders"
  static let folders = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
    .filter { !$0.hasSuffix(".expected") }.sorted()

  @Test(arguments: folders) func declares(_ folder: String) throws {
    var files: [String: [UInt8]] = [:]
    for path in FileManager.default.enumerator(atPath: "\(Self.root)/\(folder)")?.compactMap({ $0 as? String }) ?? [] {
      if let bytes = try? Fixture.bytes("sources/folders/\(folder)/\(path)") { files[path] = bytes }
    }
    let texts = files.sorted { $0.key < $1.key }.map { SourceText(path: $0.key, bytes: $0.value) }
    let reader = SourceReader(texts) { files[$0] }
    let used = reader.usedFiles.sorted().map { "uses \($0)\n" }.joined()
    try Golden.expect(
      reader.registrations.description + used, in: "fixtures/sources/folders/\(folder).expected")
  }
}
