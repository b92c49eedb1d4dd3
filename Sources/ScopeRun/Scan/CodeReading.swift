import ScopeAudit
package import ScopeCatalog
package import ScopeDocuments
import ScopeLeastPrivilege
package import ScopeReports
import ScopeSources
import ScopeValues

/// The source files that a scan is about, and the settings beside them.
package struct CodeReading {
  private var inputs: [CodeInput] = []
  private var tables: [CodeInput] = []
  private var settings: [String: [String]] = [:]
  private var skipped: [CodeScan.Skipped] = []
  private var errors: [(path: String, message: String)] = []
  /// How many bytes of source are kept; other files are read again when they are needed.
  private var kept = 0
  private static let room = 8 << 20
  /// Whether the paths that are shown begin with the folder that was named.
  private var namesRoot = false
  /// The project's own functions around requests.
  package var ownSinks: [SinkSetting] = []

  package init() {}

  /// Reads files and folders, with paths as they are from here, so that reports can point at them.
  package init(_ paths: [String], in tree: FileTree) {
    namesRoot = true
    for path in paths { read(path, in: tree, language: nil) }
  }

  /// Reads files and folders with the project's own functions around requests, by the settings that belong to them.
  ///
  /// - Throws: ``UsageProblem`` where the settings cannot be read.
  package init(ofProject paths: [String], in tree: FileTree) throws {
    self.init(paths, in: tree)
    var choices = Gate.Choices()
    choices.config = SettingsSearch(in: tree).settings(near: paths.first ?? "-")
    choices.noConfig = choices.config == nil
    ownSinks = try Gate(choices, in: tree, settingsOf: []).sinks
  }

  /// Folders of what others wrote or a build made.
  private static let leftOut: Set<String> = [
    "node_modules", "bin", "obj", "vendor", "dist", ".venv", "venv", "__pycache__", ".git", "site-packages",
    ".terraform", ".next", "bower_components",
  ]

  /// Reads a file, standard input for "-", or the source files below a folder.
  ///
  /// - Parameter language: the language, where a file's name does not tell it.
  package mutating func read(_ path: String, in tree: FileTree, language: String?) {
    guard path != "-", tree.kind(path) == .folder else { return readFile(path, as: path, tree, language) }
    walk(path, "", tree)
  }

  private mutating func walk(_ root: String, _ below: String, _ tree: FileTree) {
    guard let names = tree.names(below.isEmpty ? root : "\(root)/\(below)") else {
      return fail(below.isEmpty ? root : below, "The folder cannot be read.")
    }
    for name in names.sorted() {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      switch tree.status("\(root)/\(path)", false)?.kind {
      case .folder where Self.leftOut.contains(name): skipped.append(.init(path: path, why: "excluded"))
      case .folder: walk(root, path, tree)
      case .file where CodeInput.language(of: name) != nil || CodeSettings.isSettings(name):
        let whole = (root.hasSuffix("/") ? String(root.dropLast()) : root) + "/" + path
        readFile(whole, as: shown(path, whole), tree, nil)
      case .file where name.hasSuffix(".json"):
        let whole = (root.hasSuffix("/") ? String(root.dropLast()) : root) + "/" + path
        // A definition that its name does not tell.
        if let bytes = try? tree.text(whole) {
          if CodeInput.isDefinition(bytes) {
            add(bytes, path: shown(path, whole), language: "json") { try? tree.text(whole) }
          } else if DataTable.isTable(path, bytes) {
            tables.append(CodeInput(table: shown(path, whole)) { try? tree.text(whole) })
          }
        }
      case .file where name.hasSuffix(".csv"):
        let whole = (root.hasSuffix("/") ? String(root.dropLast()) : root) + "/" + path
        if let bytes = try? tree.text(whole), DataTable.isTable(path, bytes) {
          tables.append(CodeInput(table: shown(path, whole)) { try? tree.text(whole) })
        }
      default: break
      }
    }
  }

  /// A file's path as it is shown: below the folder, or from here.
  private func shown(_ below: String, _ whole: String) -> String {
    !namesRoot ? below : whole.hasPrefix("./") ? String(whole.dropFirst(2)) : whole
  }

  private mutating func readFile(_ path: String, as shown: String, _ tree: FileTree, _ language: String?) {
    do throws(FileProblem) {
      let again: @Sendable () -> [UInt8]? = { try? tree.text(path) }
      add(try tree.text(path), path: shown, language: language, again: path == "-" ? nil : again)
    } catch {
      fail(shown, error.reason)
    }
  }

  /// Whether a file below a folder is read.
  static func isSource(_ path: String) -> Bool {
    let names = path.split(separator: "/")
    return !names.dropLast().contains { leftOut.contains(String($0)) }
      && (CodeInput.language(of: path) != nil || CodeSettings.isSettings(path))
  }

  /// Takes in a file whose bytes are read elsewhere.
  mutating func take(_ input: RunInput) {
    do throws(ReadFailure) {
      guard let bytes = try wholeContent(of: input.open(), limit: 256 << 20) else {
        return fail(input.path, "It is larger than source code is.")
      }
      add(bytes, path: input.path, language: nil)
    } catch {
      fail(input.path, error.reason)
    }
  }

  private mutating func fail(_ path: String, _ message: String) { errors.append((path, message)) }

  /// Takes in a file.
  ///
  /// - Parameters:
  ///   - language: the language, where the file's name does not tell it.
  ///   - again: reads it again; nil where it cannot be.
  mutating func add(
    _ bytes: [UInt8], path: String, language: String?, again: (@Sendable () -> [UInt8]?)? = nil
  ) {
    if CodeSettings.isSettings(path) {
      CodeSettings.read(bytes, into: &settings)
      if CodeInput.language(of: path) == nil { return }
    }
    let known = CodeInput.language(of: path)
    if known == "yaml" { CodeSettings.read(bytes, into: &settings) }
    // A definition by another name, where it is named.
    let other = known == nil && path.hasSuffix(".json") ? "json" : nil
    let isKept = kept + bytes.count <= Self.room
    if isKept { kept += bytes.count }
    let keep: @Sendable () -> [UInt8]? = { bytes }
    let content: @Sendable () -> [UInt8]? = isKept ? keep : again ?? keep
    guard let input = CodeInput(path: path, language: language ?? other, size: bytes.count, content: content) else {
      return fail(
        path,
        language.map { "There is no language called \(SafeText.line($0)). Known are \(CodeInput.names)." }
          ?? Archive.recognise(bytes[...]).map { "This is \($0.phrase): unpack it first." }
          ?? "The language is not known by the file's name; name it with --lang, such as --lang python.")
    }
    inputs.append(input)
  }

  /// A scanner for one kind of caller, or for all.
  func scanner(_ flow: Flow?, _ catalog: Catalog) -> CodeScanner {
    CodeScanner(
      catalog: catalog, advisor: LeastPrivilegeAdvisor(catalog: catalog, takeover: TakeoverClass.names(catalog)),
      flows: flow.map { [$0] } ?? Flow.allCases,
      sinks: Self.sinks(ownSinks))
  }

  /// What sends requests: what everybody has, and what a project wrote around it.
  static func sinks(_ own: [SinkSetting]) -> CallSinks {
    var sinks = CallSinks(rows: CodeFacts.sinks)
    for sink in own {
      sinks.add(
        languages: sink.languages.isEmpty ? "*" : sink.languages.joined(separator: ","), call: sink.call,
        address: sink.url, method: sink.method.map { GraphPaths.methods.contains($0) ? $0 : $0 + ":GET" } ?? "GET",
        kind: .graph, base: sink.base.map { String($0.drop { $0 == "/" }.reversed().drop { $0 == "/" }.reversed()) })
    }
    return sinks
  }

  /// Scans what was read for every kind of caller.
  package func scan(catalog: Catalog = .shared) -> CodeScan { scan(by: scanner(nil, catalog)) }

  /// Scans what was read.
  func scan(by scanner: CodeScanner) -> CodeScan {
    var scan = scanner.scan(inputs, settings: settings, tables: tables)
    scan.skipped = skipped
    scan.errors += errors
    return scan
  }
}

