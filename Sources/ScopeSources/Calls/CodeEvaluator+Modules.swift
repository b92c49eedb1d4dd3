import ScopeValues

// What a file takes from the project's other files by an import.
extension CodeEvaluator {
  /// `config.ENDPOINT`, where the file imports config and another file of the project binds the name.
  func moduleMember(_ module: String, _ name: String, _ place: CodePlace) -> [CodeValue]? {
    let file = project.files[place.file]
    guard !file.isPowerShell, !file.isShell, file.imports(module) || file.language == "go"
    else { return nil }
    let own = project.globals(file.key(name), ofModule: module, besides: place.file)
    let found = own.isEmpty ? project.globals(file.key(name), besides: place.file) : own
    let values = found.flatMap { value(of: $0.binding, in: $0.file) }
    return values.isEmpty ? nil : limited(values)
  }

  /// What a script's module exports as a whole: `import api from "./api"`, `const api = require("./api")`.
  func imported(_ name: String, _ place: CodePlace) -> [CodeValue]? {
    let file = project.files[place.file]
    guard file.isScript else { return nil }
    for text in file.importsByFirstWord[name] ?? [] {
      guard let quote = text.lastIndex(where: { $0 == "'" || $0 == "\"" }) else { continue }
      guard let module = text[..<quote].split(whereSeparator: { $0 == "'" || $0 == "\"" }).last else { continue }
      if let values = exports(of: String(module)) { return values }
    }
    return nil
  }

  /// The default export of the project's module of a path.
  func exports(of module: String) -> [CodeValue]? {
    guard module.hasPrefix(".") || module.hasPrefix("@/") || module.hasPrefix("~/") else { return nil }
    let stem = module.split(separator: "/").last.map(String.init) ?? ""
    guard !stem.isEmpty else { return nil }
    for index in project.files(named: stem) where project.files.language(index).hasSuffix("script") {
      let file = project.files[index]
      for name in [CodeWords.defaultExport, "module.exports"] {
        guard let bindings = file.bindings[CodeFile.Key(scope: 0, name: name)] else { continue }
        let values = bindings.suffix(2).flatMap { value(of: $0, in: index) }
        if !values.isEmpty { return limited(values) }
      }
    }
    return nil
  }
}

extension CodeFile.FunctionRecord {
  /// Whether a call that gives these arguments can mean the function: none without its first one, where that has no
  /// default.
  func takes(_ arguments: [Argument]) -> Bool {
    guard arguments.isEmpty else { return true }
    let first = parameters.first { $0.name != "self" && $0.name != "cls" && !$0.isReceiver }
    return first.map { $0.defaultValue != nil || $0.takesRest } ?? true
  }
}

extension CodeFile {
  /// Whether an import names a word.
  func imports(_ name: String) -> Bool { importedWords.contains(name) }

  /// The words of an import's text.
  static func words(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init)
  }

  /// The names of the modules that the file is: its name without the ending, and its folder's.
  var moduleNames: [String] {
    let parts = source.path.split(separator: "/")
    guard let last = parts.last else { return [] }
    let folder = parts.count > 1 ? parts[parts.count - 2] : nil
    var stem = last.split(separator: ".").first ?? ""
    if stem == "index" || stem == "__init__", let folder { stem = folder }
    guard let folder, folder != stem else { return [String(stem)] }
    return [String(stem), String(folder)]
  }
}
