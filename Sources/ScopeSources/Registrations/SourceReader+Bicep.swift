import ScopeValues

// Bicep files, each with the modules that it names.
extension SourceReader {
  mutating func bicep(
    _ folders: [String: [SourceText]], _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var read: [(path: String, found: Declarations)] = []
    var modules: Set<String> = []
    for (folder, files) in folders.sorted(by: { $0.key < $1.key }) {
      let candidates = files.filter { file in
        let kind = Self.kind(of: file.path)
        return (kind == .bicep || kind == .prose) && SourceMarks.bicep.found(in: file.bytes)
      }
      guard !candidates.isEmpty else { continue }
      let beside = BicepFolder(files)
      for file in candidates.sorted(by: { $0.path < $1.path }) {
        read.append((file.path, bicep(file, beside, folder, &modules, &comments, open)))
      }
    }
    // What is a module of another file was read with what that file gives it.
    var result = Declarations()
    for (path, found) in read where !modules.contains(path) { result.add(found) }
    paths.formUnion(read.filter { !$0.found.isEmpty }.map(\.path))
    return result
  }

  private mutating func bicep(
    _ file: SourceText, _ beside: BicepFolder, _ folder: String, _ modules: inout Set<String>,
    _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var loaded: [SourceText] = []
    var known: [String: SourceText] = [:]
    let outline = BicepParser.outline(file)
    comments.add(outline)
    var read: Set<String> = []
    let found = withoutActuallyEscaping(open) { open in
      var declared = BicepFile(outline, given: beside.parameters(for: file)) { name in
        guard let path = Self.path(name, in: folder) else { return nil }
        if let text = beside.files[path] ?? known[path] { return text }
        guard let bytes = open(path) else { return nil }
        let text = SourceText(path: path, bytes: bytes)
        known[path] = text
        loaded.append(text)
        return text
      }
      return declared.declarations(modules: &read)
    }
    modules.formUnion(read)
    for text in loaded {
      if text.path.hasSuffix(".bicep") {
        comments.add(BicepParser.outline(text))
      } else {
        usedFiles.insert(text.path)
        if Self.kind(of: text.path) == .pipeline { comments.add(text, EmbeddedYAML.read(text).comments) }
      }
    }
    return found
  }
}

/// The files of one folder, each read once for all of its Bicep files.
private struct BicepFolder {
  let files: [String: SourceText]
  /// The first .bicepparam file that names a Bicep file, by the name of that.
  private var given: [String: Outline] = [:]

  init(_ files: [SourceText]) {
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for file in files where SourceReader.kind(of: file.path) == .bicepParameters {
      let outline = BicepParser.outline(file)
      for statement in outline.statements {
        guard case .block(let block) = statement.kind, block.type == "using", let path = block.labels.first,
          let name = TerraformModule.label(path).split(separator: "/").last.map(String.init), given[name] == nil
        else { continue }
        given[name] = outline
      }
    }
  }

  /// What a .bicepparam file that names a Bicep file gives it.
  func parameters(for file: SourceText) -> [String: SourceValue] {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    guard let outline = given[name] else { return [:] }
    var values = BicepFile(outline) { _ in nil }
    return values.parameterValues()
  }
}