/// What makes a scan incomplete beside what could not be read.
package struct ScanStrictness: Sendable {
  /// A call that could not be resolved, or that the catalog does not know.
  package var isStrict: Bool
  /// A call that could not be resolved.
  package var failsOnUnresolved: Bool

  package init(isStrict: Bool, failsOnUnresolved: Bool) {
    self.isStrict = isStrict
    self.failsOnUnresolved = failsOnUnresolved
  }

  fileprivate func verdict(_ scan: CodeScan) -> AuditVerdict {
    if !scan.errors.isEmpty { return .incomplete }
    if scan.calls.isEmpty, scan.unresolved.isEmpty { return .nothingToAudit }
    if isStrict || failsOnUnresolved, !scan.unresolved.isEmpty { return .incomplete }
    return isStrict && scan.templates.contains { $0 == nil } ? .incomplete : .clean
  }
}

extension Answer {
  /// The Graph calls that source code makes, and the least permissions that they need.
  package static func scan(
    _ reading: CodeReading, flow: Flow?, _ strictness: ScanStrictness, _ format: FormatName, _ display: Display,
    catalog: Catalog = .shared
  ) -> Answer {
    var scan = reading.scan(by: reading.scanner(flow, catalog))
    let book = RuleBook.shared
    scan.findings = CodeFindings.of(scan, book: book, settings: RuleSettings())
    let bytes: [UInt8] =
      switch format {
      case .json: ScanJSON.bytes(scan, catalog)
      case .requests: Array(ScanText.requests(scan).utf8)
      case .sarif: ScanSARIF.bytes(scan.findings, book)
      default: Array(ScanText.text(scan, catalog, isVerbose: display.isVerbose).utf8)
      }
    return Answer(bytes, verdict: strictness.verdict(scan))
  }

  /// What counts as sending a request in source code.
  ///
  /// - Parameter gate: knows the project's own functions.
  package static func sinks(_ gate: Gate) -> Answer {
    Answer(
      CodeReading.sinks(gate.sinks).all.map { sink in
        "\(sink.languages.joined(separator: ","))\t\(sink.call)\t\(sink.kind.rawValue)\n"
      }.joined())
  }
}
