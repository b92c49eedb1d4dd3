import ScopeAudit
package import ScopeCatalog
import ScopeReports

/// What a shell may offer in the place of a word that is being typed: one list for each kind of value.
package enum CompletionWords {
  /// The command's formats.
  package static func formats(_ reader: FormatReader) -> [String] { reader.formats.map(\.rawValue) }

  /// Whole values of --output: each format with a name of a file that its consumers look for.
  package static func outputs(_ reader: FormatReader = .audit) -> [String] {
    reader.formats.map { "\($0.rawValue)=\(fileName($0))" }
  }

  /// The rules' ids.
  package static var rules: [String] { RuleBook.shared.rules.map(\.id) }

  /// Names of permissions that begin as the word does, in either letter case; each once, sorted.
  package static func permissions(_ prefix: String, catalog: Catalog = .shared) -> [String] {
    let wanted = prefix.lowercased()
    let names = (0..<catalog.permissionCount).map { catalog.name(catalog.permission($0).nameIndex) }
    return Set(names.filter { $0.lowercased().hasPrefix(wanted) }).sorted()
  }

  /// The file's ending is the format's name, but where its consumers look for another one.
  private static func fileName(_ format: FormatName) -> String {
    switch format {
    case .text, .github, .azure, .requests: "scopeaudit.txt"
    case .gitlab: "scopeaudit.json"
    case .junit, .junitAnt, .junitFailures: "TEST-scopeaudit.xml"
    case .markdown: "scopeaudit.md"
    default: "scopeaudit.\(format.rawValue)"
    }
  }
}
