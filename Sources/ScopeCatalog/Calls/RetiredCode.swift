package import ScopeValues

/// Libraries, modules and endpoints that Microsoft has retired, as they stand in code.
package struct RetiredCode: Hashable, Sendable {
  /// How it shows in code, and what it is.
  package var mark: CodeMark
  /// What takes its place.
  package var instead: String

  /// Everything that rules/catalog/retired-code.tsv lists, the longest mark first.
  package static let all: [RetiredCode] = {
    var all: [RetiredCode] = []
    LineTable("retired-code").forEach { cells in
      guard cells.count >= 4, let kind = CodeMark.Kind(rawValue: cells[1]) else { return }
      all.append(RetiredCode(mark: CodeMark(text: cells[0], kind: kind, name: cells[2]), instead: cells[3]))
    }
    return all.sorted { ($1.mark.text.utf8.count, $0.mark.text) < ($0.mark.text.utf8.count, $1.mark.text) }
  }()
}
