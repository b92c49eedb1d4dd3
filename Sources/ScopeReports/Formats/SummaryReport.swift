package import ScopeAudit
internal import ScopeCatalog
import ScopeValues

/// Counts by rule and by application, in place of the findings.
package struct SummaryReport: CheckFormat {
  private let text: TextReport
  private let overview: FindingOverview

  package init(style: TextStyle, book: RuleBook) {
    text = TextReport(catalog: .shared, style: style, showsPermissions: false)
    overview = FindingOverview(style: style, book: book)
  }

  package var sectionCount: Int { FindingOverview.sectionCount }
  package func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool { FindingOverview.isFull(kept[section]) }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    overview.render(result, into: &fragment, first: 0)
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {}

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    Array((overview.text(run, sections, first: 0) + text.closing(run)).utf8).write(to: output)
  }
}
