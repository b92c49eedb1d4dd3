internal import ScopeDocuments
internal import Synchronization

/// What pages about rules say and no audit asks for: most of the rule book, read when somebody first asks.
package final class RulePages: Sendable {
  /// The members of a record that runs read to judge and to report; all others are for pages.
  package static let judgingMembers: Set<String> = [
    "id", "aliases", "title", "category", "severity", "fix", "options", "permissions", "privilegedFrom",
  ]

  // The bytes are constant for the life of the process.
  nonisolated(unsafe) private let json: UnsafeRawBufferPointer
  private let records = Mutex<[RuleRecord]?>(nil)

  /// - Parameter json: an array with one object a rule, in the order of the book; constant for the life of the process.
  init(json: UnsafeRawBufferPointer) { self.json = json }

  /// What is said of the rule at a place of the book.
  subscript(index: Int) -> RuleRecord? {
    records.withLock { records in
      let all = records ?? RuleRecord.list(json)
      records = all
      return all.indices.contains(index) ? all[index] : nil
    }
  }
}
