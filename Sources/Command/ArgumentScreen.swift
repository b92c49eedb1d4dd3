#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks for tokens among the arguments before anything else reads, and perhaps repeats, them.
///
/// Arguments stand in the process list and in the shell's history, so a token does not belong there.
enum ArgumentScreen {
  /// What to say where a token was given, in place of any message that could repeat it.
  static let refusal = """
    Error: a token was given as an argument, where the process list and the shell's history show it.
    Pipe it instead: az account get-access-token --resource https://graph.microsoft.com | scopeaudit token
    Or keep it in a file that only you can read: scopeaudit token FILE
    """

  static func holdsToken(_ arguments: some Sequence<String>) -> Bool {
    arguments.contains { argument in
      // The address of a next page holds long texts that are no access tokens.
      let isAddress = argument.utf8.contains(0x2F)
      // A header, "Bearer …", --option=…: whatever stands before the token.
      let words = argument.split { " =:\"'".contains($0) || $0.isNewline }
      return words.contains { isToken($0) || !isAddress && isTicket($0) }
    }
  }

  /// Parts with dots between them, as signed, encrypted and refresh tokens have.
  private static func isToken(_ word: Substring) -> Bool {
    let dots = word.utf8.count { $0 == 0x2E }
    if word.hasPrefix("eyJ") { return word.utf8.count > 16 && dots > 0 }
    if word.hasPrefix("EwB") { return word.utf8.count > 100 }
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D || byte == 0x5F
        || byte == 0x2E
    }
    return isPlain && dots >= 2 && word.utf8.count > 100
  }

  /// One long word, unless a file has that name.
  private static func isTicket(_ word: Substring) -> Bool {
    guard word.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    if word.hasPrefix("eyJ") { return word.utf8.count > 16 }
    return word.utf8.count > 100 && access(String(word), F_OK) != 0
  }
}
