internal import CatalogData

/// The JSON Schema (draft 2020-12) of the JSON report, version 1.
package enum ReportSchema {
  package static func write(to output: ReportOutput) {
    output(UnsafeRawBufferPointer(start: scopeaudit_report_schema_bytes(), count: scopeaudit_report_schema_size()))
  }
}
