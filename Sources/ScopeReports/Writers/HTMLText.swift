import ScopeValues

/// Puts text into HTML.
enum HTMLText {
  /// The text for an element or a quoted attribute, every control and bidirectional mark made visible.
  static func escape(_ text: String) -> String {
    SafeText.line(text).escaping(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"])
  }

  /// A list's items, or nothing where there are none.
  static func list(_ items: [String]) -> String {
    items.isEmpty ? "" : "<ul>" + items.map { "<li>\($0)</li>" }.joined() + "</ul>\n"
  }

  /// A part that is folded away until somebody opens it.
  static func details(_ summary: String, _ body: String, id: String? = nil) -> String {
    "<details\(id.map { " id=\"\($0)\"" } ?? "")><summary>\(summary)</summary>\n\(body)</details>\n"
  }
}
