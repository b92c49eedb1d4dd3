internal import ScopeAudit

/// A rule's explanation in Markdown; all of it is the rule book's own text.
enum RuleMarkdown {
  static func help(_ rule: Rule) -> String {
    var parts = ["## \(rule.title)", rule.summary, "### Why it matters", rule.why, "### How to fix it", rule.fix.text]
    if !rule.fix.portal.isEmpty { parts.append("In the admin center: \(rule.fix.portal)") }
    if !rule.fix.command.isEmpty { parts.append("```\n\(rule.fix.command)\n```") }
    if !rule.falsePositives.isEmpty { parts += ["### When to suppress it", rule.falsePositives] }
    if !rule.references.isEmpty {
      parts += ["### References", rule.references.map { "- [\($0.title)](\($0.url))" }.joined(separator: "\n")]
    }
    return parts.joined(separator: "\n\n")
  }
}
