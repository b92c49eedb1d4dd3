import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

/// The name of a report format.
enum FormatName: String, CaseIterable, ExpressibleByArgument {
  case text, json, junit
  case junitAnt = "junit:ant"
  case sarif, github, azure, gitlab, markdown, html, csv

  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// What formats are told when they are made.
struct FormatSettings {
  /// The rules that applications and service principals are judged by.
  var rules: JudgingRules
  /// The rules that tokens beside them are judged by; none where no token is given.
  var tokenRules: [Rule] = []
  /// How text looks on standard output; in a file it has neither colours nor the terminal's width.
  var style: TextStyle
  var threshold: FailureThreshold
  /// The moment that reports name as theirs.
  var now: Timestamp
  /// Whether text lists what each permission permits.
  var showsPermissions = false
  /// Whether the run compares two states, so that JSON and Markdown list what differs.
  var showsChanges = false
  /// What a command reports in words of its own; nil for the formats that it leaves as they are.
  var own: (FormatName, TextStyle) -> (any CheckFormat)? = { _, _ in nil }
}

extension FormatName {
  func make(_ settings: FormatSettings, isFile: Bool) -> any CheckFormat {
    let style = isFile ? TextStyle(isVerbose: settings.style.isVerbose) : settings.style
    if let own = settings.own(self, style) { return own }
    switch self {
    case .text:
      return TextReport(catalog: .shared, style: style, showsPermissions: settings.showsPermissions)
    case .json:
      return JSONReport(
        catalog: .shared, showsChanges: settings.showsChanges, showsTokens: !settings.tokenRules.isEmpty)
    case .junit, .junitAnt:
      return JUnitReport(
        rules: settings.rules, tokenRules: settings.tokenRules, threshold: settings.threshold,
        timestamp: settings.now.withoutZone,
        isAnt: self == .junitAnt)
    case .sarif: return SARIFReport(rules: RuleBook.shared.rules)
    case .github: return GitHubReport()
    case .azure: return AzureReport()
    case .gitlab: return GitLabReport()
    case .markdown: return settings.showsChanges ? ChangesMarkdown() : MarkdownReport(rules: RuleBook.shared.rules)
    case .html:
      return HTMLReport(
        catalog: .shared, rules: settings.rules, tokenRules: settings.tokenRules, now: settings.now,
        threshold: settings.threshold.severity)
    case .csv: return CSVReport()
    }
  }
}
