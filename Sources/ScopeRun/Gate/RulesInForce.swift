package import ScopeAudit
package import ScopeCatalog
import ScopeReports
import ScopeValues

extension Answer {
  /// The rule book, or the page of one rule.
  ///
  /// - Parameter gate: the settings, whose severities the list shows.
  /// - Throws: ``UsageProblem`` where there is no such rule, ``ConfigurationError`` where the settings say nonsense.
  package static func rules(
    _ id: String?, _ gate: Gate, _ format: FormatName, _ display: Display, book: RuleBook = .shared,
    catalog: Catalog = .shared
  ) throws -> Answer {
    let settings = try gate.options(now: .epoch).rules
    guard let id else {
      switch format {
      case .markdown: return Answer(RuleBookMarkdown.book(book))
      case .json: return Answer(RuleJSON.report(book.rules, catalog))
      default: return Answer(RuleText.list(book, style: display.style, settings))
      }
    }
    guard let rule = book.rule(id) else {
      let hint = book.nearest(to: id).map { " Did you mean \($0)?" } ?? " `scopeaudit rules` lists them."
      throw UsageProblem(
        "There is no rule called \(SafeText.line(id)).\(hint)", showsUsage: false)
    }
    switch format {
    case .markdown: return Answer(RuleBookMarkdown.section(rule, level: 1))
    case .json: return Answer(RuleJSON.report([rule], catalog))
    default: return Answer(RuleText.page(rule, style: display.style))
    }
  }
}
