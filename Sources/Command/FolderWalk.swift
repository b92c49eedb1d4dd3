import ScopeAudit
import ScopeDocuments
import ScopeRun

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds every file that paths lead to, each once, and accounts for what it does not open.
struct FolderWalk {
  private(set) var inputs: [RunInput] = []
  private(set) var skipped: [CheckRun.Skipped] = []
  private var seen: Set<Identity> = []
  private let excluded: Set<String>

  /// A file or folder, whatever path leads to it.
  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  /// - Parameters:
  ///   - paths: files, folders and "-"; hidden folders and linked ones are walked as any other.
  ///   - excluded: the gate's own files, which are not meant where a folder is given.
  init(_ paths: [String], excluding excluded: [String] = []) {
    self.excluded = Set(excluded.filter { !GitRevision.isNamed(by: $0) }.map(OutputPath.identity))
    for path in paths { take(path) }
  }

  private mutating func take(_ path: String) {
    guard path != "-", let status = Self.status(path) else { return inputs.append(RunInput(file: path)) }
    guard Self.kind(status) == .folder else {
      // A pipe that somebody names is meant to be read.
      if Self.kind(status) == .file, !seen.insert(Self.identity(status)).inserted { return }
      return inputs.append(RunInput(file: path))
    }
    let below = inputs.count
    let before = skipped.count
    walk(path, status, relative: "")
    inputs[below...].sort { $0.relativePath < $1.relativePath }
    skipped[before...].sort { $0.path < $1.path }
  }

  private mutating func walk(_ folder: String, _ status: stat, relative: String) {
    guard seen.insert(Self.identity(status)).inserted else { return }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      let reason = "cannot be listed: check the permissions of the folder"
      return inputs.append(
        RunInput(path: folder, relativePath: relative, failure: ReadFailure(reason: reason)))
    }
    // What a link leads to is called by its own path where it has one below.
    var links: [String] = []
    for name in names {
      if Self.isLink("\(folder)/\(name)") { links.append(name) } else { visit(name, in: folder, relative) }
    }
    for name in links { visit(name, in: folder, relative) }
  }

  private mutating func visit(_ name: String, in folder: String, _ relative: String) {
    let path = "\(folder)/\(name)"
    let below = relative.isEmpty ? name : "\(relative)/\(name)"
    let status = Self.status(path)
    switch FolderEntry(status.map(Self.kind) ?? .nothing, name: name) {
    case .skip(let why): skipped.append(CheckRun.Skipped(path: path, why: why))
    case .descend: if let status { walk(path, status, relative: below) }
    case .read:
      guard let status, seen.insert(Self.identity(status)).inserted else { return }
      if !excluded.isEmpty, excluded.contains(OutputPath.identity(of: path)) {
        skipped.append(CheckRun.Skipped(path: path, why: "this is a file of the gate itself"))
      } else {
        inputs.append(RunInput(file: path, relativePath: below, isFound: true))
      }
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  private static func kind(_ status: stat) -> FolderEntry.Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }
}
