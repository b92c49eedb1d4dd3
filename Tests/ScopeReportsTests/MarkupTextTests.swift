import Testing

@testable import ScopeReports

/// Text that is put into HTML and Markdown stays text.
@Suite struct MarkupTextTests {
  private static let hostile = [
    "", "`", "``", "a`b``c", "`a`", "|", "\\|", "a|b", "*b*", "_i_", "~s~", "[a](https://example.com)", "![a](b)",
    "<b>",
    "&lt;", "@somebody", "#12", "$x$", "www.example.com", "http://example.com", "a\nb", "- [ ] a", "\u{202E}abc",
    "\"><script>alert(1)</script>", "' onmouseover='x", "]]>", "\\", "\\`",
  ]

  @Test(arguments: hostile)
  func codeEndsWhereItShould(text: String) {
    let code = MarkdownText.code(text)
    guard !text.isEmpty else { return #expect(code.isEmpty) }
    let fence = code.prefix { $0 == "`" }
    let inside = code.dropFirst(fence.count).dropLast(fence.count)
    #expect(code.hasSuffix(fence) && !inside.isEmpty)
    #expect(!inside.split(whereSeparator: { $0 != "`" }).contains { $0.count == fence.count })
    #expect(!inside.hasPrefix("`") && !inside.hasSuffix("`"))
    #expect(!code.contains("|") && !code.contains("\n"))
  }

  @Test(arguments: hostile)
  func proseHasNoMarkup(text: String) {
    let prose = MarkdownText.prose(text)
    #expect(!prose.contains { "<>|`*_~[]\\$\n".contains($0) })
    #expect(!prose.contains("://") && !prose.contains("www."))
    // Without what breaks a mention, and without what stands for a character, neither sign is left.
    let rest = prose.replacing("@&#8203;", with: "").replacing("#&#8203;", with: "").replacing("&#", with: "")
    #expect(!rest.contains { "@#".contains($0) })
  }

  @Test(arguments: hostile)
  func htmlHasNoMarkup(text: String) {
    let html = HTMLText.escape(text)
    #expect(!html.contains { "<>\"'\n".contains($0) })
    #expect(!html.unicodeScalars.contains { $0.value == 0x202E })
    let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"]
    for part in html.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      #expect(entities.contains { part.hasPrefix($0) })
    }
  }

  @Test func listsAndPartsAreEmptyOrWhole() {
    #expect(HTMLText.list([]).isEmpty)
    #expect(HTMLText.list(["a", "b"]) == "<ul><li>a</li><li>b</li></ul>\n")
    #expect(HTMLText.details("s", "b", id: "i") == "<details id=\"i\"><summary>s</summary>\nb</details>\n")
  }

  @Test func escapingReplacesEachOnce() {
    #expect("a%b;%".escaping(["%": "%25", ";": "%3B"]) == "a%25b%3B%25")
    #expect("caf\u{E9}".escaping(["%": "%25"]) == "caf\u{E9}")
  }
}
