internal import CatalogData

/// The JSON Schemas (draft 2020-12) of what commands write as JSON, each of version 1; named by the command.
package enum ReportSchema: String, CaseIterable, Sendable {
  case check, minimize, activity

  package func write(to output: ReportOutput) { output(bytes) }

  private var bytes: UnsafeRawBufferPointer {
    switch self {
    case .check: .init(start: scopeaudit_report_schema_bytes(), count: scopeaudit_report_schema_size())
    case .minimize: .init(start: scopeaudit_minimize_schema_bytes(), count: scopeaudit_minimize_schema_size())
    case .activity: .init(start: scopeaudit_activity_schema_bytes(), count: scopeaudit_activity_schema_size())
    }
  }
}
