import ScopeDocuments
import ScopeValues

/// Files as a run asks for them; nothing but these functions touches the system, so that a test can hand in its own.
package struct FileTree: Sendable {
  /// What stands at a path; nil for nothing.
  package var status: @Sendable (_ path: String, _ followsLinks: Bool) -> FileStatus?
  /// The names in a folder; nil where it cannot be listed.
  package var names: @Sendable (_ folder: String) -> [String]?
  /// The absolute path without symbolic links; as it is where nothing stands there.
  package var resolved: @Sendable (_ path: String) -> String
  /// Opens a path, or standard input for "-".
  package var open: @Sendable (_ path: String) -> ReadBytes
  /// Starts git with some arguments and hands out what it prints.
  package var git: @Sendable (_ arguments: [String]) -> ReadBytes
  /// Whether something is piped in, or a file is given as standard input.
  package var isPiped: @Sendable () -> Bool
  /// What counts what is read; nil where nobody watches.
  package let progress: RunProgress?

  package init(
    status: @escaping @Sendable (_ path: String, _ followsLinks: Bool) -> FileStatus?,
    names: @escaping @Sendable (_ folder: String) -> [String]?,
    resolved: @escaping @Sendable (_ path: String) -> String,
    open: @escaping @Sendable (_ path: String) -> ReadBytes,
    git: @escaping @Sendable (_ arguments: [String]) -> ReadBytes,
    isPiped: @escaping @Sendable () -> Bool = { false }, progress: RunProgress? = nil
  ) {
    self.status = status
    self.names = names
    self.resolved = resolved
    if let progress {
      self.open = { path in progress.counting(path, open(path)) }
    } else {
      self.open = open
    }
    self.git = git
    self.isPiped = isPiped
    self.progress = progress
  }

  func kind(_ path: String) -> FileStatus.Kind? { status(path, true)?.kind }

  /// What two spellings of one path have in common.
  package func identity(_ path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : resolved(".") + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return resolved("/" + parts.joined(separator: "/"))
  }

  /// A file, or standard input for "-", that is opened when the run comes to it.
  package func input(_ path: String, relativePath: String = "", isFound: Bool = false) -> RunInput {
    var input = RunInput(path: path, relativePath: relativePath, isFound: isFound) { open(path) }
    input.beside = { name in
      RunInput.isBelow(name, folderOf: path) && kind(name) != nil ? self.input(name) : nil
    }
    if isFound { input.isIgnored = { isIgnored(path) } }
    return input
  }

  /// Whether git leaves a file out of its repository because of .gitignore and the like. What is committed all the same
  /// is not ignored, so that no change of a repository hides a file of it.
  private func isIgnored(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), kind("\(path[..<slash])") == .folder else { return false }
    var answer = ByteSource(
      git([
        // A monitor is a program that the repository names.
        "-C", String(path[..<slash]), "-c", "core.fsmonitor=false", "ls-files", "--others", "--ignored",
        "--exclude-standard", "-z", "--", String(path[path.index(after: slash)...]),
      ]))
    return (try? answer.text(upTo: 1 << 10))?.isEmpty == false
  }

  /// A file, or standard input for "-", that can be opened more than once.
  package func reopenable(_ path: String) -> RunInput {
    guard path == "-" else { return input(path) }
    var source = ByteSource(open(path))
    do throws(ReadFailure) {
      return RunInput(path: path, bytes: try source.text(upTo: Self.largestKept))
    } catch {
      return RunInput(path: path, failure: error)
    }
  }

  /// How many bytes of standard input are kept.
  private static let largestKept = 512 << 20

  /// - Parameters:
  ///   - named: what the command line names.
  ///   - what: ends the sentence "Nothing is named …".
  /// - Throws: ``UsageProblem`` where nothing is named, and nothing piped in.
  package func expect(_ named: [String], _ what: String) throws(UsageProblem) {
    if named.isEmpty, !isPiped() { throw UsageProblem("Nothing is named \(what)") }
  }

  /// The lines of standard input that hold anything.
  package func piped() -> [String] {
    var source = ByteSource(open("-"))
    let text = (try? source.text(upTo: 1 << 20)) ?? []
    return text.split { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }.map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.contains { !$0.isWhitespace } }
  }

  /// A folder's path without empty parts, so that its files have one path each: `infra/`, `infra//dev`.
  ///
  /// What is written after the folder begins with a slash.
  static func folder(_ path: String) -> String {
    guard path.hasSuffix("/") || path.dropFirst().contains("//") else { return path }
    return (path.hasPrefix("/") ? "/" : "") + path.split(separator: "/").joined(separator: "/")
  }

  /// The paths to read: files as they are, folders as the files below them that are read, sorted; what git keeps for
  /// itself is left out, and links are not followed.
  ///
  /// - Parameter isRead: whether a file of a folder is read, by its name.
  package func expand(_ paths: [String], isRead: (String) -> Bool) -> [String] {
    let found = paths.flatMap { named -> [String] in
      guard named != "-", status(named, false)?.kind == .folder, names(named) != nil else { return [named] }
      let path = Self.folder(named)
      var found: [String] = []
      var folders = [""]
      while let below = folders.popLast() {
        for name in names(below.isEmpty ? path : "\(path)/\(below)") ?? [] where below != "" || name != ".git" {
          let relative = below.isEmpty ? name : "\(below)/\(name)"
          if status("\(path)/\(relative)", false)?.kind == .folder {
            folders.append(relative)
          } else if isRead(relative) {
            found.append(relative)
          }
        }
      }
      return found.sorted().map { "\(path)/\($0)" }
    }
    for path in found { expect(path, status(path, true)) }
    return found
  }

  /// Counts a file as one that is going to be read.
  func expect(_ path: String, _ status: FileStatus?) {
    guard let progress, path != "-", let status, status.kind == .file else { return }
    progress.expect(path, bytes: status.size)
  }
}

/// What the file system says of a path: what stands there, and which file it is, whatever it is called.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Sendable { case file, folder, pipe, socket, device, link }

  /// Links and spellings of one file have the same identity.
  package struct Identity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    package init(device: UInt64, number: UInt64) {
      self.device = device
      self.number = number
    }
  }

  package let kind: Kind
  package let identity: Identity
  /// Bytes.
  package let size: Int

  package init(kind: Kind, identity: Identity, size: Int = 0) {
    self.kind = kind
    self.identity = identity
    self.size = size
  }
}
