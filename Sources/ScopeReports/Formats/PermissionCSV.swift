package import ScopeAudit
package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// A table for spreadsheets of who holds what (RFC 4180): a row for each action on each kind of thing that a permission
/// of an application permits; one row without them where the catalog names none. Findings are not in it.
package struct PermissionCSV: CheckFormat {
  private let catalog: Catalog

  package init(catalog: Catalog) { self.catalog = catalog }

  private static let header = [
    "kind", "application", "appId", "principal", "resource", "flow", "permission", "id", "status", "entity", "action",
    "path", "line", "column", "message",
  ]

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    for held in result.permissions {
      let name = held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? ""
      let start = [
        "permission", result.displayName, result.appId, result.isServicePrincipal ? "service principal" : "application",
        catalog.resourceName(of: held) ?? "", held.flow?.name ?? "", name,
        held.id.map { Identifier.guid($0).description } ?? "", held.status.rawValue,
      ]
      let end = [
        held.path ?? result.location.path, String(held.position.line), String(held.position.column), "",
      ]
      let pairs = held.permission.map(catalog.entities) ?? []
      if pairs.isEmpty { CSVReport.row(start + ["", ""] + end, &fragment.sections[0]) }
      for entity in pairs {
        for action in entity.actions {
          CSVReport.row(start + [entity.entity, action] + end, &fragment.sections[0])
        }
      }
    }
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {}

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var head: [UInt8] = []
    CSVReport.row(Self.header, &head)
    for failure in run.failures {
      let place = [failure.path, String(failure.position.line), String(failure.position.column), failure.sentence]
      CSVReport.row(["error"] + Array(repeating: "", count: 10) + place, &head)
    }
    if let sentence = run.unshownSentence {
      CSVReport.row(["notShown"] + Array(repeating: "", count: 13) + [sentence], &head)
    }
    head.write(to: output)
    sections.copy(0, to: output)
  }
}
