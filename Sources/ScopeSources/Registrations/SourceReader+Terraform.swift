import ScopeValues

// Folders of Terraform, each with the modules that it calls.
extension SourceReader {
  /// Modules within modules that are followed.
  private static let maximumDepth = 4

  mutating func terraform(
    _ folders: [String: [SourceText]], _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var called: Set<String> = []
    var read: [(folder: String, found: Declarations)] = []
    for folder in folders.keys.sorted() {
      read.append((folder, terraform(folder, folders, [:], &comments, &called, open, depth: 0)))
    }
    // What is a module of another folder was read with what that folder gives it.
    var result = Declarations()
    for (folder, found) in read where !called.contains(folder) { result.add(found) }
    return result
  }

  private mutating func terraform(
    _ folder: String, _ folders: [String: [SourceText]], _ given: [String: SourceValue],
    _ comments: inout SourceComments, _ called: inout Set<String>, _ open: (String) -> [UInt8]?, depth: Int
  ) -> Declarations {
    let files = (folders[folder] ?? []).filter { Self.kind(of: $0.path) == .terraform }.sorted { $0.path < $1.path }
    let isMarked = files.contains {
      SourceMarks.terraform.found(in: $0.bytes) || SourceMarks.modules.found(in: $0.bytes)
    }
    guard isMarked else { return Declarations() }
    let values = given.isEmpty ? Self.values(folders[folder] ?? []) : []
    var calls: [(folder: String, given: [String: SourceValue])] = []
    var found = terraform(files, values, folder, given, &comments, open, &calls)
    guard depth < Self.maximumDepth else { return found }
    for call in calls {
      guard let inner = Self.path(call.folder, in: folder), inner != folder, folders[inner] != nil else { continue }
      called.insert(inner)
      let more = terraform(inner, folders, call.given, &comments, &called, open, depth: depth + 1)
      if !more.isEmpty { paths.formUnion(files.map(\.path)) }
      found.add(more)
    }
    return found
  }

  /// What files of one folder declare, without the modules that they call.
  mutating func terraform(
    _ files: [SourceText], _ values: [SourceText], _ folder: String, _ comments: inout SourceComments,
    _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var calls: [(folder: String, given: [String: SourceValue])] = []
    return terraform(files, values, folder, [:], &comments, open, &calls)
  }

  private mutating func terraform(
    _ files: [SourceText], _ values: [SourceText], _ folder: String, _ given: [String: SourceValue],
    _ comments: inout SourceComments, _ open: (String) -> [UInt8]?,
    _ calls: inout [(folder: String, given: [String: SourceValue])]
  ) -> Declarations {
    let outlines = files.map { file in
      file.path.hasSuffix(".json") ? TerraformJSON.outline(file) : TerraformParser.directoryOutline(file)
    }
    for outline in outlines { comments.add(outline) }
    let given = given
    var loaded: [SourceText] = []
    let found = withoutActuallyEscaping(open) { open in
      var module = TerraformModule(
        outlines,
        values: values.map { $0.path.hasSuffix(".json") ? TerraformJSON.values($0) : TerraformParser.outline($0) },
        given: given
      ) { name in
        guard let path = Self.path(name, in: folder) else { return nil }
        if let known = loaded.first(where: { $0.path == path }) { return known }
        guard let bytes = open(path) else { return nil }
        let text = SourceText(path: path, bytes: bytes)
        loaded.append(text)
        return text
      }
      let found = module.declarations()
      calls = module.calls()
      return found
    }
    for text in loaded {
      usedFiles.insert(text.path)
      if Self.kind(of: text.path) == .pipeline { comments.add(text, EmbeddedYAML.read(text).comments) }
    }
    if !found.isEmpty { paths.formUnion((files + values).map(\.path)) }
    return found
  }

  /// The files of values that Terraform reads by itself, and another one where it is the only one.
  private static func values(_ files: [SourceText]) -> [SourceText] {
    let all = files.filter { kind(of: $0.path) == .terraformValues }.sorted { $0.path < $1.path }
    let own = all.filter {
      let path = $0.path.hasSuffix(".json") ? String($0.path.dropLast(5)) : $0.path
      return path.hasSuffix("terraform.tfvars") || path.hasSuffix(".auto.tfvars")
    }
    let others = all.filter { file in !own.contains { $0.path == file.path } }
    return (others.count == 1 ? others : []) + own
  }
}
