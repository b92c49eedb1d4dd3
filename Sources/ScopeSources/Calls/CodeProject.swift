/// Where an expression stands: what its names mean depends on it.
struct CodePlace {
  var file: Int
  var scope: Int
  var block: Int
  var position: UInt32
}

/// All files of a scan, with what is looked up across them.
final class CodeProject {
  let files: [CodeFile]
  let paths: GraphPaths
  let sinks: CallSinks
  /// Values of settings beside the code that are addresses, by the last part of their key in small letters.
  let settings: [String: [String]]
  private let fieldAddresses: [String: [String]]
  /// The first function of each file in the numbering of all functions.
  private let offsets: [Int]
  private var byName: [String: [Int]] = [:]
  private var callers: [String: [(file: Int, call: Int)]] = [:]
  private var typeFiles: [String: [Int]] = [:]
  private var derived: [String: [String]] = [:]
  private var globals: [String: [(file: Int, scope: Int)]] = [:]
  /// Types that do more than hold data.
  private(set) var typesWithFunctions: Set<String> = []

  init(files: [CodeFile], paths: GraphPaths, sinks: CallSinks, settings: [String: [String]]) {
    self.files = files
    self.paths = paths
    self.sinks = sinks
    var normal: [String: [String]] = [:]
    for (key, values) in settings.sorted(by: { $0.key < $1.key }) {
      normal[GraphPaths.normal(key), default: []] += values
    }
    self.settings = normal
    fieldAddresses = Self.addresses(of: files)
    var offsets: [Int] = []
    var count = 0
    for file in files {
      offsets.append(count)
      count += file.functions.count
    }
    self.offsets = offsets
    for (index, file) in files.enumerated() {
      for (number, function) in file.functions.enumerated() where !function.name.isEmpty {
        byName[file.key(function.name), default: []].append(offsets[index] + number)
        if let type = function.type { typesWithFunctions.insert(type) }
      }
      for (number, call) in file.calls.enumerated() {
        for name in CodeFile.calledNames(call.expression) {
          callers[file.key(name), default: []].append((index, number))
        }
      }
      for type in file.fields.keys { typeFiles[type, default: []].append(index) }
      for type in file.bases.keys where file.fields[type] == nil { typeFiles[type, default: []].append(index) }
      for (type, bases) in file.bases.sorted(by: { $0.key < $1.key }) {
        for base in Set(bases).sorted() where base != type { derived[base, default: []].append(type) }
      }
      for key in file.bindings.keys where key.scope == 0 && !key.name.contains(".") {
        globals[key.name, default: []].append((index, 0))
      }
    }
  }

  /// Values of settings beside the code and of fields, by a key's last part, that are addresses of Microsoft Graph.
  func setting(_ key: String) -> [String]? {
    let last = key.split { $0 == ":" || $0 == "." }.last.map { GraphPaths.normal($0) } ?? ""
    return last.isEmpty ? nil : settings[last] ?? fieldAddresses[last]
  }

  /// Addresses of Microsoft Graph that fields are given where they are declared.
  private static func addresses(of files: [CodeFile]) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for file in files {
      for (name, bindings) in file.fields.sorted(by: { $0.key < $1.key }).flatMap({
        $0.value.sorted { $0.key < $1.key }
      }) {
        for binding in bindings {
          guard case .expression(let value) = binding.value, case .text(let parts) = value.kind, parts.count == 1,
            case .literal(let text, _) = parts[0], text.hasPrefix("http"),
            case .graph = CodeAddress.target(text)
          else { continue }
          result[GraphPaths.normal(name), default: []].append(text)
        }
      }
    }
    return result
  }

  func functionID(_ file: Int, _ number: Int) -> Int { offsets[file] + number }

  func function(_ id: Int) -> (file: Int, record: CodeFile.FunctionRecord) {
    let file = fileOfFunction(id)
    return (file, files[file].functions[id - offsets[file]])
  }

  /// The type whose method a function is.
  func typeOfFunction(_ id: Int) -> String? {
    let file = fileOfFunction(id)
    return files[file].functions[id - offsets[file]].type
  }

  /// Whether anything is called in a function's own body.
  func makesCalls(_ id: Int) -> Bool {
    let (file, record) = function(id)
    return files[file].callingScopes.contains(record.scope)
  }

  func fileOfFunction(_ id: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] <= id { low = middle + 1 } else { high = middle }
    }
    var file = max(low - 1, 0)
    // Files without functions share an offset with the next one.
    while file > 0, files[file].functions.isEmpty { file -= 1 }
    return file
  }

  func functions(named name: String) -> [Int] { byName[name] ?? [] }
  func callers(of name: String) -> [(file: Int, call: Int)] { callers[name] ?? [] }

  /// The bindings of a type's field, its own before its bases'.
  func fields(_ type: String, _ name: String, near file: Int) -> [(file: Int, binding: CodeFile.Binding)] {
    var seen: Set<String> = []
    var pending = [type]
    while let next = pending.popLast(), seen.count < 16 {
      guard seen.insert(next).inserted else { continue }
      var found: [(Int, CodeFile.Binding)] = []
      // Types of one name in several projects are different ones.
      let all = typeFiles[next] ?? []
      for index in all.contains(file) ? [file] : Array(all.prefix(8)) {
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
    (typeFiles[type] ?? []).prefix(8).contains { files[$0].fields[type]?[files[$0].key(name)] != nil }
  }

  func hasType(_ name: String) -> Bool { typeFiles[name] != nil }

  /// Top-level bindings of a name in other files of the same language.
  func globals(_ name: String, besides file: Int) -> [(file: Int, binding: CodeFile.Binding)] {
    let language = files[file].language
    return (globals[name] ?? []).filter { $0.file != file && Self.isSame(files[$0.file].language, language) }
      .flatMap { place in
        (files[place.file].bindings[CodeFile.Key(scope: 0, name: name)] ?? []).map { (place.file, $0) }
      }
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    left == right || left.hasSuffix("script") && right.hasSuffix("script")
  }
}

extension CodeFile {
  /// The names that a chain calls: of `a.b(x).c(y)` b and c.
  static func calledNames(_ expression: Expression) -> [String] {
    guard case .chain(let base, let steps) = expression.kind else { return [] }
    var names: [String] = []
    var last: String?
    if case .name(let name) = base.kind { last = name }
    for step in steps {
      switch step.kind {
      case .member(let name): last = name
      case .call:
        if let name = last { names.append(name) }
        last = nil
      default: last = nil
      }
    }
    return names
  }
}
