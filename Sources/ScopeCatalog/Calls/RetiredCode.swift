import ScopeValues

/// Libraries, modules and endpoints that Microsoft has retired, as they stand in code.
package struct RetiredCode: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// The beginning of an imported name.
    case `import`
    /// The name of a PowerShell module.
    case module
    /// The beginning of a cmdlet's noun.
    case cmdlet
    /// A part of a literal.
    case text
  }

  package var mark: String
  package var kind: Kind
  /// What it is, for people.
  package var name: String
  /// What takes its place.
  package var instead: String

  package init(mark: String, kind: Kind, name: String, instead: String) {
    self.mark = mark
    self.kind = kind
    self.name = name
    self.instead = instead
  }

  /// Everything that rules/catalog/retired-code.tsv lists, the longest mark first.
  package static let all: [RetiredCode] = {
    var all: [RetiredCode] = []
    LineTable("retired-code").forEach { cells in
      guard cells.count >= 4, let kind = Kind(rawValue: cells[1]) else { return }
      all.append(RetiredCode(mark: cells[0], kind: kind, name: cells[2], instead: cells[3]))
    }
    return all.sorted { ($1.mark.utf8.count, $0.mark) < ($0.mark.utf8.count, $1.mark) }
  }()
}
