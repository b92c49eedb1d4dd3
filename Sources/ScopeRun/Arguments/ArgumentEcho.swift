import ScopeValues

/// Makes harmless what messages of the command line's parser repeat of the arguments.
package enum ArgumentEcho {
  /// The message with each argument as one line without controls, and no line that a CI system takes for a command.
  package static func neutralised(_ message: String, _ arguments: [String]) -> String {
    var message = message
    for argument in arguments {
      let parts = [argument] + argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
      for part in parts {
        let safe = SafeText.line(part)
        guard safe != part, !part.isEmpty else { continue }
        message = message.split(separator: part, omittingEmptySubsequences: false).joined(separator: safe)
      }
    }
    // The parser's own lines stay lines.
    return message.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText.line(String($0)) }
      .joined(separator: "\n")
  }
}
