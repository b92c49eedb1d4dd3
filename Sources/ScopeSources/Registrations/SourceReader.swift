/// Reads the registrations that a run's source files declare; files of one folder belong together.
package struct SourceReader {
  package private(set) var registrations: DeclaredRegistrations
  /// The files that were read as source: what else of the inputs there is, others read.
  package private(set) var paths: Set<String> = []
  /// Files that belong to a declaration, and are no input of their own.
  package private(set) var usedFiles: Set<String> = []

  package enum Kind: Sendable {
    case terraform, terraformValues, bicep, bicepParameters, powerShell, shell
  }

  /// The language of a file, by the end of its name; nil for one that declares nothing.
  package static func kind(of path: String) -> Kind? {
    let name = path.lowercased()
    let endings: [(String, Kind)] = [
      (".tf", .terraform), (".tfvars", .terraformValues), (".bicep", .bicep), (".bicepparam", .bicepParameters),
      (".ps1", .powerShell), (".psm1", .powerShell), (".sh", .shell), (".bash", .shell), (".zsh", .shell),
    ]
    return endings.first { name.hasSuffix($0.0) }?.1
  }

  /// - Parameter open: the bytes of a file by its path; nil where there is none or it is not to be read.
  package init(_ files: [SourceText], open: (String) -> [UInt8]?) {
    var declarations = Declarations()
    var comments = SourceComments()
    var folders: [String: [SourceText]] = [:]
    for file in files {
      guard let kind = Self.kind(of: file.path) else { continue }
      switch kind {
      case .terraform, .terraformValues, .bicepParameters, .bicep:
        folders[Self.folder(of: file.path), default: []].append(file)
      case .powerShell, .shell: break
      }
    }
    for (_, files) in folders.sorted(by: { $0.key < $1.key }) {
      let terraform = files.filter { Self.kind(of: $0.path) == .terraform }
      if terraform.contains(where: { SourceMarks.terraform.found(in: $0.bytes) }) {
        let outlines = terraform.map { TerraformParser.outline($0) }
        for outline in outlines { comments.add(outline) }
        let values = files.filter { Self.kind(of: $0.path) == .terraformValues }.sorted { $0.path < $1.path }
        var module = TerraformModule(outlines, values: values.map { TerraformParser.outline($0) })
        let found = module.declarations()
        if !found.isEmpty { paths.formUnion((terraform + values).map(\.path)) }
        declarations.add(found)
      }
    }
    usedFiles = declarations.usedFiles
    registrations = DeclaredRegistrations(declarations, comments: comments)
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

/// Words without which a file declares no registration, so that nobody else's sources are parsed.
struct SourceMarks: Sendable {
  private let words: [[UInt8]]

  /// - Parameter words: in lower case.
  init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

  static let terraform = SourceMarks(["azuread_", "msgraph_", "microsoft.graph/"])
  static let bicep = SourceMarks(["microsoft.graph/", ".bicep'"])
  static let powerShell = SourceMarks([
    "mgapplication", "azadapp", "azureadapplication", "azureadmsapplication", "approleassignment", "ad app",
    "aadapplication",
    "m365dscazureadapplication", "requiredresourceaccess", "oauth2permissiongrant", "entra app", "entraapplication",
    "entrabetaapplication", "azadapplication", "pnpazureadapp", "pnpentraidapp", "aad app",
  ])
  static let shell = SourceMarks([
    "ad app", "approleassign", "entra app", "aad app", "/applications", "oauth2permissiongrants",
  ])

  /// Whether any of the words stands in the bytes, in any letter case.
  func found(in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      words.contains { word in
        guard buffer.count >= word.count, let first = word.first else { return false }
        var index = 0
        while index + word.count <= buffer.count {
          if buffer[index] | 0x20 == first | 0x20 {
            var offset = 1
            while offset < word.count, Self.folded(buffer[index + offset]) == word[offset] { offset += 1 }
            if offset == word.count { return true }
          }
          index += 1
        }
        return false
      }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
