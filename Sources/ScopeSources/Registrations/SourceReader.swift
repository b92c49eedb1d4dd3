import ScopeValues

/// Reads the registrations that a run's source files declare; files of one folder belong together.
package struct SourceReader {
  package internal(set) var registrations: DeclaredRegistrations
  /// The files that were read as source: what else of the inputs there is, others read.
  package internal(set) var paths: Set<String> = []
  /// Files that belong to a declaration, and are no input of their own.
  package internal(set) var usedFiles: Set<String> = []

  package enum Kind: Sendable {
    case terraform, terraformValues, bicep, bicepParameters, powerShell, shell, pipeline, prose
  }

  /// The language of a file, by the end of its name; nil for one that declares nothing.
  package static func kind(of path: String) -> Kind? {
    let name = path.lowercased()
    let endings: [(String, Kind)] = [
      (".tf", .terraform), (".tf.json", .terraform), (".tofu", .terraform), (".tofu.json", .terraform),
      (".tfvars", .terraformValues), (".tfvars.json", .terraformValues), (".bicep", .bicep),
      (".bicepparam", .bicepParameters),
      (".yml", .pipeline), (".yaml", .pipeline), (".ps1", .powerShell), (".psm1", .powerShell), (".sh", .shell),
      (".bash", .shell), (".zsh", .shell), (".azcli", .shell), (".md", .prose), (".markdown", .prose),
    ]
    return endings.first { name.hasSuffix($0.0) }?.1
  }

  /// - Parameter open: the bytes of a file by its path; nil where there is none or it is not to be read.
  package init(_ files: [SourceText], open: (String) -> [UInt8]?) {
    registrations = DeclaredRegistrations(Declarations(), comments: SourceComments())
    var declarations = Declarations()
    var comments = SourceComments()
    var folders: [String: [SourceText]] = [:]
    for file in files {
      switch Self.kind(of: file.path) {
      case .terraform, .terraformValues, .bicepParameters, .bicep:
        folders[Self.folder(of: file.path), default: []].append(file)
      default: break
      }
    }
    declarations.add(terraform(folders, &comments, open))
    declarations.add(bicep(folders, &comments, open))
    for file in files.sorted(by: { $0.path < $1.path }) {
      switch Self.kind(of: file.path) {
      case .powerShell: declarations.add(script(file, .powerShell, &comments, open))
      case .shell: declarations.add(script(file, .shell, &comments, open))
      case .pipeline: declarations.add(embedded(PipelineScripts.texts(file), &comments, open))
      case .prose: declarations.add(embedded(FencedSources.texts(file), &comments, open))
      default: break
      }
    }
    usedFiles.formUnion(declarations.usedFiles)
    registrations = DeclaredRegistrations(declarations, comments: comments)
  }

  /// Scripts and templates that stand in a file of another kind.
  private mutating func embedded(
    _ texts: [EmbeddedSource], _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var result = Declarations()
    for embedded in texts {
      let folder = Self.folder(of: embedded.text.path)
      switch embedded.language {
      case .shell, .powerShell: result.add(script(embedded.text, embedded.language, &comments, open))
      case .terraform: result.add(terraform([embedded.text], [], folder, &comments, open))
      case .bicep: result.add(bicep([folder: [embedded.text]], &comments, open))
      }
    }
    return result
  }

  /// A path that is written in a file of a folder; nil where it leads out of the folders that are read.
  static func path(_ name: String, in folder: String) -> String? {
    guard !name.hasPrefix("/"), !name.contains(":"), !name.utf8.contains(0) else { return nil }
    var parts = folder.split(separator: "/").map(String.init)
    for part in name.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(String(part))
      }
    }
    return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
