internal import ScopeCatalog

extension Checks {
  /// A permission that no call needs, or that less would do in the place of.
  static let excessPermission = Check(needs: "excess-permission") { comparison, context in
    var reported: Set<Int> = []
    for held in context.holdings.permissions where held.status == .known || held.status == .unpublished {
      guard let permission = held.permission, let replacements = comparison.excess[permission.index],
        reported.insert(permission.index).inserted
      else { continue }
      let name = context.name(held)
      // What could not be resolved may be what needs it.
      let severity: Severity? = comparison.mayNeed(name) ? .low : nil
      let lesser = replacements.map { context.catalog.name($0.nameIndex) }.joined(separator: " and ")
      guard lesser.isEmpty else {
        context.report(
          held, "The \(comparison.origin) calls that \(name) lets through need no more than \(lesser).",
          severity: severity, fix: "Replace \(name) by \(lesser)\(comparison.caution).")
        context.witness(comparison.places[permission.index] ?? [], "The code makes such a call here.")
        continue
      }
      context.report(
        held, "No \(comparison.origin) call needs \(name).", severity: severity,
        fix: "Remove \(name): no \(comparison.origin) call needs it\(comparison.caution).")
    }
  }
}
