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
      for file in candidates.sorted(by: { $0.path < $1.path }) {
        read.append((file.path, bicep(file, files, folder, &modules, &comments, open)))
      }
    }
    // What is a module of another file was read with what that file gives it.
    var result = Declarations()
    for (path, found) in read where !modules.contains(path) { result.add(found) }
    paths.formUnion(read.filter { !$0.found.isEmpty }.map(\.path))
    return result
  }

  private mutating func bicep(
    _ file: SourceText, _ files: [SourceText], _ folder: String, _ modules: inout Set<String>,
    _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    var loaded: [SourceText] = []
    var known = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let outline = BicepParser.outline(file)
    comments.add(outline)
    var read: Set<String> = []
    let found = withoutActuallyEscaping(open) { open in
      var declared = BicepFile(outline, given: Self.parameters(for: file, among: files)) { name in
        guard let path = Self.path(name, in: folder) else { return nil }
        if let text = known[path] { return text }
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
}
