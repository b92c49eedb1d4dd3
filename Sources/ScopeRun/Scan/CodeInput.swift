import ScopeSources

/// A file of source code.
package struct CodeInput: Sendable {
  let path: String
  private let language: String
  private let content: @Sendable () -> [UInt8]?
  /// How many bytes it had when it was first read.
  let size: Int

  /// - Parameter language: where the name does not tell it; nil where no language is known by it.
  package init?(path: String, bytes: [UInt8], language: String? = nil) {
    self.init(path: path, language: language, size: bytes.count) { bytes }
  }

  /// - Parameter content: the bytes of the file, each time it is read; nil where it cannot be read any more.
  init?(path: String, language: String?, size: Int, content: @escaping @Sendable () -> [UInt8]?) {
    guard let language = language ?? CodeInput.language(of: path),
      Self.others.contains(language) || CodeLanguage(rawValue: language) != nil
    else { return nil }
    self.path = path
    self.language = language
    self.size = size
    self.content = content
  }

  private static let others: Set<String> = ["http", "json", "terraform", "yaml", "powershell", "shell"]

  /// What the file says, read anew each time; nil where it cannot be read.
  func outlines() -> [(outline: Outline, language: String)]? {
    guard var bytes = content() else { return nil }
    if language == "data" { return [(DataTable.outline(path, bytes), language)] }
    if path.hasSuffix(".ipynb") { bytes = NotebookCode.script(bytes) }
    if path.hasSuffix(".vue") || path.hasSuffix(".svelte") { bytes = EmbeddedCode.component(bytes) }
    if path.hasSuffix(".html") || path.hasSuffix(".htm") { bytes = PageCode.code(bytes) }
    if ProjectCode.isProject(path) { bytes = ProjectCode.code(bytes) }
    if path.hasSuffix(".razor") || path.hasSuffix(".cshtml") { bytes = RazorCode.code(bytes) }
    let source = SourceText(path: path, bytes: bytes)
    switch language {
    case "http": return [(EmbeddedCode.requests(source), language)]
    case "json": return [(EmbeddedCode.workflow(source), language)]
    case "terraform": return [(TerraformCalls.outline(source), language)] + TerraformCalls.scripts(source)
    case "yaml": return PipelineCode.outlines(source)
    case "powershell": return [(PowerShellParser.outline(source), language)]
    case "shell": return [(ShellParser.outline(source), language)]
    default: return CodeLanguage(rawValue: language).map { [($0.outline(of: source), language)] }
    }
  }

  /// A data file that the code may read.
  package init(table path: String, content: @escaping @Sendable () -> [UInt8]?) {
    self.path = path
    language = "data"
    size = 0
    self.content = content
  }

  /// Whether a JSON file defines requests: a workflow's actions, or the body of a batch.
  static func isDefinition(_ bytes: [UInt8]) -> Bool {
    guard bytes.count < 16 << 20 else { return false }
    let text = SourceText(path: "", bytes: bytes)
    let isWorkflow = text.mentions("\"actions\"") && (text.mentions("\"uri\"") || text.mentions("request/url"))
    let isBatch = text.mentions("\"requests\"") && text.mentions("\"method\"") && text.mentions("\"url\"")
    return isWorkflow || isBatch
  }

  private static let languages: [String: String] = [
    "ps1": "powershell", "psm1": "powershell", "psd1": "powershell", "cs": "csharp", "csx": "csharp", "razor": "csharp",
    "cshtml": "csharp", "py": "python",
    "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript", "ts": "typescript",
    "tsx": "typescript", "mts": "typescript", "cts": "typescript", "java": "java", "go": "go", "sh": "shell",
    "bash": "shell", "ipynb": "python", "vue": "typescript", "svelte": "typescript", "http": "http", "rest": "http",
    "html": "javascript", "htm": "javascript", "tf": "terraform", "yml": "yaml", "yaml": "yaml",
  ]

  /// The languages that --lang takes, with commas between.
  static var names: String { Set(languages.values).sorted().joined(separator: ", ") }

  /// The language of a file by its ending.
  package static func language(of path: String) -> String? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    if ending == "json",
      path.lowercased().contains("workflow") || path.lowercased().contains("logic")
        || path.lowercased().contains("flow") || path.lowercased().hasSuffix("template.json")
        || path.lowercased().hasSuffix("azuredeploy.json")
        || path.lowercased().hasSuffix("definition.json")
    {
      return "json"
    }
    if ProjectCode.isProject(path) { return "csharp" }
    return path.lowercased().hasSuffix(".min.js") || path.hasSuffix(".d.ts") ? nil : languages[ending]
  }
}
