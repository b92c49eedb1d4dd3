import ScopeAudit
import ScopeCatalog
import ScopeValues

/// The formats of all commands: the one table that a new format joins.
package enum FormatName: String, CaseIterable, Sendable {
  case text, json, junit
  case junitAnt = "junit:ant"
  case junitFailures = "junit:failures"
  case sarif, github, azure, gitlab, markdown, html, csv
  /// METHOD URL lines, of scan alone.
  case requests

  /// The formats of check, diff, token and convert.
  package static let ofAudits = allCases.filter { $0 != .requests }

  /// Names with commas between, as help and refusals list them.
  package static func list(_ formats: [FormatName] = ofAudits) -> String {
    formats.map(\.rawValue).joined(separator: ", ")
  }
}

/// The commands that report in formats of their own choice.
package enum ReportingCommand: Sendable {
  /// check, diff, token and convert.
  case audit
  case diagnose, lookup, minimize, rules, scan

  /// The formats in which the command reports.
  package var formats: [FormatName] {
    switch self {
    case .audit: FormatName.ofAudits
    case .diagnose: [.text, .json, .junit, .junitAnt, .markdown]
    case .lookup, .minimize: [.text, .json]
    case .rules: [.text, .markdown, .json]
    case .scan: [.text, .json, .requests, .sarif]
    }
  }
}

extension FormatName {
  /// What renders a run in this format.
  ///
  /// - Parameter isFile: whether the report goes to a file, which has neither colours nor the terminal's width.
  package func make(_ settings: FormatSettings, isFile: Bool) -> any CheckFormat {
    let style = isFile ? TextStyle(isVerbose: settings.style.isVerbose) : settings.style
    if let own = settings.own(self, style) { return own }
    switch self {
    case .text:
      return TextReport(
        catalog: .shared, style: style, showsPermissions: settings.showsPermissions)
    case .json:
      return JSONReport(
        catalog: .shared, showsChanges: settings.showsChanges, showsTokens: !settings.tokenRules.isEmpty)
    case .junit, .junitAnt, .junitFailures:
      return JUnitReport(
        rules: settings.rules, tokenRules: settings.tokenRules, threshold: settings.threshold,
        timestamp: settings.now.withoutZone,
        isAnt: self == .junitAnt, hasFailuresAlone: self == .junitFailures)
    case .sarif: return SARIFReport(rules: RuleBook.shared.rules)
    case .github: return GitHubReport()
    case .azure: return AzureReport()
    case .gitlab: return GitLabReport()
    case .markdown:
      return settings.showsChanges
        ? ChangesMarkdown()
        : MarkdownReport(rules: RuleBook.shared.rules, permissionsOf: settings.showsPermissions ? .shared : nil)
    case .html:
      return HTMLReport(
        catalog: .shared, rules: settings.rules, tokenRules: settings.tokenRules, now: settings.now,
        threshold: settings.threshold.severity)
    case .csv: return settings.showsPermissions ? PermissionCSV(catalog: .shared) : CSVReport()
    case .requests: return FixedReport([])
    }
  }
}
