package import ScopeAudit

/// A report that was put together before, delivered like every other one.
package struct FixedReport: CheckFormat {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {}
  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {}
  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {}

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) { bytes.write(to: output) }
}
