internal import ScopeAudit
internal import ScopeDocuments
package import ScopeCatalog

/// The report for people.
package enum TextReport {
  package static func render(_ report: CheckReport, showPermissions: Bool, catalog: Catalog) -> String {
    var text = ""
    for result in report.applications {
      text += heading(result)
      if showPermissions { text += permissions(result, catalog) }
      for finding in result.findings {
        let start = finding.location.range.start
        text += "\n\(pad(finding.severity.name, 8))  \(finding.rule)  \(SafeText.line(finding.location.path)):\(start.line):\(start.column)\n"
        let number = String(start.line)
        let before = SafeText.line(finding.excerpt.before.replacingTabs)
        text += "  \(number) | \(finding.excerpt.clippedBefore ? "\u{2026}" : "")\(before)\(SafeText.line(finding.excerpt.token))\(SafeText.line(finding.excerpt.after))\(finding.excerpt.clippedAfter ? "\u{2026}" : "")\n"
        let indent = String(repeating: " ", count: before.count + (finding.excerpt.clippedBefore ? 1 : 0))
        text += "  \(String(repeating: " ", count: number.count)) | \(indent)^ \(SafeText.line(finding.message))\n"
        if !finding.fix.isEmpty { text += "  fix  \(finding.fix)\n" }
      }
      text += result.findings.isEmpty ? "\nNo findings.\n\n" : "\n"
    }
    for failure in report.failures {
      text += "error  \(SafeText.line(failure.path)):\(failure.position.line):\(failure.position.column): \(failure.message)\n       \(failure.remedy)\n"
    }
    return text + summary(report) + "\n"
  }

  private static func heading(_ result: ApplicationResult) -> String {
    let name = result.displayName.isEmpty ? "(no display name)" : SafeText.line(result.displayName)
    let start = result.location.range.start
    let audience = result.application.signInAudience.value ?? result.application.availableToOtherTenants.value.map { $0 ? "other tenants" : "one tenant" } ?? "audience not stated"
    let held = result.holdings.permissions
    let application = held.count { $0.flow == .application }
    return """
      \(name)  \(SafeText.line(result.appId))  \(SafeText.line(result.location.path)):\(start.line)
      \(SafeText.line(audience)) \u{B7} \(application) application and \(held.count - application) delegated permissions \u{B7} \(result.application.dialect.phrase) format

      """
  }

  private static func permissions(_ result: ApplicationResult, _ catalog: Catalog) -> String {
    var text = ""
    for held in result.holdings.permissions {
      let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier
      text += "  \(pad(held.flow?.name ?? "?", 11))  \(SafeText.line(name))\(held.status == .known ? "" : " (\(held.status.rawValue))")\n"
      guard let permission = held.permission else { continue }
      for entity in catalog.entities(nameIndex: permission.nameIndex) {
        text += "               \(entity.entity): \(entity.actions.joined(separator: ", "))\n"
      }
    }
    return text
  }

  private static func summary(_ report: CheckReport) -> String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = report.count(severity)
      return count == 0 ? nil : "\(count) \(severity.name)"
    }
    let findings = report.applications.reduce(0) { $0 + $1.findings.count }
    var text = "\(plural(report.applications.count, "application")), \(plural(findings, "finding"))"
    if !counts.isEmpty { text += " (\(counts.joined(separator: ", ")))" }
    text += "."
    let skipped = report.applications.reduce(0) { $0 + $1.notAssessable.count }
    if skipped > 0 { text += " \(skipped) checks could not be judged from these exports." }
    if !report.failures.isEmpty { text += " The audit is incomplete: \(plural(report.failures.count, "problem")) above." }
    return text
  }

  private static func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension String {
  fileprivate var replacingTabs: String { String(map { $0 == "\t" ? " " : $0 }) }
}
