import ScopeValues

/// What a call may fail on beside a permission: licences, policies of its service, approvals.
package enum CallNotes {
  /// A sentence, and the kind of caller that it is about; nil for both.
  package struct Note: Hashable, Sendable {
    package var flow: Flow?
    package var text: String
  }

  /// What is known of a call.
  ///
  /// - Parameter template: a path, with or without placeholders, without version and query.
  package static func of(method: String?, template: String) -> [Note] {
    let path = template.lowercased().split(separator: "/").map(String.init)
    var notes: [Note] = []
    LineTable("call-notes").forEach { row in
      guard CallPattern.weight(of: row[1], method ?? "GET") > 0, CallPattern.fits(row[0], path) else { return }
      let note = Note(flow: Flow.allCases.first { $0.name == row[2] }, text: row[3])
      if !notes.contains(note) { notes.append(note) }
    }
    return notes
  }
}
