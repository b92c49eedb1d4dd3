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
import ScopeDocuments

/// Opens inputs and finds the files of a folder.
enum InputFile {
  static let endings = [".json", ".jsonc", ".ndjson", ".jsonl", ".tfstate"]

  /// The paths to read: files as they are, folders as the JSON files below them, sorted.
  static func expand(_ paths: [String], endings: [String] = endings) -> [String] {
    paths.flatMap { path -> [String] in
      var isFolder: Bool { (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory }
      guard path != "-", isFolder, let below = try? FileManager.default.subpathsOfDirectory(atPath: path) else { return [path] }
      return below.filter { name in endings.contains { name.hasSuffix($0) } }.sorted().map { "\(path)/\($0)" }
    }
  }

  /// Opens a path, or standard input for "-", for reading in pieces.
  static func reader(_ path: String) -> ReadBytes {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    let reason = descriptor < 0 ? String(cString: strerror(errno)) : ""
    return { buffer throws(ReadFailure) in
      guard descriptor >= 0 else { throw ReadFailure(reason: "cannot be opened: \(reason)") }
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { throw ReadFailure(reason: "cannot be read: \(String(cString: strerror(errno)))") }
      if count == 0, descriptor != 0 { close(descriptor) }
      return count
    }
  }
}
