#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import ArgumentParser
import ScopeDocuments
import ScopeReports

/// Finds the settings that belong to inputs: the nearest file from their folder up to the repository's root.
enum ConfigurationFinder {
  /// Outside of a repository only the input's own folder counts: who knows who may write above it.
  ///
  /// - Throws: where two inputs belong to different settings.
  static func find(for inputs: [String]) throws -> String? {
    var byFolder: [String: String?] = [:]
    var found: (input: String, path: String?)?
    for input in inputs {
      let folder = folder(of: input)
      let path = byFolder[folder] ?? search(from: folder)
      byFolder[folder] = .some(path)
      if let found, found.path != path {
        throw ValidationError(
          "\(SafeText.line(found.input)) and \(SafeText.line(input)) belong to different \(ConfigurationFile.name) files. Audit them apart, or choose with --config.")
      }
      found = (input, path)
    }
    return found?.path.map(fromWorkingFolder)
  }

  /// The path from the working folder, so that reports do not tell where on a machine it lies.
  private static func fromWorkingFolder(_ path: String) -> String {
    let here = folder(of: ".").split(separator: "/")
    let there = path.split(separator: "/")
    let shared = zip(here, there).prefix { $0 == $1 }.count
    guard shared > 0 else { return path }
    return (Array(repeating: "..", count: here.count - shared) + there[shared...]).joined(separator: "/")
  }

  /// The absolute folder that an input stands in; the working folder for standard input.
  private static func folder(of input: String) -> String {
    var status = stat()
    let isFolder = stat(input, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let parent = input.lastIndex(of: "/").map { $0 == input.startIndex ? "/" : String(input[..<$0]) } ?? "."
    let path = input == "-" ? "." : isFolder ? input : parent
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func search(from folder: String) -> String? {
    var candidates: [String] = []
    var current = folder
    while true {
      let prefix = current == "/" ? "" : current
      candidates.append("\(prefix)/\(ConfigurationFile.name)")
      if access("\(prefix)/.git", F_OK) == 0 { break }
      guard let slash = current.lastIndex(of: "/"), current != "/" else {
        candidates.removeSubrange(1...)
        break
      }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
    }
    return candidates.first { access($0, F_OK) == 0 }
  }
}
