import ScopeAudit

/// What a command asks for whatever else its arguments say, made on another core while these are read.
package enum Preparation {
  /// The commands that judge by the rule book.
  private static let judging: Set<String> = ["check", "convert", "diff", "token"]

  /// - Parameter arguments: the command line.
  package static func begin(_ arguments: [String]) {
    guard let command = arguments.first, judging.contains(command) else { return }
    // Another catalog comes into force only if nobody has asked for one before.
    let namesCatalog = arguments.contains { $0.hasPrefix("--catalog") }
    Task.detached {
      if namesCatalog { _ = RuleBook.shared } else { _ = PermissionRatings.shared }
    }
  }
}
