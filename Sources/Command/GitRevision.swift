import ScopeDocuments
import ScopeRun

/// Files as a revision of the repository has them, written git:REVISION:PATH.
struct GitRevision {
  private let revision: String
  /// From the repository's root; empty for all of it.
  private let path: String

  private static let mark = "git:"

  static func isNamed(by text: String) -> Bool { text.hasPrefix(mark) }

  /// - Parameter text: what stands on the command line; the path starts at the repository's root.
  init(_ text: String) throws(ReadFailure) {
    let rest = text.dropFirst(Self.mark.count)
    guard let colon = rest.firstIndex(of: ":"), colon != rest.startIndex else {
      throw ReadFailure(reason: "names no revision and path: write git:REVISION:PATH, such as git:main:apps")
    }
    revision = String(rest[..<colon])
    // Nothing that git could take for an option.
    guard !revision.hasPrefix("-"), revision.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw ReadFailure(reason: "names a revision that cannot be one")
    }
    let parts = rest[rest.index(after: colon)...].split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else { throw ReadFailure(reason: "leaves the repository") }
    path = parts.joined(separator: "/")
  }

  /// The file that the path names, or the JSON files below it, sorted.
  func files() throws(ReadFailure) -> [RunInput] {
    let entries = try self.entries()
    if let exact = entries.first(where: { $0.path == path }) {
      guard exact.isFile else { throw ReadFailure(reason: "is not a file in that revision") }
      return [file(exact, relativePath: "")]
    }
    guard !entries.isEmpty || path.isEmpty else {
      throw ReadFailure(reason: "is not in that revision: compare its folder where the file is new")
    }
    let skipped = path.isEmpty ? 0 : path.utf8.count + 1
    return entries.filter { entry in entry.isFile && InputFile.isInput(entry.path) }
      .sorted { $0.path < $1.path }
      .map { file($0, relativePath: String(decoding: $0.path.utf8.dropFirst(skipped), as: UTF8.self)) }
  }

  /// Reads the one file that the path names.
  func reader() throws(ReadFailure) -> ReadBytes {
    guard let exact = try entries().first(where: { $0.path == path }) else {
      throw ReadFailure(reason: "is not in that revision")
    }
    guard exact.isFile else { throw ReadFailure(reason: "is not a file in that revision") }
    return file(exact, relativePath: "").open()
  }

  private struct Entry {
    var path: String
    var object: String
    var isFile: Bool
  }

  private func file(_ entry: Entry, relativePath: String) -> RunInput {
    RunInput(path: "\(Self.mark)\(revision):\(entry.path)", relativePath: relativePath) {
      var process: GitProcess?
      return { buffer throws(ReadFailure) in
        let running: GitProcess
        if let process { running = process } else { running = try GitProcess(["cat-file", "blob", entry.object]) }
        process = running
        return try running.read(buffer)
      }
    }
  }

  private func entries() throws(ReadFailure) -> [Entry] {
    let commit: [UInt8]
    do {
      commit = try GitProcess(["rev-parse", "--verify", "--quiet", revision + "^{commit}"]).readAll().filter {
        $0 > 0x20
      }
    } catch {
      throw ReadFailure(
        reason: error.reason.hasSuffix("git failed")
          ? "names a revision that this repository does not have" : error.reason)
    }
    let name = String(decoding: commit, as: UTF8.self)
    let arguments = ["ls-tree", "-r", "-z", "--full-tree", "--", name] + (path.isEmpty ? [] : [path])
    return try GitProcess(arguments).readAll().split(separator: 0).compactMap { line in
      // Mode, type and object, then a tab and the path.
      guard let tab = line.firstIndex(of: 0x09) else { return nil }
      let fields = line[..<tab].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 3 else { return nil }
      return Entry(
        path: String(decoding: line[(tab + 1)...], as: UTF8.self), object: fields[2],
        isFile: fields[1] == "blob" && fields[0] != "120000")
    }
  }
}
