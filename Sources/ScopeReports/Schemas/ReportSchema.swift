internal import CatalogData

/// The JSON Schemas (draft 2020-12) of what commands write as JSON, each of version 1 and named by the command, and of
/// the records in rules/.
package enum ReportSchema: String, CaseIterable, Sendable {
  case check, token, diagnose, minimize, scan, activity, rule, error

  package func write(to output: ReportOutput) {
    switch self {
    case .check: output(Self.report)
    case .token: Self.write("token", "tokenReport", to: output)
    case .diagnose: Self.write("diagnose", "diagnosis", to: output)
    case .minimize: output(.init(start: scopeaudit_minimize_schema_bytes(), count: scopeaudit_minimize_schema_size()))
    case .scan: output(.init(start: scopeaudit_scan_schema_bytes(), count: scopeaudit_scan_schema_size()))
    case .activity: output(.init(start: scopeaudit_activity_schema_bytes(), count: scopeaudit_activity_schema_size()))
    case .rule: output(.init(start: scopeaudit_rule_schema_bytes(), count: scopeaudit_rule_schema_size()))
    case .error: output(.init(start: scopeaudit_error_schema_bytes(), count: scopeaudit_error_schema_size()))
    }
  }

  private static var report: UnsafeRawBufferPointer {
    .init(start: scopeaudit_report_schema_bytes(), count: scopeaudit_report_schema_size())
  }

  /// Writes a schema that stands among the definitions of that of check, with which it shares most of them.
  private static func write(_ command: String, _ definition: String, to output: ReportOutput) {
    let mark = Array("\n  \"$defs\": {".utf8)
    guard let start = report.indices.first(where: { report[$0...].starts(with: mark) }) else { return }
    let head = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://github.com/scopeaudit/scopeaudit/schemas/\(command)-1.json",
        "title": "scopeaudit \(command), version 1",
        "description": "What scopeaudit \(command) writes with --format json. Members may be added within a version; none is renamed or removed. What does not apply is absent, never null.",
        "$ref": "#/$defs/\(definition)",
      """
    Array(head.utf8).write(to: output)
    output(UnsafeRawBufferPointer(rebasing: report[start...]))
  }
}
