internal import ScopeAudit
import ScopeValues

/// The part of a SARIF run that says which tool ran with which rules.
enum SARIFRules {
  /// Writes the members "tool" and "taxonomies".
  static func write(_ rules: [Rule], _ writer: inout JSONWriter) {
    let weaknesses = Set(rules.flatMap(\.weaknesses)).sorted()
    writer.key("tool")
    writer.object { writer in
      writer.key("driver")
      writer.object { writer in
        writer.member("name", Tool.name)
        writer.member("semanticVersion", Tool.version)
        writer.member("informationUri", Tool.page)
        writer.key("supportedTaxonomies")
        writer.array { writer in writer.object { $0.member("name", "CWE") } }
        writer.key("rules")
        writer.array { writer in
          for rule in rules { writer.object { self.rule(rule, &$0) } }
        }
      }
    }
    writer.key("taxonomies")
    writer.array { writer in
      writer.object { writer in
        writer.member("name", "CWE")
        writer.member("organization", "MITRE")
        writer.member("informationUri", "https://cwe.mitre.org/")
        writer.key("taxa")
        writer.array { writer in
          for weakness in weaknesses { writer.object { $0.member("id", String(weakness.dropFirst(4))) } }
        }
      }
    }
  }

  private static func rule(_ rule: Rule, _ writer: inout JSONWriter) {
    writer.member("id", rule.id)
    writer.member("name", rule.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
    text("shortDescription", rule.title, &writer)
    text("fullDescription", rule.summary, &writer)
    writer.key("help")
    writer.object { writer in
      writer.member("text", helpText(rule))
      writer.member("markdown", RuleMarkdown.help(rule))
    }
    if let reference = rule.references.first { writer.member("helpUri", reference.url) }
    writer.key("defaultConfiguration")
    writer.object { $0.member("level", rule.severity.sarifLevel) }
    if !rule.weaknesses.isEmpty { relationships(rule, &writer) }
    writer.key("properties")
    writer.object { writer in
      writer.member("precision", rule.confidence)
      if let score = rule.severity.securityScore { writer.member("security-severity", score) }
      writer.strings(
        "tags", ["security", rule.category] + rule.weaknesses.map { "external/cwe/\($0.lowercased())" })
    }
  }

  private static func text(_ key: StaticString, _ text: String, _ writer: inout JSONWriter) {
    writer.key(key)
    // GitHub takes no more than 1,024 characters.
    writer.object { $0.member("text", String(text.prefix(1024))) }
  }

  private static func relationships(_ rule: Rule, _ writer: inout JSONWriter) {
    writer.key("relationships")
    writer.array { writer in
      for weakness in rule.weaknesses {
        writer.object { writer in
          writer.key("target")
          writer.object { writer in
            writer.member("id", String(weakness.dropFirst(4)))
            writer.key("toolComponent")
            writer.object { $0.member("name", "CWE") }
          }
          writer.strings("kinds", ["superset"])
        }
      }
    }
  }

  private static func helpText(_ rule: Rule) -> String {
    var text = "\(rule.why)\n\nFix: \(rule.fix.text)"
    if !rule.falsePositives.isEmpty { text += "\n\nWhen to suppress: \(rule.falsePositives)" }
    return text
  }
}

extension Severity {
  /// The level of a SARIF result.
  var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// A score inside the band that GitHub gives the same name (above 9.0 critical, from 7.0 high, from 4.0 medium);
  /// none for what is worth knowing, but no risk.
  fileprivate var securityScore: String? {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    case .info: nil
    }
  }
}
