import ScopeDocuments
import ScopeRun
import ScopeValues

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

/// Opens inputs and finds the files of a folder.
enum InputFile {
  static let endings = [".json", ".jsonc", ".json5", ".ndjson", ".jsonl", ".tfstate"].flatMap { [$0, $0 + ".gz"] }

  /// The paths to read: files as they are, folders as the JSON files below them, sorted.
  ///
  /// Of folders, what git keeps for itself is left out, and settings are.
  ///
  /// - Parameter excluded: files that are not meant where a folder is given.
  static func expand(_ paths: [String], endings: [String] = endings, excluding excluded: [String] = []) -> [String] {
    let excluded = Set(excluded.map(OutputPath.identity))
    return paths.flatMap { path -> [String] in
      var isFolder: Bool {
        (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
      }
      guard path != "-", isFolder, let below = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
        return [path]
      }
      return below.filter { name in isInput(name, endings: endings) && !name.hasPrefix(".git/") }
        .sorted().map { "\(path)/\($0)" }
        .filter { excluded.isEmpty || !excluded.contains(OutputPath.identity(of: $0)) }
    }
  }

  /// Whether a file of a folder is read.
  static func isInput(_ name: String, endings: [String] = endings) -> Bool {
    endings.contains { name.lowercased().hasSuffix($0) }
      && name.split(separator: "/").last.map(String.init) != ConfigurationFile.name
  }

  /// Opens a path, or standard input for "-", for reading in pieces.
  @Sendable
  static func reader(_ path: String) -> ReadBytes {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    let reason = descriptor < 0 ? String(cString: strerror(errno)) : ""
    ReadFiles.add(descriptor)
    var isAtEnd = false
    return { buffer throws(ReadFailure) in
      // The number of a closed descriptor may be another file's by now.
      if isAtEnd { return 0 }
      guard descriptor >= 0 else { throw ReadFailure(reason: "cannot be opened: \(reason)") }
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { throw ReadFailure(reason: "cannot be read: \(String(cString: strerror(errno)))") }
      if count == 0 {
        isAtEnd = true
        if descriptor != 0 { close(descriptor) }
      }
      return count
    }
  }
}

extension RunInput {
  /// A file, or standard input for "-", that is opened when the run comes to it.
  init(file path: String, relativePath: String = "", isFound: Bool = false) {
    self.init(path: path, relativePath: relativePath, isFound: isFound) { InputFile.reader(path) }
    beside = { name in
      // A source names files below its own folder; nothing leads out of it.
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      let isBelow =
        name.hasPrefix(folder) && !name.split(separator: "/").contains("..")
        && (folder.isEmpty == !name.hasPrefix("/") || !folder.isEmpty)
      return isBelow && FileManager.default.fileExists(atPath: name) ? RunInput(file: name) : nil
    }
  }
}
