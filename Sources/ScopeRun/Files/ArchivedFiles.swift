import ScopeDocuments
import ScopeValues

/// The files in a zip archive as inputs of a run: an archive is read like the folder that it was made of.
struct ArchivedFiles {
  private let path: String
  private let content: Result<ZipArchive, ReadFailure>

  /// Archives are read whole, because their directory stands at the end; in bytes.
  private static let largest = 512 << 20

  /// Whether a file may be an archive, by its name: documents and packages are zip archives under other names, and
  /// nobody exports registrations in them.
  static func isNamed(_ path: String) -> Bool { path.lowercased().hasSuffix(".zip") }

  /// - Returns: nil where the file is JSON, whatever it is called.
  init?(_ path: String, in tree: FileTree) {
    self.path = path
    do throws(ReadFailure) {
      guard let bytes = try wholeContent(of: tree.open(path), limit: Self.largest) else {
        throw ReadFailure(reason: "the zip archive is larger than 512 MiB", remedy: Archive.zip.remedy)
      }
      if !ZipArchive.isRecognised(bytes), Self.beginsAsJSON(bytes) { return nil }
      content = .success(try ZipArchive(bytes))
    } catch {
      content = .failure(error)
    }
  }

  private static func beginsAsJSON(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { ![ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn].contains($0) }
    return first == ASCII.openBrace || first == ASCII.openBracket
  }

  /// One input for each file, or one that cannot be read where the archive cannot.
  ///
  /// - Parameter relativePath: the archive's own, below what was named on the command line.
  func inputs(relativePath: String) -> [RunInput] {
    switch content {
    case .success(let archive):
      archive.members.sorted { $0.path < $1.path }.map { member in
        let below = relativePath.isEmpty ? member.path : "\(relativePath)/\(member.path)"
        return RunInput(path: "\(path)/\(member.path)", relativePath: below, isFound: true) { archive.open(member) }
      }
    case .failure(let failure):
      [RunInput(path: path, relativePath: relativePath, failure: failure)]
    }
  }
}
