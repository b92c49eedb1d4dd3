import ScopeValues

/// Puts text from untrusted input into Markdown as GitHub, GitLab and Azure read it.
enum MarkdownText {
  /// The text as a code span, in which nothing is a link, a mention or markup; fit for a table's cell.
  static func code(_ text: String) -> String {
    let text = SafeText.line(text)
    guard !text.isEmpty else { return "" }
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == ASCII.backtick ? current + 1 : 0
      longest = max(longest, current)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let space = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    // A bar ends the cell even inside a code span, and a backslash before it would be undone by ours.
    return "\(fence)\(space)\(text.escaping(["|": "\u{2502}"]))\(space)\(fence)"
  }

  /// The text as running words: no markup, no HTML, no link, no mention of a person or an issue.
  static func prose(_ text: String) -> String {
    let prose = SafeText.line(text).escaping([
      "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;", "*": "&#42;", "_": "&#95;", "~": "&#126;",
      "[": "&#91;", "]": "&#93;", "\\": "&#92;", "$": "&#36;", "@": "@&#8203;", "#": "#&#8203;",
    ])
    // GitHub makes links of bare addresses, too.
    return prose.replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
  }
}
