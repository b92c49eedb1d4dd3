/// Where an expression stands: what its names mean depends on it.
struct CodePlace {
  var file: Int
  var scope: Int
  var block: Int
  var position: UInt32
}

/// All files of a scan, with what is looked up across them.
final class CodeProject {
  let files: CodeFiles
  let paths: GraphPaths
  let sinks: CallSinks
  /// Values of settings beside the code that are addresses, by the last part of their key in small letters.
  let settings: [String: [String]]
  /// Addresses of Microsoft Graph that fields are given where they are declared.
  private(set) var fieldAddresses: [String: [String]] = [:]
  /// The first function of each file in the numbering of all functions.
  private var offsets: [Int] = []
  /// Of each function the type whose method it is, and whether anything is called in its own body.
  private var functionTypes: [String?] = []
  private var functionCalls: [Bool] = []
  private var functions = NameIndex()
  /// The files that call a name.
  private var callers = NameIndex()
  private var typeFiles = NameIndex()
  /// Types by the name that a call of them has.
  private var makers = NameIndex()
  /// The files that bind a name at their top level.
  private var globals = NameIndex()
  private var modules = NameIndex()
  private var derived: [String: [String]] = [:]
  /// The bases of each type, in whatever file.
  private(set) var bases: [String: Set<String>] = [:]
  private(set) var callCount = 0
  /// Whether any type's method assigns to a member of a field.
  private(set) var givesMembers = false
  /// Whether a file of Go imports the library: a field of its client is used where nothing is imported.
  private(set) var importsGraphInGo = false
  private var betaProjects = BetaProjects()
  /// Types that do more than hold data.
  private(set) var typesWithFunctions: Set<String> = []

  /// - Parameter look: is given each file once, and says whether it will be asked for again.
  init(
    _ sources: CodeSources, paths: GraphPaths, sinks: CallSinks, settings: [String: [String]],
    look: (_ index: Int, _ file: CodeFile, Outline) -> Bool
  ) {
    files = CodeFiles(sources)
    self.paths = paths
    self.sinks = sinks
    var normal: [String: [String]] = [:]
    for (key, values) in settings.sorted(by: { $0.key < $1.key }) {
      normal[GraphPaths.normal(key), default: []] += values
    }
    self.settings = normal
    files.readAll { index, file, outline in
      add(file, index)
      return look(index, file, outline)
    }
    functions.seal()
    betaProjects.seal()
    typeFiles.seal()
    makers.seal()
    globals.seal()
    modules.seal()
    // A class of PowerShell is made by `[Type]::new(…)`.
    let registers = Set(CodeEvaluator.askedCallers.map(NameIndex.key))
    callers.seal { functions.contains(key: $0) || makers.contains(key: $0) || registers.contains($0) }
  }

  private func add(_ file: CodeFile, _ index: Int) {
    offsets.append(functionTypes.count)
    for function in file.functions {
      if !function.name.isEmpty {
        functions.add(file.key(function.name), functionTypes.count)
        if let type = function.type { typesWithFunctions.insert(type) }
      }
      functionTypes.append(function.type)
      functionCalls.append(file.callingScopes.contains(function.scope))
    }
    callCount += file.calls.count
    if file.givesMembers { givesMembers = true }
    if file.importsGraph, file.language == "go" { importsGraphInGo = true }
    if file.language == "csharp" { betaProjects.add(file) }
    var called: Set<UInt64> = []
    for call in file.calls {
      CodeFile.eachCalledName(call.expression) { name in
        let key = NameIndex.key(file.key(name))
        if called.insert(key).inserted { callers.add(key: key, index) }
      }
    }
    for type in file.fields.keys { typeFiles.add(type, index) }
    for type in file.bases.keys where file.fields[type] == nil { typeFiles.add(type, index) }
    for (type, bases) in file.bases.sorted(by: { $0.key < $1.key }) where !bases.isEmpty {
      self.bases[type, default: []].formUnion(bases)
      for base in Set(bases).sorted() where base != type { derived[base, default: []].append(type) }
    }
    for type in Set(file.fields.keys).union(file.bases.keys) { makers.add(file.key(type), index) }
    for name in file.moduleNames { modules.add(name, index) }
    for key in file.bindings.keys where key.scope == 0 && !key.name.contains(".") { globals.add(key.name, index) }
    addAddresses(of: file)
  }

  private func addAddresses(of file: CodeFile) {
    var found: [(type: String, name: String, address: String)] = []
    for (type, fields) in file.fields {
      // An annotation such as `@odata.id` says of a record what it is, not where requests go.
      for (name, bindings) in fields where !name.contains("@") && FunctionNames.mayHoldAddress(name.lowercased()) {
        for binding in bindings {
          guard case .expression(let value) = binding.value, case .text(let parts) = value.kind, parts.count == 1,
            case .literal(let text, _) = parts[0], text.hasPrefix("http"),
            case .graph = CodeAddress.target(text)
          else { continue }
          found.append((type, name, text))
        }
      }
    }
    for (_, name, address) in found.sorted(by: { ($0.type, $0.name) < ($1.type, $1.name) }) {
      fieldAddresses[GraphPaths.normal(name), default: []].append(address)
    }
  }

  /// The version that the client library of a file speaks: by what it imports, or by what its project imports for it.
  func libraryVersion(_ index: Int) -> String {
    files.importsBeta(index)
      || files.language(index) == "csharp" && !betaProjects.isEmpty && betaProjects.hold(files[index].source.path)
      ? "beta" : "v1.0"
  }

  func functionID(_ file: Int, _ number: Int) -> Int { offsets[file] + number }

  func function(_ id: Int) -> (file: Int, record: CodeFile.FunctionRecord) {
    let file = fileOfFunction(id)
    return (file, files[file].functions[id - offsets[file]])
  }

