import ScopeValues

/// Reads the registrations that a run's source files declare; files of one folder belong together.
package struct SourceReader {
  package private(set) var registrations: DeclaredRegistrations
  /// The files that were read as source: what else of the inputs there is, others read.
  package private(set) var paths: Set<String> = []
  /// Files that belong to a declaration, and are no input of their own.
  package private(set) var usedFiles: Set<String> = []

  package enum Kind: Sendable {
    case terraform, terraformValues, bicep, bicepParameters, powerShell, shell, pipeline
  }

  /// The language of a file, by the end of its name; nil for one that declares nothing.
  package static func kind(of path: String) -> Kind? {
    let name = path.lowercased()
    let endings: [(String, Kind)] = [
      (".tf", .terraform), (".tfvars", .terraformValues), (".bicep", .bicep), (".bicepparam", .bicepParameters),
      (".yml", .pipeline), (".yaml", .pipeline), (".ps1", .powerShell), (".psm1", .powerShell), (".sh", .shell),
      (".bash", .shell), (".zsh", .shell),
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
      guard let kind = Self.kind(of: file.path) else { continue }
      switch kind {
      case .terraform, .terraformValues, .bicepParameters, .bicep:
        folders[Self.folder(of: file.path), default: []].append(file)
      case .powerShell, .shell, .pipeline: break
      }
    }
    var called: Set<String> = []
    var terraform: [(folder: String, found: Declarations)] = []
    for folder in folders.keys.sorted() {
      let found = self.terraform(folder, folders, [:], &comments, &called, depth: 0)
      terraform.append((folder, found))
    }
    // What is a module of another folder was read with what that folder gives it.
    for (folder, found) in terraform where !called.contains(folder) { declarations.add(found) }
    for (folder, files) in folders.sorted(by: { $0.key < $1.key }) {
      declarations.add(bicep(files, folder, &comments, open))
    }
    for file in files.sorted(by: { $0.path < $1.path }) {
      guard let kind = Self.kind(of: file.path) else { continue }
      switch kind {
      case .powerShell, .shell: declarations.add(script(file, kind, &comments, open))
      case .pipeline:
        guard SourceMarks.shell.found(in: file.bytes) || SourceMarks.powerShell.found(in: file.bytes) else { continue }
        let scripts = PipelineScripts(file)
        if let text = scripts.shell { declarations.add(script(text, .shell, &comments, open)) }
        if let text = scripts.powerShell { declarations.add(script(text, .powerShell, &comments, open)) }
      default: break
      }
    }
    usedFiles.formUnion(declarations.usedFiles)
    registrations = DeclaredRegistrations(declarations, comments: comments)
  }

  /// Modules within modules that are followed.
  private static let maximumDepth = 4

  private mutating func terraform(
    _ folder: String, _ folders: [String: [SourceText]], _ given: [String: SourceValue],
    _ comments: inout SourceComments,
    _ called: inout Set<String>, depth: Int
  ) -> Declarations {
    let files = (folders[folder] ?? []).filter { Self.kind(of: $0.path) == .terraform }.sorted { $0.path < $1.path }
    let isMarked = files.contains {
      SourceMarks.terraform.found(in: $0.bytes) || SourceMarks.modules.found(in: $0.bytes)
    }
    guard isMarked else { return Declarations() }
    let outlines = files.map { TerraformParser.outline($0) }
    for outline in outlines { comments.add(outline) }
    let values = given.isEmpty ? Self.values(folders[folder] ?? []) : []
    var module = TerraformModule(outlines, values: values.map { TerraformParser.outline($0) }, given: given)
    var found = module.declarations()
    if !found.isEmpty { paths.formUnion((files + values).map(\.path)) }
    guard depth < Self.maximumDepth else { return found }
    for call in module.calls() {
      guard let inner = Self.path(call.folder, in: folder), inner != folder, folders[inner] != nil else { continue }
      called.insert(inner)
      let more = terraform(inner, folders, call.given, &comments, &called, depth: depth + 1)
      if !more.isEmpty { paths.formUnion(files.map(\.path)) }
      found.add(more)
    }
    return found
  }

  /// The files of values that Terraform reads by itself, and another one where it is the only one.
  private static func values(_ files: [SourceText]) -> [SourceText] {
    let all = files.filter { kind(of: $0.path) == .terraformValues }.sorted { $0.path < $1.path }
    let own = all.filter { $0.path.hasSuffix("terraform.tfvars") || $0.path.hasSuffix(".auto.tfvars") }
    let others = all.filter { file in !own.contains { $0.path == file.path } }
    return (others.count == 1 ? others : []) + own
  }

  private mutating func script(
    _ file: SourceText, _ kind: Kind, _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    let isShell = kind == .shell
    guard (isShell ? SourceMarks.shell : SourceMarks.powerShell).found(in: file.bytes) else { return Declarations() }
    let outline = isShell ? ShellParser.outline(file) : PowerShellParser.outline(file)
    comments.add(outline)
    let folder = Self.folder(of: file.path)
    var found = withoutActuallyEscaping(open) { open in
      ScriptInterpreter(
        outline, isShell ? .shell : .powerShell, RegistrationCommands(isShell ? .shell : .powerShell)
      ) { name in
        guard let path = Self.path(name, in: folder), let bytes = open(path) else { return nil }
        return SourceText(path: path, bytes: bytes)
      }.commands.declarations
    }
    found.usedFiles = Set(found.usedFiles.compactMap { Self.path($0, in: folder) })
    if !found.isEmpty { paths.insert(file.path) }
    return found
  }

  private mutating func bicep(
    _ files: [SourceText], _ folder: String, _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var result = Declarations()
    let candidates = files.filter { Self.kind(of: $0.path) == .bicep && SourceMarks.bicep.found(in: $0.bytes) }
    guard !candidates.isEmpty else { return result }
    let known = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var read: [(path: String, found: Declarations)] = []
    var modules: Set<String> = []
    for file in candidates.sorted(by: { $0.path < $1.path }) {
      var loaded: [SourceText] = []
      let found = withoutActuallyEscaping(open) { open in
        let outline = BicepParser.outline(file)
        comments.add(outline)
        var seen: [String: SourceText] = known
        var declared = BicepFile(outline, given: Self.parameters(for: file, among: files)) { name in
          guard let path = Self.path(name, in: folder) else { return nil }
          if let text = seen[path] { return text }
          guard let bytes = open(path) else { return nil }
          let text = SourceText(path: path, bytes: bytes)
          seen[path] = text
          loaded.append(text)
          return text
        }
        return declared.declarations(modules: &modules)
      }
      for text in loaded where text.path.hasSuffix(".json") { usedFiles.insert(text.path) }
      for text in loaded where text.path.hasSuffix(".bicep") { comments.add(BicepParser.outline(text)) }
      read.append((file.path, found))
    }
    // What is a module of another file was read with what that file gives it.
    for (path, found) in read where !modules.contains(path) { result.add(found) }
    paths.formUnion(read.filter { !$0.found.isEmpty }.map(\.path))
    return result
  }

  /// What a .bicepparam file that names a Bicep file gives it.
  private static func parameters(for file: SourceText, among files: [SourceText]) -> [String: SourceValue] {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    for candidate in files where kind(of: candidate.path) == .bicepParameters {
      let outline = BicepParser.outline(candidate)
      let isMeant = outline.statements.contains { statement in
        guard case .block(let block) = statement.kind, block.type == "using", let path = block.labels.first else {
          return false
        }
        return TerraformModule.label(path).split(separator: "/").last.map(String.init) == name
      }
      guard isMeant else { continue }
      var values = BicepFile(outline) { _ in nil }
      return values.parameterValues()
    }
    return [:]
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

/// Words without which a file declares no registration, so that nobody else's sources are parsed.
struct SourceMarks: Sendable {
  private let words: [[UInt8]]

  /// - Parameter words: in lower case.
  init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

  static let terraform = SourceMarks(["azuread_", "msgraph_", "microsoft.graph/"])
  /// Words of a folder whose modules may declare one.
  static let modules = SourceMarks(["module \""])
  static let bicep = SourceMarks(["microsoft.graph/", ".bicep'"])
  static let powerShell = SourceMarks([
    "mgapplication", "azadapp", "azureadapplication", "azureadmsapplication", "approleassignment", "ad app",
    "aadapplication",
    "m365dscazureadapplication", "requiredresourceaccess", "oauth2permissiongrant", "entra app", "entraapplication",
    "entrabetaapplication", "azadapplication", "pnpazureadapp", "pnpentraidapp", "aad app",
  ])
  static let cmdlets = SourceMarks([
    "new-mg", "update-mg", "add-azad", "new-azad", "new-azuread", "set-azuread", "new-entra",
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
