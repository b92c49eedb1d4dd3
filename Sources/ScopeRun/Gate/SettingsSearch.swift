import ScopeDocuments
import ScopeValues

/// Finds the settings that belong to inputs: the nearest file from their folder up to the repository's root.
package struct SettingsSearch: Sendable {
  private let tree: FileTree
  /// The name of what is looked for, and the option that chooses one.
  private let name: String
  private let option: String

  package init(in tree: FileTree) { self.init(in: tree, name: ConfigurationFile.name, option: "--config") }

  private init(in tree: FileTree, name: String, option: String) {
    self.tree = tree
    self.name = name
    self.option = option
  }

  /// Finds the accepted findings that belong to inputs where no settings name them.
  static func suppressions(in tree: FileTree) -> SettingsSearch {
    SettingsSearch(in: tree, name: SuppressionFile.name, option: "--suppressions")
  }

  /// The settings of all inputs, as they are called from the working folder; nil where there are none.
  ///
  /// - Throws: ``UsageProblem`` where two inputs, or two files below one of them, belong to different settings.
  package func settings(of paths: [String]) throws(UsageProblem) -> String? {
    var byFolder: [String: String?] = [:]
    var found: (input: String, path: String?)?
    for path in paths {
      let root = tree.resolved(folder(of: path))
      let files = tree.expand([path], isRead: FolderEntry.isRegistrationFile)
      for input in files.isEmpty ? [path] : files {
        let folder = folder(of: input)
        let key = "\(root)\0\(folder)"
        let path = byFolder[key] ?? nearest(to: tree.resolved(folder), root: root)
        byFolder[key] = .some(path)
        if let found, found.path != path {
          throw UsageProblem(
            "\(SafeText.line(found.input)) and \(SafeText.line(input)) belong to different \(name) files. Audit them apart, or choose with \(option)."
          )
        }
        found = (input, path)
      }
    }
    return found?.path.map { Self.path($0, from: tree.resolved(".")) }
  }

  /// The settings of the working folder.
  package func settings(near path: String) -> String? {
    let folder = tree.resolved(folder(of: path))
    return nearest(to: folder, root: folder)
  }

  package func settingsHere() -> String? {
    let here = tree.resolved(".")
    return nearest(to: here, root: here).map { Self.path($0, from: here) }
  }

  /// The folder that an input stands in; the working folder for standard input.
  private func folder(of input: String) -> String {
    if input == "-" { return "." }
    return tree.kind(input) == .folder ? input : Self.parent(of: input) ?? "."
  }

  /// The settings of one folder.
  ///
  /// Outside of a repository nothing above `root` counts: who knows who may write there.
  private func nearest(to folder: String, root: String) -> String? {
    var candidates: [String] = []
    var current = folder
    /// How many candidates count outside of a repository.
    var named = 1
    while true {
      let prefix = current == "/" ? "" : current
      candidates.append("\(prefix)/\(name)")
      if current == root { named = candidates.count }
      if tree.kind("\(prefix)/.git") != nil { break }
      guard current != "/", let parent = Self.parent(of: current) else {
        candidates.removeSubrange(named...)
        break
      }
      current = parent
    }
    return candidates.first { tree.kind($0) != nil }
  }

  /// The folder of a path; nil where the path names none.
  package static func parent(of path: String) -> String? {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }

  /// A path as it is called from the working folder, so that reports do not tell where on a machine it lies.
  static func path(_ path: String, from workingFolder: String) -> String {
    let here = workingFolder.split(separator: "/")
    let there = path.split(separator: "/")
    let shared = zip(here, there).prefix { $0 == $1 }.count
    guard shared > 0 else { return path }
    return (Array(repeating: "..", count: here.count - shared) + there[shared...]).joined(separator: "/")
  }
}
