internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A permission that is not asked for, although some call fails without it.
  static let missingPermission = Check(needs: "missing-permission") { comparison, context in
    for missing in comparison.missing {
      let (permission, flow) = (missing.permission, missing.permission.flow)
      let name = context.catalog.name(permission.nameIndex)
      // Where it would stand: beside the others of its flow, else beside any.
      let neighbour =
        context.holdings.permissions.last { $0.resource == permission.resource && $0.flow == flow }
        ?? context.holdings.permissions.last
      guard let place = neighbour?.place ?? context.holdings.place else { continue }
      let others =
        missing.others == 0 ? "" : missing.others == 1 ? " and 1 other call" : " and \(missing.others) other calls"
      let id = GUID(high: permission.high, low: permission.low).description
      context.report(
        place, "Nothing that is asked for lets \(missing.call)\(others) through; \(name) is the least that does.",
        subject: [flow.name, name], fix: "Add the \(flow.name) permission \(name) (\(id)).")
      context.witness(missing.places, "The code makes the call here.")
    }
  }
}
