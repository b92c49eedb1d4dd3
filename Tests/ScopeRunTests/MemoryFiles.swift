import ScopeDocuments
import ScopeRun

/// A file system in memory: paths are absolute, and what ends in a slash is a folder.
struct MemoryFiles {
  static let workingFolder = "/work"

  /// Texts by path.
  var files: [String: String] = [:]
  /// What is no text, by path.
  var archives: [String: [UInt8]] = [:]
  /// Where links lead.
  var links: [String: String] = [:]
  /// What stands at a path beside files and folders.
  var others: [String: FileStatus.Kind] = [:]
  /// What git prints, by its first argument.
  var git: [String: String] = [:]
  /// Whether something is piped in.
  var isPiped = false

  var tree: FileTree {
    let files = self
    return FileTree(
      status: { path, followsLinks in files.status(Self.absolute(path), followsLinks) },
      names: { files.names(files.target(Self.absolute($0))) },
      resolved: { files.target(Self.absolute($0)) },
      open: { path in
        let path = files.target(Self.absolute(path))
        guard let bytes = files.archives[path] ?? files.files[path].map({ Array($0.utf8) }) else {
          return { _ throws(ReadFailure) in throw ReadFailure(because: "cannot be opened: nothing is there") }
        }
        return readBytes(of: bytes)
      },
      git: { arguments in
        guard let text = files.git[arguments[0]] else {
          return { _ throws(ReadFailure) in throw ReadFailure(because: "cannot be read: git failed") }
        }
        return readBytes(of: Array(text.utf8))
      }, isPiped: { files.isPiped })
  }

  private static func absolute(_ path: String) -> String {
    let whole = path == "." ? workingFolder : path.hasPrefix("/") ? path : "\(workingFolder)/\(path)"
    guard whole.hasSuffix("/") || whole.contains("/./") else { return whole }
    return "/" + whole.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private func target(_ path: String) -> String {
    for (link, target) in links where path == link || path.hasPrefix(link + "/") {
      return target + path.dropFirst(link.count)
    }
    return path
  }

  private func status(_ path: String, _ followsLinks: Bool) -> FileStatus? {
    if !followsLinks, links[path] != nil { return status(.link, path) }
    let path = target(path)
    if let other = others[path] { return status(other, path) }
    if files[path] != nil || archives[path] != nil { return status(.file, path) }
    return names(path) == nil ? nil : status(.folder, path)
  }

  private func status(_ kind: FileStatus.Kind, _ path: String) -> FileStatus {
    let number = path.utf8.reduce(5_381) { ($0 &* 33) ^ UInt64($1) }
    return FileStatus(kind: kind, identity: .init(device: 1, number: number))
  }

  /// In no order that anybody should rely on.
  private func names(_ folder: String) -> [String]? {
    let below = [Array(files.keys), Array(archives.keys), Array(links.keys), Array(others.keys)].joined()
      .filter { $0.hasPrefix(folder + "/") }
    let names = Set(below.map { String($0.dropFirst(folder.count + 1).prefix { $0 != "/" }) })
    return names.isEmpty ? nil : names.sorted(by: >)
  }
}
