import ScopeDocuments
import ScopeReports
import ScopeValues

/// A first word that is no command: what was probably meant by it.
package enum MistakenWord {
  /// Words that other programs take in a command's place.
  private static let options = ["--help", "-h", "--version", "--help-hidden"]
  private static let customary = ["-V": "--version", "audit": "check", "list": "rules"]

  /// A sentence where the first word is no command and no option; nil where it is one.
  ///
  /// - Parameters:
  ///   - arguments: what stands after the program's name.
  ///   - groups: the commands' names, each with those of the commands below it.
  ///   - isFile: whether a path is there.
  package static func sentence(
    _ arguments: [String], commands groups: [(name: String, below: [String])], isFile: (String) -> Bool
  ) -> String? {
    let commands = groups.map(\.name)
    if arguments.count > 1, let below = groups.first(where: { $0.name == arguments[0] })?.below, !below.isEmpty,
      !arguments[1].hasPrefix("-"),
      !below.contains(arguments[1])
    {
      return
        "\(SafeText.line(arguments[0])) has no command called \(SafeText.line(arguments[1])). \(NearestName.remedy(for: arguments[1], among: below))"
    }
    let isHelp = arguments.first == "help"
    guard let word = isHelp ? arguments.dropFirst().first : arguments.first, !commands.contains(word), word != "help"
    else {
      return nil
    }
    let shown = SafeText.line(word)
    guard !word.hasPrefix("-") || customary[word] != nil else {
      guard !isHelp, !options.contains(word), !word.hasPrefix("---"), !word.hasPrefix("--experimental"),
        !word.hasPrefix("--generate-completion-script")
      else { return nil }
      let nearest = NearestName.nearest(to: word, among: options).map { " Did you mean: scopeaudit \($0)?" }
      return
        "There is no option called \(shown) before a command.\(nearest ?? " A command comes first: scopeaudit --help lists them.")"
    }
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
