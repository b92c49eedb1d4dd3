package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// The JSON Schema (draft 2020-12) of the file of settings, so that editors complete it and refuse mistakes.
package enum ConfigurationSchema {
  /// - Parameters:
  ///   - formats: the names of report formats.
  ///   - thresholds: what failOn may say.
  package static func bytes(_ book: RuleBook, formats: [String], failOn: [String]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      writer.member("$id", "https://github.com/scopeaudit/scopeaudit/schemas/configuration-1.json")
      writer.member("title", "\(ConfigurationFile.name), the settings of scopeaudit")
      writer.member("description", "Comments and trailing commas are allowed in the file. Paths start at its folder.")
      writer.member("type", "object")
      writer.member("additionalProperties", false)
      writer.key("properties")
      writer.object { writer in
        text("$schema", "The address of this schema, for editors.", &writer)
        rules(book, &writer)
        thresholds(book, &writer)
        permissions(&writer)
        writer.key("paths")
        writer.object { writer in
          writer.member("description", "What to audit where the command line names nothing.")
          writer.member("type", "array")
          writer.key("items")
          writer.object { $0.member("type", "string") }
        }
        sinks(&writer)
        choice(
          "failOn",
          "The severity from which on the exit status is 1; new: looks only at what the baseline does not know.",
          failOn, &writer)
        text("suppressions", "The file of accepted findings.", &writer)
        text("baseline", "The file of findings that are known already.", &writer)
        choice("format", "The report on standard output.", formats, &writer)
      }
    }
    return writer.bytes + [ASCII.lineFeed]
  }

  private static func rules(_ book: RuleBook, _ writer: inout JSONWriter) {
    let severities = Severity.allCases.reversed().map(\.name) + ["off"]
    writer.key("rules")
    writer.object { writer in
      writer.member("description", "Severities in place of the rules' own; off switches a rule off.")
      writer.member("type", "object")
      writer.member("additionalProperties", false)
      writer.key("properties")
      writer.object { writer in
        for rule in book.rules {
          choice(rule.id, "\(rule.title) (by itself \(rule.severity.name)).", severities, &writer)
        }
      }
    }
  }

  private static func thresholds(_ book: RuleBook, _ writer: inout JSONWriter) {
    writer.key("thresholds")
    writer.object { writer in
      writer.member("description", "Numbers in place of the rules' own.")
      writer.member("type", "object")
      writer.member("additionalProperties", false)
      writer.key("properties")
      writer.object { writer in
        for (threshold, rule) in book.thresholds {
          writer.key(named: threshold.name)
          writer.object { writer in
            writer.member("description", "Of \(rule.id). \(threshold.source)")
            writer.member("type", "integer")
            writer.member("minimum", 0)
            writer.member("default", threshold.defaultValue)
          }
        }
      }
    }
  }

  private static func permissions(_ writer: inout JSONWriter) {
    entries(
      "permissions", "The organisation's own list of permissions, reported by organization-permission.",
      required: ["name", "severity"], &writer
    ) { writer in
      text("name", "A permission's name, or the beginning of one followed by an asterisk.", &writer)
      text("resource", "Name or id of the API; Microsoft Graph where it is absent.", &writer)
      choice("flow", "Both where it is absent.", ["application", "delegated"], &writer)
      choice("severity", "How much it matters.", Severity.allCases.reversed().map(\.name), &writer)
      text("reason", "Why, in a sentence that stands in the finding.", &writer)
      ids("include", "Ids of the applications that the entry is about; all where it is absent.", &writer)
      ids("exclude", "Ids of the applications that it is not about.", &writer)
    }
  }

  private static func sinks(_ writer: inout JSONWriter) {
    entries(
      "sinks", "The project's own functions that send requests to Microsoft Graph, for scan.",
      required: ["call", "url"], &writer
    ) { writer in
      text("call", "The name of the function, method or command.", &writer)
      text("url", "The parameter that holds the address, or its position from 0.", &writer)
      text("method", "The parameter that holds the method, or a method; GET where it is absent.", &writer)
      text("base", "What stands before the address, such as beta.", &writer)
      ids("languages", "The languages that have it; all where it is absent.", &writer)
    }
  }

  /// A list of objects that have these properties and no others.
  private static func entries(
    _ name: StaticString, _ description: String, required: [String], _ writer: inout JSONWriter,
    properties: (inout JSONWriter) -> Void
  ) {
    writer.key(name)
    writer.object { writer in
      writer.member("description", description)
      writer.member("type", "array")
      writer.key("items")
      writer.object { writer in
        writer.member("type", "object")
        writer.strings("required", required)
        writer.member("additionalProperties", false)
        writer.key("properties")
        writer.object(properties)
      }
    }
  }

  private static func ids(_ name: StaticString, _ description: String, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.object { writer in
      writer.member("description", description)
      writer.member("type", "array")
      writer.key("items")
      writer.object { $0.member("type", "string") }
    }
  }

  private static func text(_ name: StaticString, _ description: String, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.object { writer in
      writer.member("description", description)
      writer.member("type", "string")
    }
  }

  private static func choice(_ name: String, _ description: String, _ values: [String], _ writer: inout JSONWriter) {
    writer.key(named: name)
    writer.object { writer in
      writer.member("description", description)
      writer.strings("enum", values)
    }
  }
}

extension RuleBook {
  /// Every threshold once, by name, with the first rule that asks for it.
  package var thresholds: [(threshold: Rule.Threshold, rule: Rule)] {
    var seen: Set<String> = []
    return rules.flatMap { rule in rule.options.map { (threshold: $0, rule: rule) } }
      .filter { seen.insert($0.threshold.name).inserted }
      .sorted { $0.threshold.name < $1.threshold.name }
  }
}
