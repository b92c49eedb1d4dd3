import ScopeValues

/// Looks for tokens among the arguments before anything else reads, and perhaps repeats, them.
///
/// Arguments stand in the process list and in the shell's history, so a token does not belong there.
package enum ArgumentScreen {
  /// What to say where a token was given, in place of any message that could repeat it.
  package static let refusal = """
    Error: a token was given as an argument, where the process list and the shell's history show it.
    Pipe it instead: az account get-access-token --resource https://graph.microsoft.com | scopeaudit token
    Or keep it in a file that only you can read: scopeaudit token FILE
    """

  /// - Parameter isFile: whether a file has that name.
  package static func holdsToken(_ arguments: some Sequence<String>, isFile: (String) -> Bool) -> Bool {
    arguments.contains { argument in
      // The address of a next page holds long texts that are no access tokens.
      let isAddress = argument.utf8.contains(ASCII.slash)
      // A header, "Bearer …", --option=…: whatever stands before the token.
      let words = Array(argument.utf8).split { $0 <= ASCII.space || "=:\"'".utf8.contains($0) }
      return words.contains { isAddress ? TokenShape.isToken($0) : isTicket($0, isFile) }
    }
  }

  /// Any token, and any long random word unless a file has that name.
  private static func isTicket(_ word: ArraySlice<UInt8>, _ isFile: (String) -> Bool) -> Bool {
    if TokenShape.isToken(word) { return true }
    return word.count > 100 && TokenShape.isSecret(word) && !isFile(String(decoding: word, as: UTF8.self))
  }
}
