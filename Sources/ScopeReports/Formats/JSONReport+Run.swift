import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeValues

/// What the report says of the run as a whole.
extension JSONReport {
  /// Writes what findings and applications refer to, each once, and what rules could not judge.
  func tables(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("permissions")
    writer.array { writer in
      for index in run.tally.heldPermissions.elements {
        writer.object { PermissionFragments.row(catalog.permission(index), catalog, &$0) }
      }
    }
    writer.key("rules")
    writer.array { writer in
      let book = RuleBook.shared
      for index in run.tally.reportedRules.elements where book.rules.indices.contains(index) {
        writer.object { writer in
          writer.member("id", book.rules[index].id)
          writer.member("severity", book.rules[index].severity.name)
          writer.member("fix", book.rules[index].fix.text)
        }
      }
    }
    writer.key("notAssessable")
    writer.array { writer in
      for group in run.tally.gaps.sorted {
        writer.object { writer in
          writer.member("rule", group.rule.id)
          writer.member("reason", group.reason)
          writer.member("count", group.count)
          writer.key("applications")
          writer.array { writer in
            for reference in group.examples {
              writer.object { writer in
                writer.member("appId", reference.appId)
                writer.member("displayName", reference.displayName)
                writer.member(reference.isToken ? "token" : "index", reference.index)
              }
            }
          }
          // So that nothing is lost, however many there are.
          if group.count > group.examples.count {
            writer.key("ranges")
            writer.array { writer in
              for range in group.ranges {
                writer.object { writer in
                  writer.member("first", range.lowerBound)
                  writer.member("last", range.upperBound)
                }
              }
            }
          }
        }
      }
    }
    writer.key("skipped")
    writer.array { writer in
      for skipped in run.skipped {
        writer.object { writer in
          writer.member("path", skipped.path)
          writer.member("why", skipped.why)
        }
      }
    }
  }

  func inputs(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("inputs")
    writer.array { writer in
      for input in run.inputs {
        writer.object { writer in
          writer.member("path", input.path)
          writer.member("kind", input.kind)
          if let dialect = input.dialects.first {
            writer.member("dialect", input.dialects.count == 1 ? dialect.rawValue : Dialect.mixed.rawValue)
          }
          writer.member("applications", input.applications)
          for (name, _, count) in input.tenantCounts { writer.member(named: name, count) }
          if !input.sha256.isEmpty { writer.member("sha256", input.sha256) }
        }
      }
    }
  }

  /// What the baseline knows and nobody found any more.
  func absent(_ entries: [BaselineFile.Entry], _ writer: inout JSONWriter) {
    writer.key("absent")
    writer.array { writer in
      for entry in entries {
        writer.object { writer in
          writer.member("fingerprint", entry.fingerprint)
          writer.member("rule", entry.rule)
          writer.member("application", entry.application)
        }
      }
    }
  }

  /// Writes what could not be looked at, and the remarks on what could.
  static func failures(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("errors")
    writer.array { writer in
      for failure in run.failures {
        writer.object { writer in
          writer.place(failure.path, failure.position)
          writer.member("message", failure.message)
          writer.member("remedy", failure.remedy)
          if failure.repetitions > 0 { writer.member("repetitions", failure.repetitions) }
        }
      }
    }
    writer.key("notices")
    writer.array { writer in
      for notice in run.notices {
        writer.object { writer in
          writer.place(notice.path, notice.position)
          writer.member("message", notice.message)
        }
      }
    }
  }

  /// What filters left out, so that the report is not taken for the whole, and can be judged again.
  private func unshown(_ unshown: Unshown, _ writer: inout JSONWriter) {
    writer.key("notShown")
    writer.object { writer in
      writer.member("applications", unshown.tally.applications)
      writer.member("tokens", unshown.tally.tokens)
      for (key, counts) in [
        ("bySeverity", unshown.tally.bySeverity), ("unchangedBySeverity", unshown.tally.unchangedBySeverity),
      ] {
        writer.key(named: key)
        writer.object { writer in
          for severity in Severity.allCases.reversed() {
            writer.member(named: severity.name, counts[severity.rawValue])
          }
        }
      }
      writer.member("suppressed", unshown.tally.suppressed)
      writer.key("options")
      writer.array { writer in
        for option in FilterOption.allCases where unshown.byOption[option] ?? 0 > 0 {
          writer.object { writer in
            writer.member("option", option.rawValue)
            writer.member("findings", unshown.byOption[option] ?? 0)
          }
        }
      }
    }
  }

  func summary(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("summary")
    writer.object { writer in
      writer.member("applications", run.tally.applications)
      if showsTokens { writer.member("tokens", run.tally.tokens) }
      if run.tally.servicePrincipals > 0 { writer.member("servicePrincipals", run.tally.servicePrincipals) }
      writer.key("bySeverity")
      writer.object { writer in
        for severity in Severity.allCases.reversed() {
          writer.member(named: severity.name, run.tally.count(severity))
        }
      }
      writer.member("suppressed", run.tally.suppressed)
      writer.member("unchanged", run.tally.unchanged)
      if !run.unshown.isEmpty { unshown(run.unshown, &writer) }
      if let configuration = run.configuration { writer.member("configuration", configuration) }
      if !run.disabledRules.isEmpty { writer.strings("disabledRules", run.disabledRules.map(\.id)) }
      writer.member("errors", run.failures.count)
    }
  }
}
