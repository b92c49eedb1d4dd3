import CatalogBuild
import ScopeDocuments

/// The manual page, in roff, made of what the command line says about itself: options and texts have one source.
struct ManualPage {
  private let document: JSONDocument
  private var lines: [String] = []

  /// - Parameter document: what `scopeaudit --experimental-dump-help` prints.
  init(_ document: JSONDocument) { self.document = document }

  /// The page.
  ///
  /// - Throws: ``FactError`` where the document describes no command line.
  mutating func text() throws -> String {
    guard let command = document.member("command", of: document.root), let name = string("commandName", command) else {
      throw FactError(message: "this is not what scopeaudit --experimental-dump-help prints")
    }
    lines = [".TH \(name.uppercased()) 1", ".SH NAME", "\(name) \\- \(escaped(string("abstract", command) ?? ""))"]
    lines += [".SH SYNOPSIS", ".B \(name)", ".I command", "[options]", ".SH COMMANDS"]
    describe(command, path: name)
    for (title, entries) in Self.closing {
      lines.append(".SH \(title)")
      for (term, meaning) in entries { item(term, meaning) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What no single option says.
  private static let closing = [
    (
      "EXIT STATUS",
      [
        ("0", "Nothing at or above --fail-on; for diagnose: permitted."),
        ("1", "Findings at or above it; for diagnose: a cause was found."),
        ("2", "Wrong usage or configuration."),
        ("3", "Nothing to audit."),
        ("4", "Incomplete: an input could not be read or understood; for diagnose: undetermined."),
      ]
    ),
    (
      "ENVIRONMENT",
      [
        ("SOURCE_DATE_EPOCH", "The time to judge and report by, where --now is not given."),
        ("NO_COLOR, CLICOLOR_FORCE", "Whether text has colours, where --color is not given."),
        ("GITHUB_STEP_SUMMARY", "The file to which the github format adds its summary."),
      ]
    ),
  ]

  private mutating func describe(_ command: JSONPlace, path: String) {
    for subcommand in shown("subcommands", of: command) {
      guard let name = string("commandName", subcommand), name != "help" else { continue }
      let arguments = shown("arguments", of: subcommand).filter { !Self.common.contains(string("valueName", $0) ?? "") }
      let names = arguments.filter { string("kind", $0) == "positional" }.compactMap { string("valueName", $0) }
      lines.append(".SS \(escaped((["\(path) \(name)"] + names.map { "<\($0)>" }).joined(separator: " ")))")
      for key in ["abstract", "discussion"] {
        if let sentence = string(key, subcommand) { lines += [".PP", escaped(sentence)] }
      }
      for argument in arguments { item(spelling(of: argument), string("abstract", argument) ?? "") }
      describe(subcommand, path: "\(path) \(name)")
    }
  }

  /// What every command has.
  private static let common: Set<String> = ["help", "version"]

  /// Such as "-o, --output <format=path>".
  private func spelling(of argument: JSONPlace) -> String {
    let value = "<\(string("valueName", argument) ?? "")>"
    let names = elements("names", of: argument).compactMap { name in
      string("name", name).map { string("kind", name) == "short" ? "-\($0)" : "--\($0)" }
    }
    if names.isEmpty { return value }
    let spelled = names.sorted { $0.utf8.count < $1.utf8.count }.joined(separator: ", ")
    return string("kind", argument) == "flag" ? spelled : "\(spelled) \(value)"
  }

  private mutating func item(_ term: String, _ meaning: String) {
    lines += [".TP", ".B \(escaped(term))"] + (meaning.isEmpty ? [] : [escaped(meaning)])
  }

  /// Text that no part of is taken for a request or an escape.
  private func escaped(_ text: String) -> String {
    var result = text.first == "." || text.first == "'" ? "\\&" : ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  private func string(_ key: String, _ place: JSONPlace) -> String? {
    document.string(document.member(named: key, of: place))
  }

  private func elements(_ key: String, of place: JSONPlace) -> [JSONPlace] {
    document.member(named: key, of: place).map { document.elements(of: $0) } ?? []
  }

  private func shown(_ key: String, of place: JSONPlace) -> [JSONPlace] {
    elements(key, of: place).filter { document.boolean(document.member("shouldDisplay", of: $0)) != false }
  }
}
