/// An option that leaves findings out of the reports, as the command line writes it.
package enum FilterOption: String, CaseIterable, Sendable {
  case app = "--app"
  case rule = "--rule"
  case ignore = "--ignore"
  case minSeverity = "--min-severity"
  case limit = "--limit"
}
