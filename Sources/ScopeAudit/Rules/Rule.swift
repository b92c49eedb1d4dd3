/// What the rule book says of one rule.
///
/// A class, because every finding refers to its rule: sharing the immutable record costs nothing.
package final class Rule: Sendable {
  /// Never reused and never renamed.
  package let id: String
  /// The rule's place in the book, which is sorted by id.
  package let index: Int
  package let title: String
  package let category: String
  /// The severity unless a finding says otherwise.
  package let severity: Severity
  /// When a finding has another severity; empty where none has.
  package let severityNote: String
  package let confidence: String
  package let since: String
  /// "stable", "preview" or "deprecated".
  package let status: String
  package let appliesTo: [String]
  /// What the rule reports, in one sentence.
  package let summary: String
  /// Who is harmed and how.
  package let why: String
  package let fix: Fix
  /// When a finding is fine to suppress.
  package let falsePositives: String
  /// What an input has to lack so that the rule cannot judge it.
  package let notAssessable: String
  /// Identifiers such as CWE-250.
  package let weaknesses: [String]
  package let references: [Reference]
  package let options: [Threshold]
  package let examples: [Example]
  package let counterexamples: [Example]
  /// The permissions that a rule reports wherever they are held.
  package let permissions: [RatedPermission]

  /// How to get rid of a finding.
  package struct Fix: Sendable {
    package var text: String
    /// Where to click in the admin center.
    package var portal: String
    /// A command for the Azure CLI.
    package var command: String
  }

  /// Where a claim comes from.
  package struct Reference: Sendable {
    package var title: String
    package var url: String
  }

  /// A number that users may set, and the standard that the default comes from.
  package struct Threshold: Sendable {
    package var name: String
    package var standard: Int
    package var source: String
  }

  /// A manifest as it is read, and the lines on which the rule reports.
  package struct Example: Sendable {
    package var title: String
    package var lines: [String]
    package var expectedLines: [Int]
  }

  init(_ record: RuleRecord, index: Int) {
    self.index = index
    id = record.text("id")
    title = record.text("title")
    category = record.text("category")
    severity = Severity(name: record.text("severity")) ?? .medium
    severityNote = record.text("severityNote")
    confidence = record.text("confidence")
    status = record.text("status")
    since = record.text("since")
    appliesTo = record.texts("appliesTo")
    summary = record.text("summary")
    why = record.text("why")
    fix = record.records("fix").map {
      Fix(text: $0.text("text"), portal: $0.text("portal"), command: $0.text("cli"))
    }.first ?? Fix(text: "", portal: "", command: "")
    falsePositives = record.text("falsePositives")
    notAssessable = record.text("notAssessable")
    weaknesses = record.texts("cwe")
    references = record.records("references").map { Reference(title: $0.text("title"), url: $0.text("url")) }
    options = record.records("options").map {
      Threshold(name: $0.text("name"), standard: $0.integer("default"), source: $0.text("source"))
    }
    let examples = record.records("examples").first
    self.examples = examples?.records("bad").map(Example.init) ?? []
    counterexamples = examples?.records("good").map(Example.init) ?? []
    permissions = record.records("permissions").map(RatedPermission.init)
  }
}

extension Rule.Example {
  init(_ record: RuleRecord) {
    title = record.text("title")
    lines = record.texts("lines")
    expectedLines = record.records("expect").map { $0.integer("line") }
  }
}

/// A permission that a rule reports wherever it is held.
package struct RatedPermission: Sendable {
  package var resource: String
  package var name: String
  /// How much it matters that the application holds it as itself; nil where that is not reported.
  package var application: Severity?
  /// How much it matters that the application holds it for signed-in users.
  package var delegated: Severity?
  /// What the permission lets its holder do, in one sentence.
  package var effect: String

  init(_ record: RuleRecord) {
    resource = record.text("resource")
    name = record.text("name")
    application = Severity(name: record.text("application"))
    delegated = Severity(name: record.text("delegated"))
    effect = record.text("effect")
  }
}
