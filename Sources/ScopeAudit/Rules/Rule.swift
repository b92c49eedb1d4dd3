/// What the rule book says of one rule.
///
/// Every finding and every thread refers to the same few rules. Counting these references would keep the threads waiting
/// for one another, so a rule is a pointer to a record that stays for the life of the process.
package struct Rule: Sendable {
  // Written once, before the rule exists.
  nonisolated(unsafe) private let content: UnsafePointer<RuleContent>

  /// - Parameter pages: what the record lacks; nil where it is whole.
  init(_ record: RuleRecord, index: Int, pages: RulePages?) {
    let content = UnsafeMutablePointer<RuleContent>.allocate(capacity: 1)
    content.initialize(to: RuleContent(record, index: index, pages: pages))
    self.content = UnsafePointer(content)
  }

  /// Never reused; where it has to change, the former one becomes an alias.
  package var id: String { content.pointee.id }
  /// What the rule was called before, the oldest first: settings, suppressions and options may still say so.
  package var aliases: [String] { content.pointee.aliases }
  /// What fingerprints are made with: the oldest id, so that no new one loses what was accepted.
  package var lastingID: String { content.pointee.lastingID }
  /// The rule's place in the book, which is sorted by id.
  package var index: Int { content.pointee.index }
  package var title: String { content.pointee.title }
  package var category: String { content.pointee.category }
  /// The severity unless a finding says otherwise.
  package var severity: Severity { content.pointee.severity }
  /// When a finding has another severity; empty where none has.
  package var severityNote: String { record.text("severityNote") }
  package var confidence: String { record.text("confidence") }
  package var since: String { record.text("since") }
  /// "stable", "preview" or "deprecated".
  package var status: String { record.text("status") }
  package var appliesTo: [String] { record.texts("appliesTo") }
  /// What the rule reports, in one sentence.
  package var summary: String { record.text("summary") }
  /// Who is harmed and how.
  package var why: String { record.text("why") }
  package var fix: Fix { content.pointee.fix }
  /// When a finding is fine to suppress.
  package var falsePositives: String { record.text("falsePositives") }
  /// What an input has to lack so that the rule cannot judge it.
  package var notAssessable: String { record.text("notAssessable") }
  /// Identifiers such as CWE-250.
  package var weaknesses: [String] { record.texts("cwe") }
  package var references: [Reference] {
    record.records("references").map { Reference(title: $0.text("title"), url: $0.text("url")) }
  }
  /// What is changed in a manifest where a finding stands; empty where that is not exactly known.
  package var edits: [Edit] {
    content.pointee.record.records("fix").first?.records("edits").map {
      Edit(from: $0.text("from"), replacement: $0.text("to"), removesEntry: !$0.text("remove").isEmpty)
    } ?? []
  }
  package var options: [Threshold] { content.pointee.options }
  package var examples: [Example] { examples("bad") }
  package var counterexamples: [Example] { examples("good") }
  /// The permissions that a rule reports wherever they are held.
  package var permissions: [RatedPermission] { content.pointee.permissions }
  /// The severity from which on one of these permissions makes its holder privileged.
  package var privilegedFrom: Severity { content.pointee.privilegedFrom }

  /// What only pages about the rule ask for.
  private var record: RuleRecord { content.pointee.pages?[index] ?? content.pointee.record }

  private func examples(_ kind: StaticString) -> [Example] {
    record.records("examples").first?.records(kind).map(Example.init) ?? []
  }

  /// How to get rid of a finding.
  package struct Fix: Sendable {
    package var text: String
    /// Where to click in the admin center.
    package var portal: String
    /// A command for the Azure CLI.
    package var command: String
  }

  /// A change of a manifest's text that removes a finding.
  package struct Edit: Sendable {
    /// The value that is replaced, as JSON writes it.
    package var from: String
    package var replacement: String
    /// Whether the entry of a list that the value stands in is removed instead.
    package var removesEntry: Bool
  }

  /// Where a claim comes from.
  package struct Reference: Sendable {
    package var title: String
    package var url: String
  }

  /// A number that users may set, its default, and where that comes from.
  package struct Threshold: Sendable {
    package var name: String
    package var defaultValue: Int
    package var source: String
  }

  /// A manifest as it is read, and the lines on which the rule reports.
  package struct Example: Sendable {
    package var title: String
    package var lines: [String]
    package var expectedLines: [Int]
  }
}

/// What stands behind a rule: what every run asks for, and where the rest is that only pages about the rule do.
private struct RuleContent: Sendable {
  let record: RuleRecord
  let pages: RulePages?
  let id: String
  let aliases: [String]
  let lastingID: String
  let index: Int
  let title: String
  let category: String
  let severity: Severity
  let fix: Rule.Fix
  let options: [Rule.Threshold]
  let permissions: [RatedPermission]
  let privilegedFrom: Severity

  init(_ record: RuleRecord, index: Int, pages: RulePages?) {
    self.record = record
    self.index = index
    self.pages = pages
    id = record.text("id")
    aliases = record.texts("aliases")
    lastingID = aliases.first ?? id
    title = record.text("title")
    category = record.text("category")
    severity = Severity(name: record.text("severity")) ?? .medium
    fix =
      record.records("fix").map {
        Rule.Fix(text: $0.text("text"), portal: $0.text("portal"), command: $0.text("cli"))
      }.first ?? Rule.Fix(text: "", portal: "", command: "")
    options = record.records("options").map {
      Rule.Threshold(name: $0.text("name"), defaultValue: $0.integer("default"), source: $0.text("source"))
    }
    permissions = record.records("permissions").map(RatedPermission.init)
    privilegedFrom = Severity(name: record.text("privilegedFrom")) ?? .critical
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
  /// What narrows the permission and stands in no export; empty where nothing does, or where an export shows it.
  var unknowable: String

  init(_ record: RuleRecord) {
    resource = record.text("resource")
    name = record.text("name")
    application = Severity(name: record.text("application"))
    delegated = Severity(name: record.text("delegated"))
    effect = record.text("effect")
    unknowable = record.text("unknowable")
  }
}