  /// The type whose method a function is.
  func typeOfFunction(_ id: Int) -> String? { functionTypes[id] }

  /// Whether anything is called in a function's own body.
  func makesCalls(_ id: Int) -> Bool { functionCalls[id] }

  func fileOfFunction(_ id: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] <= id { low = middle + 1 } else { high = middle }
    }
    // Files without functions share an offset with the next one: the last of them has the function.
    return max(low - 1, 0)
  }

  func functions(named name: String) -> NameIndex.Numbers { functions.numbers(name) }

  /// The functions of a name in one file.
  func functions(named name: String, in file: Int) -> NameIndex.Numbers.SubSequence {
    functions.numbers(name).within(offsets[file]..<(file + 1 < offsets.count ? offsets[file + 1] : functionTypes.count))
  }

  /// The files that call a name.
  func filesCalling(_ name: String) -> NameIndex.Numbers { callers.numbers(name) }

  /// The calls of a name, in the order of the files, up to about so many.
  func callers(of name: String, upTo limit: Int) -> [(file: Int, call: Int)] {
    var found: [(file: Int, call: Int)] = []
    for file in callers.numbers(name) where found.count < limit {
      for call in files[file].callsByName[name] ?? [] { found.append((file, call)) }
    }
    return found
  }

  /// The calls of a name in one file.
  func callers(of name: String, in file: Int) -> [(file: Int, call: Int)] {
    (files[file].callsByName[name] ?? []).map { (file, $0) }
  }

  /// The bindings of a type's field, its own before its bases'.
  func fields(_ type: String, _ name: String, near file: Int) -> [(file: Int, binding: CodeFile.Binding)] {
    var seen: Set<String> = []
    var pending = [type]
    while let next = pending.popLast(), seen.count < 16 {
      guard seen.insert(next).inserted else { continue }
      var found: [(Int, CodeFile.Binding)] = []
      // Types of one name in several projects are different ones.
      let all = typeFiles.numbers(next)
      for index in all.has(file) ? [file] : Array(all.prefix(8)) {
        for binding in files[index].fields[next]?[files[index].key(name)] ?? [] { found.append((index, binding)) }
        pending += files[index].bases[next] ?? []
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The types that derive from one, over up to four levels.
  func subtypes(of type: String) -> [String] {
    var found: [String] = []
    var pending = [type]
    for _ in 0..<4 {
      pending = pending.flatMap { derived[$0] ?? [] }.filter { !found.contains($0) }
      found += pending
      if pending.isEmpty || found.count > 32 { break }
    }
    return found
  }

  /// Whether a type itself binds a field, not only what it derives from.
  func hasField(_ type: String, _ name: String) -> Bool {
    typeFiles.numbers(type).prefix(8).contains { files[$0].fields[type]?[files[$0].key(name)] != nil }
  }

  /// The files that declare a type with fields or bases.
  func files(of type: String) -> NameIndex.Numbers { typeFiles.numbers(type) }

  func hasType(_ name: String) -> Bool { typeFiles.contains(name) }

  /// Whether a type names another one among its bases.
  func isBase(_ other: String, of type: String) -> Bool { bases[type]?.contains(other) ?? false }

  /// Whether a type derives from another one, over up to four levels; of very many bases only the nearest are asked.
  func derives(_ type: String, from other: String) -> Bool {
    var types: Set<String> = [type]
    for _ in 0..<4 {
      let all = types.compactMap { bases[$0] }
      if all.contains(where: { $0.contains(other) }) { return true }
      types = all.reduce(into: []) { $0.formUnion($1) }
      if types.isEmpty || types.count > 32 { return false }
    }
    return false
  }

  /// Whether a type names any other among its bases.
  func hasBases(_ type: String) -> Bool { !(bases[type]?.isEmpty ?? true) }

  /// The files that a module's name may mean.
  func files(named module: String) -> NameIndex.Numbers {
    modules.numbers(module.split(separator: ".").first.map(String.init) ?? "")
  }

  /// The last top-level bindings of a name in other files of the same language: more are not looked at.
  func globals(_ name: String, besides file: Int) -> [(file: Int, binding: CodeFile.Binding)] {
    globals(name, in: globals.numbers(name), besides: file)
  }

  /// Such bindings in the files that a module's name means.
  func globals(
    _ name: String, ofModule module: String, besides file: Int
  ) -> [(file: Int, binding: CodeFile.Binding)] {
    globals.contains(name) ? globals(name, in: files(named: module), besides: file) : []
  }

  private func globals(
    _ name: String, in all: NameIndex.Numbers, besides file: Int
  ) -> [(file: Int, binding: CodeFile.Binding)] {
    let language = files.language(file)
    var found: [(file: Int, binding: CodeFile.Binding)] = []
    for other in all.reversed() where other != file && Self.isSame(files.language(other), language) {
      for binding in (files[other].bindings[CodeFile.Key(scope: 0, name: name)] ?? []).reversed() {
        found.append((other, binding))
        if found.count == 4 { return found.reversed() }
      }
    }
    return found.reversed()
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    left == right || left.hasSuffix("script") && right.hasSuffix("script")
  }
}

extension CodeFile {
  /// The names that a chain calls: of `a.b(x).c(y)` b and c.
  static func eachCalledName(_ expression: Expression, _ take: (String) -> Void) {
    guard case .chain(let base, let steps) = expression.kind else { return }
    var last: String?
    if case .name(let name) = base.kind { last = name }
    for step in steps {
      switch step.kind {
      case .member(let name): last = name
      case .call:
        if let name = last { take(name) }
        last = nil
      default: last = nil
      }
    }
  }
}
