import ScopeAudit
import ScopeDocuments
import ScopeValues

extension SavedReport {
  /// What filters had left out when the report was made, so that it is judged as the audit was.
  static func unshown(_ summary: SavedValue) throws(Problem) -> Unshown {
    var unshown = Unshown()
    guard summary.has("notShown") else { return unshown }
    let value = try summary.object("notShown")
    unshown.tally.applications = try value.integer("applications")
    unshown.tally.tokens = try value.integer("tokens")
    unshown.tally.bySeverity = try counts(value.object("bySeverity"))
    unshown.tally.unchangedBySeverity = try counts(value.object("unchangedBySeverity"))
    unshown.tally.suppressed = try value.integer("suppressed")
    for entry in try value.list("options") {
      unshown.byOption[try entry.choice("option", FilterOption.init(rawValue:))] = try entry.integer("findings")
    }
    return unshown
  }

  private static func counts(_ value: SavedValue) throws(Problem) -> [Int] {
    [
      try value.integer("info"), try value.integer("low"), try value.integer("medium"), try value.integer("high"),
      try value.integer("critical"),
    ]
  }
}
