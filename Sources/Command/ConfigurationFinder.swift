import ArgumentParser
import ScopeDocuments
import ScopeReports
import ScopeValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds the settings that belong to inputs: the nearest file from their folder up to the repository's root.
enum ConfigurationFinder {
  /// Outside of a repository nothing above the folder counts that was named, or in which the named file stands:
  /// who knows who may write there.
  ///
  /// - Throws: where two inputs, or two files below one of them, belong to different settings.
  static func find(for paths: [String]) throws -> String? {
    var byFolder: [String: String?] = [:]
    var found: (input: String, path: String?)?
    let inputs = paths.flatMap { path -> [(input: String, root: String)] in
      let (files, root) = (InputFile.expand([path]), folder(of: path))
      return files.isEmpty ? [(path, root)] : files.map { ($0, root) }
    }
    for (input, root) in inputs {
      let folder = folder(of: input)
      let key = "\(root)\0\(folder)"
      let path = byFolder[key] ?? search(from: resolved(folder), root: resolved(root))
      byFolder[key] = .some(path)
      if let found, found.path != path {
        throw ValidationError(
          "\(SafeText.line(found.input)) and \(SafeText.line(input)) belong to different \(ConfigurationFile.name) files. Audit them apart, or choose with --config."
        )
      }
      found = (input, path)
    }
    return found?.path.map(fromWorkingFolder)
  }

  /// The settings of the working folder.
  static func findHere() -> String? {
    search(from: resolved("."), root: resolved(".")).map(fromWorkingFolder)
  }

  /// The path from the working folder, so that reports do not tell where on a machine it lies.
  private static func fromWorkingFolder(_ path: String) -> String {
    let here = resolved(".").split(separator: "/")
    let there = path.split(separator: "/")
    let shared = zip(here, there).prefix { $0 == $1 }.count
    guard shared > 0 else { return path }
    return (Array(repeating: "..", count: here.count - shared) + there[shared...]).joined(separator: "/")
  }

  /// The folder that an input stands in; the working folder for standard input.
  private static func folder(of input: String) -> String {
    var status = stat()
    let isFolder = stat(input, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let parent = input.lastIndex(of: "/").map { $0 == input.startIndex ? "/" : String(input[..<$0]) } ?? "."
    return input == "-" ? "." : isFolder ? input : parent
  }

  /// The absolute path without symbolic links; as it is where nothing stands there.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func search(from folder: String, root: String) -> String? {
    var candidates: [String] = []
    var current = folder
    /// How many candidates count outside of a repository.
    var named = 1
    while true {
      let prefix = current == "/" ? "" : current
      candidates.append("\(prefix)/\(ConfigurationFile.name)")
      if current == root { named = candidates.count }
      if access("\(prefix)/.git", F_OK) == 0 { break }
      guard let slash = current.lastIndex(of: "/"), current != "/" else {
        candidates.removeSubrange(named...)
        break
      }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
    }
    return candidates.first { access($0, F_OK) == 0 }
  }
}
