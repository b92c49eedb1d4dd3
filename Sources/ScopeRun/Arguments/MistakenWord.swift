import ScopeDocuments
import ScopeReports
import ScopeValues

/// A first word that is no command: what was probably meant by it.
package enum MistakenWord {
  /// Words that other programs take in a command's place.
  private static let customary = ["-V": "--version", "audit": "check", "list": "rules"]

  /// A sentence where the first word is no command and no option; nil where it is one.
  ///
  /// - Parameters:
  ///   - arguments: what stands after the program's name.
  ///   - commands: the commands' names.
  ///   - isFile: whether a path is there.
  package static func sentence(_ arguments: [String], commands: [String], isFile: (String) -> Bool) -> String? {
    let isHelp = arguments.first == "help"
    guard let word = isHelp ? arguments.dropFirst().first : arguments.first, !commands.contains(word), word != "help"
    else {
      return nil
    }
    guard !word.hasPrefix("-") || customary[word] != nil else { return nil }
    let shown = SafeText.line(word)
    if let meant = customary[word] {
      return "There is no command called \(shown). Did you mean: scopeaudit \(meant)?"
    }
    if !isHelp, isFile(word) {
      return "\(shown) is no command. Did you mean: scopeaudit check \(shown)?"
    }
    let remedy = NearestName.remedy(for: word, among: commands)
    return "There is no command called \(shown). \(remedy)"
  }
}
