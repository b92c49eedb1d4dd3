package import ScopeAudit
package import ScopeCatalog
import ScopeValues

/// The rule book as JSON.
package enum RuleJSON {
  package static func report(_ rules: [Rule], _ catalog: Catalog) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.key("rules")
      writer.array { writer in
        for rule in rules { writer.object { record(rule, &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private static func record(_ rule: Rule, _ writer: inout JSONWriter) {
    writer.member("id", rule.id)
    writer.member("title", rule.title)
    writer.member("category", rule.category)
    writer.member("severity", rule.severity.name)
    if !rule.severityNote.isEmpty { writer.member("severityNote", rule.severityNote) }
    writer.member("confidence", rule.confidence)
    if !rule.aliases.isEmpty { writer.strings("aliases", rule.aliases) }
    writer.member("since", rule.since)
    writer.member("status", rule.status)
    writer.strings("appliesTo", rule.appliesTo)
    writer.member("summary", rule.summary)
    writer.member("why", rule.why)
    writer.key("fix")
    writer.object { writer in
      writer.member("text", rule.fix.text)
      if !rule.fix.portal.isEmpty { writer.member("portal", rule.fix.portal) }
      if !rule.fix.command.isEmpty { writer.member("cli", rule.fix.command) }
    }
    writer.member("falsePositives", rule.falsePositives)
    writer.member("notAssessable", rule.notAssessable)
    writer.strings("cwe", rule.weaknesses)
    list("references", rule.references, &writer) { reference, writer in
      writer.member("title", reference.title)
      writer.member("url", reference.url)
    }
    list("options", rule.options, &writer) { option, writer in
      writer.member("name", option.name)
      writer.member("default", option.defaultValue)
      writer.member("source", option.source)
    }
    list("permissions", rule.permissions, &writer) { permission, writer in
      writer.member("resource", permission.resource)
      writer.member("name", permission.name)
      if let severity = permission.application { writer.member("application", severity.name) }
      if let severity = permission.delegated { writer.member("delegated", severity.name) }
      writer.member("effect", permission.effect)
    }
    writer.key("examples")
    writer.object { writer in
      for (kind, examples) in [("bad" as StaticString, rule.examples), ("good", rule.counterexamples)] {
        list(kind, examples, &writer) { example, writer in
          writer.member("title", example.title)
          writer.strings("lines", example.lines)
          writer.key("expectedLines")
          writer.array { writer in for line in example.expectedLines { writer.integer(line) } }
        }
      }
    }
  }

  private static func list<Element>(
    _ name: StaticString, _ elements: [Element], _ writer: inout JSONWriter,
    _ body: (Element, inout JSONWriter) -> Void
  ) {
    writer.key(name)
    writer.array { writer in
      for element in elements { writer.object { body(element, &$0) } }
    }
  }
}
