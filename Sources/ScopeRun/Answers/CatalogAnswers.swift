package import ScopeCatalog
package import ScopeReports
import ScopeValues

/// What a command writes as JSON, or a record of rules/, that has a schema.
package typealias ReportSchema = ScopeReports.ReportSchema

extension Answer {
  /// What words mean: a permission, a request, an entity, or anything else that the catalog knows.
  package static func lookup(
    _ words: [String], listsOperations: Bool, _ format: FormatName, _ display: Display, catalog: Catalog = .shared
  ) throws(UsageProblem) -> Answer {
    guard words.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
      throw UsageProblem("One of the words is empty. Give a permission, a request such as 'GET /users', or a word.")
    }
    let answers = words.map { (word: $0, items: LookupItem.find($0, catalog)) }
    let items = answers.flatMap(\.items)
    let report = LookupReport(catalog: catalog, style: display.style, listsOperations: listsOperations)
    let unanswered = answers.filter { !$0.items.contains(where: \.isAnswered) }
    return Answer(
      format == .json ? report.json(items) : report.text(items),
      remarks: unanswered.map { LookupItem.refusal($0.word, $0.items, catalog) },
      verdict: unanswered.isEmpty ? .clean : unanswered.count == answers.count ? .nothingToAudit : .incomplete)
  }

  /// The JSON Schema of what a command writes, or of a record of rules/.
  package static func schema(_ subject: ReportSchema) -> Answer {
    var bytes: [UInt8] = []
    subject.write { bytes.append(contentsOf: $0) }
    return Answer(bytes)
  }
}

extension ReportSchema {
  /// The schema that is printed where none is named.
  package static let initial = ReportSchema.check
}
