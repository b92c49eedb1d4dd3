import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeSources
import ScopeValues

/// The inputs of a run that are source, read together, as files of one folder explain one another.
struct SourceInputs {
  /// One file of source and what it declares.
  struct File {
    var summary: CheckRun.Input
    var applications: [Application]
    var lineHashes: LineHashes?
    var roles: [RoleAssignment] = []
  }

  /// What is left to read as exports.
  private(set) var rest: [RunInput] = []
  private(set) var files: [File] = []
  private(set) var failures: [CheckRun.Failure] = []
  private(set) var notices: [CheckRun.Notice] = []

  /// Larger files are no source that people write.
  private static let limit = 64 << 20

  init(_ inputs: [RunInput], needs: InputReader.Needs, catalog: Catalog) {
    let all = inputs.filter { SourceReader.kind(of: $0.path) != nil }
    let examples = Self.examples(all, inputs)
    let candidates = all.filter { !examples.contains($0.path) }
    guard !candidates.isEmpty else {
      rest = inputs
      return
    }
    let texts = candidates.compactMap { input in
      Self.bytes(of: input).map { SourceText(path: input.path, bytes: $0) }
    }
    let others = Dictionary(inputs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = SourceReader(texts) { path in
      if let known = others[path] { return Self.bytes(of: known) }
      for input in candidates {
        if let beside = input.beside, let found = beside(path) { return Self.bytes(of: found) }
      }
      return nil
    }
    let declared = DeclaredParts(reader.registrations)
    rest = inputs.filter { input in
      !reader.paths.contains(input.path) && !(reader.usedFiles.contains(input.path) && declared.cover(input))
    }
    let applications = Dictionary(grouping: reader.registrations.applications, by: { $0.path })
    for text in texts where reader.paths.contains(text.path) {
      files.append(file(text, (applications[text.path] ?? []).map { $0.application }, needs))
    }
    failures = reader.registrations.failures.map {
      CheckRun.Failure(path: $0.path, position: $0.position, message: $0.message, remedy: $0.remedy)
    }
    let places = Dictionary(files.indices.map { (files[$0].summary.path, $0) }, uniquingKeysWith: { first, _ in first })
    for declaration in reader.registrations.roles { assign(declaration, catalog, places) }
    notices = examples.sorted().map {
      CheckRun.Notice(
        path: $0, position: .start,
        message: "what its fences show is taken as an example beside the registrations found; name the file to audit it"
      )
    }
    notices += reader.registrations.notices.map {
      CheckRun.Notice(path: $0.path, position: $0.position, message: $0.message)
    }
  }

  /// Documentation that was found in a folder and shows how applications are registered, where the folder has
  /// registrations beside it: its fences are examples.
  private static func examples(_ sources: [RunInput], _ inputs: [RunInput]) -> Set<String> {
    func declares(_ inputs: [RunInput]) -> Bool {
      let texts = inputs.compactMap { input in bytes(of: input).map { SourceText(path: input.path, bytes: $0) } }
      return !SourceReader(texts) { _ in nil }.paths.isEmpty
    }
    let prose = sources.filter { $0.isFound && SourceReader.kind(of: $0.path) == .prose && declares([$0]) }
    guard !prose.isEmpty else { return [] }
    let mark = Array("requiredResourceAccess".utf8)
    let hasExport = inputs.contains { input in
      SourceReader.kind(of: input.path) == nil && (bytes(of: input)?.firstRange(of: mark)) != nil
    }
    let others = sources.filter { SourceReader.kind(of: $0.path) != .prose }
    return hasExport || declares(others) ? Set(prose.map(\.path)) : []
  }

  private func file(_ text: SourceText, _ applications: [Application], _ needs: InputReader.Needs) -> File {
    var summary = CheckRun.Input(path: text.path)
    summary.applications = applications.count
    for application in applications where !summary.dialects.contains(application.dialect) {
      summary.dialects.append(application.dialect)
    }
    var hashes: LineHashes?
    text.bytes.withUnsafeBytes { bytes in
      if needs.digest {
        let digest = SHA256()
        digest.update(bytes)
        summary.sha256 = digest.hexadecimal
      }
      if needs.lineHashes {
        let hasher = LineHasher()
        hasher.update(bytes)
        hashes = hasher.finish()
      }
    }
    return File(summary: summary, applications: applications, lineHashes: hashes)
  }

  /// Gives a declared role to whom the source names; a role that nobody knows keeps the audit from being complete.
  ///
  /// - Parameter places: the files by their paths.
  private mutating func assign(_ declaration: RoleDeclaration, _ catalog: Catalog, _ places: [String: Int]) {
    let named = catalog.directoryRoles(named: declaration.role).first.map { index in
      let known = catalog.directoryRoleIdentifier(index)
      return GUID(high: known.high, low: known.low)
    }
    guard let role = GUID(spelling: declaration.role) ?? named else {
      failures.append(
        CheckRun.Failure(
          path: declaration.path, position: declaration.range.start,
          message: "a directory role is given here by a name that is not known",
          remedy: "Write the id of the role's template."))
      return
    }
    guard let index = places[declaration.path] else { return }
    // Nobody has an object id before it is deployed: the same name in the same file is the same holder.
    var high = FNV1a()
    var low = FNV1a(basis: 0x9AE1_6A3B_2F90_404F)
    for byte in "\(declaration.path) \(declaration.principal)".utf8 {
      high.add(UInt64(byte))
      low.add(UInt64(byte))
    }
    var assignment = RoleAssignment(
      place: RecordedPlace(range: declaration.range, pointer: ""), role: role,
      principal: GUID(high: high.value, low: low.value))
    assignment.principalName = declaration.principal
    assignment.isServicePrincipal = true
    assignment.scope = declaration.scope
    files[index].summary.roleAssignments += 1
    files[index].roles.append(assignment)
  }

  private static func bytes(of input: RunInput) -> [UInt8]? {
    try? wholeContent(of: input.open(), limit: limit)
  }
}
