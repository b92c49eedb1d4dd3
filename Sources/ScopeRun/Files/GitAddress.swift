import ScopeDocuments
import ScopeValues

/// Files as a revision of the repository has them, written git:REVISION:PATH.
package struct GitAddress {
  private let revision: String
  /// From the repository's root; empty for all of it.
  private let path: String

  private static let mark = "git:"

  package static func isNamed(by text: String) -> Bool { text.hasPrefix(mark) }

  /// - Parameter text: what stands on the command line; the path starts at the repository's root.
  package init(_ text: String) throws(ReadFailure) {
    let rest = text.dropFirst(Self.mark.count)
    guard let colon = rest.firstIndex(of: ":"), colon != rest.startIndex else {
      throw ReadFailure(
        reason: "names no revision and path", remedy: "Write git:REVISION:PATH, such as git:main:apps.")
    }
    revision = String(rest[..<colon])
    // Nothing that git could take for an option.
    guard !revision.hasPrefix("-"), revision.utf8.allSatisfy({ $0 > ASCII.space && $0 != 0x7F }) else {
      throw ReadFailure(because: "names a revision that cannot be one")
    }
    let parts = rest[rest.index(after: colon)...].split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else { throw ReadFailure(because: "leaves the repository") }
    path = parts.joined(separator: "/")
  }

  /// The same path in the commit that is checked out.
  var atHead: GitAddress { GitAddress(revision: "HEAD", path: path) }

  private init(revision: String, path: String) {
    self.revision = revision
    self.path = path
  }

  /// A path that a file names, taken from that file's folder; either may be of a revision.
  package static func sibling(_ name: String, of path: String) -> String {
    guard !name.hasPrefix("/"), !isNamed(by: name) else { return name }
    // In a revision, a file beside one of its root follows a colon.
    let isInRevision = isNamed(by: path)
    guard let border = path.lastIndex(where: { $0 == "/" || isInRevision && $0 == ":" }) else { return name }
    return String(path[...border]) + name
  }

  // MARK: Asking git

  /// Git's arguments that tell the commit.
  var commitQuestion: [String] { ["rev-parse", "--verify", "--quiet", revision + "^{commit}"] }

  /// Why there is no answer to ``commitQuestion``.
  static func noCommit(_ failure: ReadFailure) -> ReadFailure {
    guard failure.reason.hasSuffix("git failed") else { return failure }
    return ReadFailure(
      reason: "names a revision that this repository does not have",
      remedy:
        "Name one that it has, such as git:HEAD:PATH; git fetch brings a branch, and CI often fetches none but its own."
    )
  }

  /// Git's arguments that list the files of a commit at the path.
  func listQuestion(commit: [UInt8]) -> [String] {
    let name = String(decoding: commit.filter { $0 > ASCII.space }, as: UTF8.self)
    return ["ls-tree", "-r", "-z", "--full-tree", "--", name] + (path.isEmpty ? [] : [path])
  }

  /// A file of the list.
  struct Entry: Hashable, Sendable {
    var path: String
    /// The id by which git hands out its bytes.
    var object: String
    var kind: Kind

    enum Kind: Sendable { case file, link, submodule }
  }

  /// Reads git's answer to ``listQuestion(commit:)``: mode, type and object, then a tab and the path.
  static func entries(_ list: [UInt8]) -> [Entry] {
    list.split(separator: 0).compactMap { line in
      guard let tab = line.firstIndex(of: ASCII.tab) else { return nil }
      let fields = line[..<tab].split(separator: ASCII.space).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 3 else { return nil }
      return Entry(
        path: String(decoding: line[(tab + 1)...], as: UTF8.self), object: fields[2],
        kind: fields[1] != "blob" ? .submodule : fields[0] == "120000" ? .link : .file)
    }
  }

  // MARK: Choosing

  /// The file that the path names, or every file below it, sorted: what they hold decides, as in a folder on disk.
  ///
  /// - Parameters:
  ///   - isRead: whether a file below a folder is looked at, by its path.
  ///   - open: opens an entry for reading.
  func files(
    among entries: [Entry], isRead: (String) -> Bool = { _ in true },
    open: @escaping (Entry) -> ReadBytes
  ) throws(ReadFailure) -> [RunInput] {
    if entries.contains(where: { $0.path == path }) {
      let exact = try file(among: entries)
      return [RunInput(path: name(of: exact)) { open(exact) }]
    }
    guard !entries.isEmpty || path.isEmpty else {
      throw ReadFailure(because: "is not in that revision: compare its folder where the file is new")
    }
    let skipped = path.isEmpty ? 0 : path.utf8.count + 1
    let reached = ReachedPaths(entries)
    var inputs: [RunInput] = []
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      let below = String(decoding: entry.path.utf8.dropFirst(skipped), as: UTF8.self)
      switch entry.kind {
      case .file:
        guard isRead(entry.path) else { break }
        inputs.append(RunInput(path: name(of: entry), relativePath: below, isFound: true) { open(entry) })
      case .link:
        // What it leads to is read by its own path where that is one of the list.
        guard isRead(entry.path), !reached.contain(targetOf: entry, open(entry)) else { break }
        let failure = ReadFailure(because: "is a link that leads out of what is compared, which is not followed")
        inputs.append(RunInput(path: name(of: entry), relativePath: below, failure: failure))
      case .submodule:
        let failure = ReadFailure(because: "is a submodule, whose files this repository does not have")
        inputs.append(RunInput(path: name(of: entry), relativePath: below, failure: failure))
      }
    }
    return inputs
  }

  /// The one file that the path names.
  func file(among entries: [Entry]) throws(ReadFailure) -> Entry {
    guard let exact = entries.first(where: { $0.path == path }) else {
      throw ReadFailure(because: "is not in that revision")
    }
    guard exact.kind == .file else { throw ReadFailure(because: "is not a file in that revision") }
    return exact
  }

  private func name(of entry: Entry) -> String { "\(Self.mark)\(revision):\(entry.path)" }
}

/// The files and folders of a list, by which it is told where a link leads.
private struct ReachedPaths {
  private var paths: Set<Substring> = [""]

  init(_ entries: [GitAddress.Entry]) {
    for entry in entries where entry.kind == .file {
      var path = entry.path[...]
      // Whoever knows a folder knows those above it.
      while paths.insert(path).inserted, let slash = path.lastIndex(of: "/") { path = path[..<slash] }
    }
  }

  /// - Parameter read: reads what a link says, which is the path that it leads to.
  func contain(targetOf link: GitAddress.Entry, _ read: @escaping ReadBytes) -> Bool {
    guard let bytes = try? wholeContent(of: read, limit: 4_096), bytes.first != ASCII.slash else { return false }
    var parts = link.path.split(separator: "/").dropLast().map(String.init)
    for part in String(decoding: bytes, as: UTF8.self).split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else { return false }
    }
    return paths.contains(parts.joined(separator: "/")[...])
  }
}
