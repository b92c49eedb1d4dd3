import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeReports
import ScopeValues

/// Prints the rule book, or one rule.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What each rule reports, why it matters and what to do about it.")

  @Argument(help: "A rule's id; without one, every rule is listed.") var id: String?
  @Option(name: .shortAndLong, help: FormatOption.help(.rules), transform: FormatOption.read(.rules))
  var format = FormatName.text
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let book = RuleBook.shared
    guard let id else { return try write(book.rules, in: book, isList: true) }
    guard let rule = book.rule(id) else {
      let hint = book.nearest(to: id).map { " Did you mean \($0)?" } ?? " `scopeaudit rules` lists them."
      StandardError.print(["There is no rule called \(SafeText.line(id)).\(hint)"])
      throw ExitStatus.usage
    }
    try write([rule], in: book, isList: false)
  }

  private func write(_ rules: [Rule], in book: RuleBook, isList: Bool) throws {
    let text =
      switch format {
      case .markdown: isList ? RuleBookMarkdown.book(book) : RuleBookMarkdown.section(rules[0], level: 1)
      case .json: RuleJSON.report(rules, .shared)
      default: isList ? RuleText.list(book, style: display.style) : RuleText.page(rules[0], style: display.style)
      }
    let standardOutput = OutputStream.standardOutput()
    Array(text.utf8).withUnsafeBytes { standardOutput.append($0) }
    try standardOutput.finish()
  }
}
