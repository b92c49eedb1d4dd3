/// Which rules a kind of entry is judged by; reports with passes need to know, because what was not looked at is no pass.
package struct JudgingRules: Sendable {
  /// What was audited, as far as it decides which rules apply.
  package enum Scope: Int, CaseIterable, Sendable {
    case application
    /// An application whose export shows its owners.
    case ownedApplication
    case servicePrincipal
  }

  private var lists: [[Rule]]

  /// The same rules for every kind.
  package init(_ rules: [Rule]) { lists = Scope.allCases.map { _ in rules } }

  init(_ list: (Scope) -> [Rule]) { lists = Scope.allCases.map { list($0).sorted { $0.index < $1.index } } }

  /// Sorted by id.
  package subscript(scope: Scope) -> [Rule] { lists[scope.rawValue] }

  /// The rules of several kinds and some others, each once, sorted by id.
  package func union(_ scopes: Set<Scope>, with others: [Rule] = []) -> [Rule] {
    var seen: Set<Int> = []
    return (scopes.flatMap { self[$0] } + others).sorted { $0.index < $1.index }.filter {
      seen.insert($0.index).inserted
    }
  }
}
