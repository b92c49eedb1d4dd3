import ScopeAudit
import ScopeDocuments
import ScopeValues

/// Which findings the command line wants to see, as it says it.
package struct ShownFindings: Sendable {
  package var minSeverity: String?
  /// Rules' ids, perhaps several with commas between.
  package var rules: [String] = []
  package var ignored: [String] = []
  package var applications: [String] = []
  /// A number.
  package var limit: String?
  /// Whether counts by rule and by application take the place of the findings.
  package var isSummary = false

  package init(
    minSeverity: String? = nil, rules: [String] = [], ignored: [String] = [], applications: [String] = [],
    limit: String? = nil, isSummary: Bool = false
  ) {
    self.minSeverity = minSeverity
    self.rules = rules
    self.ignored = ignored
    self.applications = applications
    self.limit = limit
    self.isSummary = isSummary
  }

  /// The names of severities, the worst first.
  package static let severities = Severity.allCases.reversed().map(\.name)

  /// The filter that reports go by.
  ///
  /// - Throws: ``UsageProblem`` where a severity or rule does not exist, or a number is none.
  func filter(_ book: RuleBook = .shared) throws(UsageProblem) -> FindingFilter {
    var filter = FindingFilter()
    if let minSeverity {
      guard let severity = Severity(name: minSeverity.lowercased()) else {
        throw UsageProblem(
          "--min-severity: there is no severity called \(SafeText.line(minSeverity)). \(NearestName.remedy(for: minSeverity, among: Self.severities))",
          showsUsage: false)
      }
      filter.leastSeverity = severity
    }
    let shown = try indexes(rules, .rule, book)
    if !shown.isEmpty { filter.rules = shown }
    filter.ignored = try indexes(ignored, .ignore, book)
    for application in applications {
      let wanted = application.lowercased().trimmed
      guard !wanted.isEmpty else {
        throw UsageProblem(
          "--app: an empty name is in every name. Give a part of the application's name, or its id.", showsUsage: false)
      }
      filter.applications.append(wanted)
    }
    if let limit {
      guard let number = Int(limit), number > 0 else {
        throw UsageProblem(
          "--limit: \(SafeText.line(limit)) is no number of findings. Give 1 or more; --summary shows counts alone.",
          showsUsage: false)
      }
      filter.limit = number
    }
    return filter
  }

  private func indexes(_ ids: [String], _ option: FilterOption, _ book: RuleBook) throws(UsageProblem) -> Set<Int> {
    var indexes: Set<Int> = []
    for id in ids.flatMap({ $0.split(separator: ",") }).map({ String($0).trimmed }) where !id.isEmpty {
      guard let rule = book.rule(id.lowercased()) else {
        let hint = book.nearest(to: id).map { "Did you mean \($0)?" } ?? "`scopeaudit rules` lists them."
        throw UsageProblem(
          "\(option.rawValue): there is no rule called \(SafeText.line(id)). \(hint)", showsUsage: false)
      }
      indexes.insert(rule.index)
    }
    return indexes
  }
}

extension String {
  /// The text without the spaces around it.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
