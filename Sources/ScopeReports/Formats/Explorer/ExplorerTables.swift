internal import ScopeAudit
internal import ScopeCatalog
import ScopeValues

/// The tables beside the explorer's entries: rules, permissions, kinds and the run itself.
struct ExplorerTables {
  let catalog: Catalog
  let powers: PermissionPowers
  let run: CheckRun
  let now: Timestamp

  /// One JSON object, safe inside of a script element.
  ///
  /// - Parameter isWhole: whether the entries say all that is known.
  func json(isWhole: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("today", Int(now.daysSince1970))
      writer.member("whole", isWhole)
      writer.member("tool", Tool.name)
      writer.strings("kinds", DataKind.allCases.map(\.name))
      writer.strings("levels", PowerLevel.allCases.map(\.name))
      writer.strings("severities", Severity.allCases.map(\.name))
      writer.key("rules")
      writer.array { writer in for rule in RuleBook.shared.rules { self.rule(rule, &writer) } }
      writer.key("permissions")
      writer.object { writer in
        for index in run.tally.heldPermissions.elements { permission(index, &writer) }
      }
    }
    return ExplorerTexts.escaped(writer.bytes)
  }

  /// Its id; with title, fix and command where it reported something.
  private func rule(_ rule: Rule, _ writer: inout JSONWriter) {
    let isUsed = run.tally.reportedRules.elements.contains(rule.index)
    writer.array { writer in
      writer.string(rule.id)
      guard isUsed else { return }
      writer.string(rule.title)
      writer.string(rule.fix.text)
      writer.string(rule.fix.command)
    }
  }

  /// Name, resource, flow and levels as one digit a kind.
  private func permission(_ index: Int, _ writer: inout JSONWriter) {
    let permission = catalog.permission(index)
    writer.key(named: String(index))
    writer.array { writer in
      writer.string(catalog.name(permission.nameIndex))
      writer.string(catalog.resourceName(permission.resource))
      writer.string(permission.flow.name)
      writer.string(DataKind.allCases.map { String(powers.level(index, $0).rawValue) }.joined())
      writer.string(
        catalog.entities(of: permission).prefix(40).map { "\($0.entity): \($0.actions.joined(separator: ", "))" }
          .joined(separator: "\n"))
    }
  }
}
