package import ScopeAudit

/// The rule book for a terminal.
package enum RuleText {
  /// Every rule with its severity, by category.
  package static func list(_ book: RuleBook, style: TextStyle, _ settings: RuleSettings = RuleSettings()) -> String {
    let width = book.rules.map(\.id.count).max() ?? 0
    var text = ""
    for (category, rules) in book.categories {
      text += style.paint(category.title, .bold) + "\n"
      for rule in rules {
        let own = settings.severity(of: rule) ?? rule.severity
        let severity =
          settings.isOff(rule) ? "off".padded(to: 8) : style.paint(own.name.padded(to: 8), own.tone)
        text += style.wrap(rule.title, indent: width + 14, lead: "  \(severity)  \(rule.id.padded(to: width))  ")
      }
      text += "\n"
    }
    return text + style.wrap("\(book.rules.count) rules; \u{2018}scopeaudit rules ID\u{2019} explains one.", indent: 0)
  }

  /// Everything about one rule but its examples' full texts.
  package static func page(_ rule: Rule, style: TextStyle) -> String {
    var text = style.paint(rule.id, .bold) + "  " + style.paint(rule.severity.name, rule.severity.tone) + "\n"
    text += style.wrap(rule.title, indent: 0) + "\n" + style.wrap(rule.summary, indent: 0)
    func part(_ title: String, _ body: String) {
      guard !body.isEmpty else { return }
      text += "\n" + style.paint(title, .bold) + "\n" + style.wrap(body, indent: 2)
    }
    part("Formerly", rule.aliases.joined(separator: ", "))
    part("Severity", rule.severityNote)
    part("Why", rule.why)
    part("What to do", rule.fix.text)
    if !rule.fix.portal.isEmpty { text += style.wrap(rule.fix.portal, indent: 11, lead: "  portal   ") }
    if !rule.fix.command.isEmpty { text += "  command  \(rule.fix.command)\n" }
    part("When it is fine", rule.falsePositives)
    part("Not assessable", rule.notAssessable)
    if !rule.options.isEmpty {
      text += "\n" + style.paint("Options", .bold) + "\n"
      for option in rule.options {
        text += style.wrap("\(option.source)", indent: 4, lead: "  \(option.name) = \(option.defaultValue): ")
      }
    }
    text += permissions(rule, style)
    if let example = rule.examples.first { text += self.example(example, style) }
    text += "\n" + style.paint("Read more", .bold) + "\n"
    for reference in rule.references { text += "  \(reference.title)\n    \(style.paint(reference.url, .dim))\n" }
    if !rule.weaknesses.isEmpty { text += "\n" + style.paint(rule.weaknesses.joined(separator: ", "), .dim) + "\n" }
    return text
  }

  private static func permissions(_ rule: Rule, _ style: TextStyle) -> String {
    guard !rule.permissions.isEmpty else { return "" }
    var text = "\n" + style.paint("Permissions", .bold) + "\n"
    for permission in rule.permissions {
      let severities = [("application", permission.application), ("delegated", permission.delegated)].compactMap {
        flow, severity in severity.map { "\(flow) \($0.name)" }
      }
      text +=
        "  \(permission.name)  " + style.paint("\(permission.resource); \(severities.joined(separator: ", "))", .dim)
        + "\n"
      text += style.wrap(permission.effect, indent: 4)
    }
    return text
  }

  private static func example(_ example: Rule.Example, _ style: TextStyle) -> String {
    var text = "\n" + style.paint("For example", .bold) + "  \(example.title)\n"
    for (index, line) in example.lines.enumerated() {
      let isReported = example.expectedLines.contains(index + 1)
      let number = String(index + 1).leftPadded(to: 5)
      text +=
        style.paint("\(number) \u{2502}", .dim) + (isReported ? style.paint("\u{25B6}", .high) : " ") + line + "\n"
    }
    return text
  }
}
