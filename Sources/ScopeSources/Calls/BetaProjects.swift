import ScopeValues

/// The projects of C# in which one file imports the beta library for all of them: `global using Microsoft.Graph.Beta`.
struct BetaProjects {
  private var projects: [String] = []
  private var importing: [String] = []

  var isEmpty: Bool { importing.isEmpty }

  mutating func add(_ file: CodeFile) {
    let path = file.source.path
    if ProjectCode.isProject(path) { projects.append(Self.folder(of: path)) }
    if file.importsBeta, file.source.mentions("global using microsoft.graph.beta") { importing.append(path) }
  }

  /// Whether a file lies in such a project: below the folder of the project's file, or else of the file that imports.
  func hold(_ path: String) -> Bool {
    importing.contains { file in
      let folders = projects.filter { file.hasPrefix($0) }
      return path.hasPrefix(folders.max { $0.utf8.count < $1.utf8.count } ?? Self.folder(of: file))
    }
  }

  /// A file's folder with the slash behind it; nothing at the top.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
