import ScopeValues

/// The projects of C# in which one file imports the beta library for all of them: `global using Microsoft.Graph.Beta`.
struct BetaProjects {
  private var projects: Set<String> = []
  private var importing: [String] = []
  /// The folders below which all files use the library.
  private var folders: Set<String> = []

  var isEmpty: Bool { folders.isEmpty }

  mutating func add(_ file: CodeFile) {
    let path = file.source.path
    if ProjectCode.isProject(path) { projects.insert(Self.folders(of: path)[0]) }
    if file.importsBeta, file.source.mentions("global using microsoft.graph.beta") { importing.append(path) }
  }

  /// Settles the folders once all files are known: that of the project's file, or else that of the file that imports.
  mutating func seal() {
    for path in importing {
      let all = Self.folders(of: path)
      folders.insert(all.first(where: projects.contains) ?? all[0])
    }
  }

  /// Whether a file lies in such a project.
  func hold(_ path: String) -> Bool { Self.folders(of: path).contains(where: folders.contains) }

  /// The folders around a file with the slash behind them, the nearest first; the top is empty.
  private static func folders(of path: String) -> [String] {
    path.indices.reversed().filter { path[$0] == "/" }.prefix(64).map { String(path[...$0]) } + [""]
  }
}
