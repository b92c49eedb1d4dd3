import ScopeAudit

/// What a command asks for whatever else its arguments say, made on another core while these are read.
package enum Preparation {
  /// The commands that judge by the rule book.
  private static let judging: Set<String> = ["check", "convert", "diff", "token"]
  /// The command that asks the rule book which permissions lead to control, and for no rating.
  private static let asking = "minimize"

  /// - Parameter arguments: the command line.
  package static func begin(_ arguments: [String]) {
    guard let command = arguments.first, judging.contains(command) || command == asking else { return }
    // Another catalog comes into force only if nobody has asked for one before.
    let namesCatalog = arguments.contains { $0.hasPrefix("--catalog") }
    Task.detached {
      if namesCatalog || command == asking { _ = RuleBook.shared } else { _ = PermissionRatings.shared }
    }
  }
}
