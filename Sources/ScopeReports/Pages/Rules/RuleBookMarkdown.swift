package import ScopeAudit

/// The rule book as Markdown: rules/README.md, and what `rules --format markdown` prints.
package enum RuleBookMarkdown {
  /// An index by category, then a section for each rule.
  package static func book(_ book: RuleBook) -> String {
    var text = """
      # The rule book

      What scopeaudit looks for, rule by rule. This page is made from the records in [checks](checks): edit a
      record, then run `make generate`. The examples here run as tests.

      """
    for (category, rules) in book.categories {
      text += "\n## \(category.title)\n\n| rule | severity | reports |\n|---|---|---|\n"
      for rule in rules { text += "| [`\(rule.id)`](#\(rule.id)) | \(rule.severity.name) | \(cell(rule.title)) |\n" }
    }
    text += "\n# Rule by rule\n"
    for (_, rules) in book.categories {
      for rule in rules { text += "\n" + section(rule, level: 2) }
    }
    return text
  }

  /// One line for each rule, as the documentation lists them.
  package static func overview(_ book: RuleBook) -> String {
    var text = """
      # Rules

      Every rule with what it reports; made from the records in `rules/checks`.

      ## Overview

      `scopeaudit rules ID` and `rules/README.md` say of each rule why it matters, how to get rid of a finding, when one is fine to accept,
      what a rule cannot judge, where its claims come from, and an example of what is reported and what is not. The severity is that of a
      finding that does not say otherwise; settings change it or switch a rule off (<doc:Settings>).

      """
    for (category, rules) in book.categories {
      text += "\n## \(category.title)\n\n| rule | severity | what it reports |\n| --- | --- | --- |\n"
      for rule in rules { text += "| `\(rule.id)` | \(rule.severity.name) | \(cell(escaped(rule.summary))) |\n" }
    }
    return text
  }

  /// Everything about one rule.
  package static func section(_ rule: Rule, level: Int) -> String {
    var text = String(repeating: "#", count: level) + " \(rule.id)\n\n"
    text +=
      "**\(rule.title)** \u{B7} \(rule.severity.name) \u{B7} confidence \(rule.confidence) \u{B7} since \(rule.since)\n\n"
    text += rule.summary + "\n"
    if !rule.aliases.isEmpty { text += "\nFormerly `\(rule.aliases.joined(separator: "`, `"))`.\n" }
    if !rule.severityNote.isEmpty { text += "\n" + rule.severityNote + "\n" }
    text += "\n**Why.** \(rule.why)\n\n**What to do.** \(rule.fix.text)\n"
    if !rule.fix.portal.isEmpty { text += "\n- Portal: \(escaped(rule.fix.portal))\n" }
    if !rule.fix.command.isEmpty { text += "\(rule.fix.portal.isEmpty ? "\n" : "")- Command: `\(rule.fix.command)`\n" }
    text += "\n**When it is fine.** \(rule.falsePositives)\n\n**Not assessable.** \(rule.notAssessable)\n"
    if !rule.options.isEmpty {
      text += "\n| option | default | from |\n|---|---|---|\n"
      for option in rule.options { text += "| `\(option.name)` | \(option.defaultValue) | \(cell(option.source)) |\n" }
    }
    if !rule.permissions.isEmpty { text += permissions(rule) }
    if let bad = rule.examples.first {
      text +=
        "\nReported, on line \(bad.expectedLines.map(String.init).joined(separator: ", ")): \(sentence(bad.title))\n\n"
      text += "```json\n\(bad.lines.joined(separator: "\n"))\n```\n"
    }
    if let good = rule.counterexamples.first {
      text += "\nNot reported: \(sentence(good.title))\n\n```json\n\(good.lines.joined(separator: "\n"))\n```\n"
    }
    text += "\nSources: " + rule.references.map { "[\(escaped($0.title))](\($0.url))" }.joined(separator: "; ")
    if !rule.weaknesses.isEmpty { text += ". Weakness: \(rule.weaknesses.joined(separator: ", "))" }
    return text + ".\n"
  }

  private static func permissions(_ rule: Rule) -> String {
    var text =
      "\n| permission | resource | application | delegated | what it lets its holder do |\n|---|---|---|---|---|\n"
    for permission in rule.permissions {
      text += "| `\(permission.name)` | \(cell(permission.resource)) | \(permission.application?.name ?? "\u{2013}") "
      text += "| \(permission.delegated?.name ?? "\u{2013}") | \(cell(permission.effect)) |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// Angle brackets and asterisks would be taken for markup.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if character == "<" || character == "*" || character == "[" { result.append("\\") }
      result.append(character)
    }
  }

  private static func sentence(_ title: String) -> String { title.hasSuffix(".") ? title : title + "." }
}
