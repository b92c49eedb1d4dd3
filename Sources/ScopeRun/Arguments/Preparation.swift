import ScopeAudit

/// What a command asks for whatever else its arguments say, made on another core while these are read.
package enum Preparation {
  /// The commands that judge by the rule book.
  private static let judging: Set<String> = ["check", "convert", "diff", "token"]

  /// - Parameter command: the first word of the command line.
  package static func begin(_ command: String?) {
    guard let command, judging.contains(command) else { return }
    Task.detached { _ = RuleBook.shared }
  }
}
