package import ScopeSources

/// A file of source code that was read.
package struct CodeInput: Sendable {
  package var outlines: [(outline: Outline, language: String)]

  /// - Parameter name: decides the language by its ending; nil where no language is known by it.
  package init?(path: String, bytes: [UInt8], language: String? = nil) {
    guard let language = language ?? CodeInput.language(of: path) else { return nil }
    var bytes = bytes
    if path.hasSuffix(".ipynb") { bytes = NotebookCode.script(bytes) }
    if path.hasSuffix(".vue") || path.hasSuffix(".svelte") { bytes = EmbeddedCode.component(bytes) }
    if path.hasSuffix(".razor") || path.hasSuffix(".cshtml") { bytes = RazorCode.code(bytes) }
    let source = SourceText(path: path, bytes: bytes)
    switch language {
    case "http": outlines = [(EmbeddedCode.requests(source), language)]
    case "json": outlines = [(EmbeddedCode.workflow(source), language)]
    case "terraform": outlines = [(TerraformCalls.outline(source), language)]
    case "yaml": outlines = PipelineCode.outlines(source)
    case "powershell": outlines = [(PowerShellParser.outline(source), language)]
    case "shell": outlines = [(ShellParser.outline(source), language)]
    default:
      guard let known = CodeLanguage(rawValue: language) else { return nil }
      outlines = [(known.outline(of: source), language)]
    }
  }

  /// A data file that the code may read.
  package init(table path: String, bytes: [UInt8]) {
    outlines = [(DataTable.outline(path, bytes), "data")]
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
    "tf": "terraform", "yml": "yaml", "yaml": "yaml",
  ]

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
    return path.lowercased().hasSuffix(".min.js") || path.hasSuffix(".d.ts") ? nil : languages[ending]
  }
}
