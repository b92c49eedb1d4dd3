internal import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// One value of a saved report, read member by member; what is missing or strange is a problem with its place.
struct SavedValue {
  let document: JSONDocument
  let place: JSONPlace
  /// Of the report.
  let path: String

  func problem(_ message: String) -> SavedReport.Problem {
    SavedReport.Problem(path: path, position: document.position(of: place), message: message)
  }

  func has(_ name: StaticString) -> Bool { document.member(name, of: place) != nil }

  func text(_ name: StaticString) throws(SavedReport.Problem) -> String {
    guard let text = document.string(document.member(name, of: place)) else { throw missing(name, "a text") }
    return text
  }

  func integer(_ name: StaticString) throws(SavedReport.Problem) -> Int {
    guard let integer = document.integer(document.member(name, of: place)), integer >= 0 else {
      throw missing(name, "a number")
    }
    return integer
  }

  func object(_ name: StaticString) throws(SavedReport.Problem) -> SavedValue {
    guard let value = document.member(name, of: place), document.kind(value) == .object else {
      throw missing(name, "an object")
    }
    return SavedValue(document: document, place: value, path: path)
  }

  func list(_ name: StaticString) throws(SavedReport.Problem) -> [SavedValue] {
    guard let value = document.member(name, of: place), document.kind(value) == .array else {
      throw missing(name, "a list")
    }
    return document.elements(of: value).map { SavedValue(document: document, place: $0, path: path) }
  }

  /// Refuses members that are none of a report's: what they say would be lost without a word.
  func only(_ names: Set<String>) throws(SavedReport.Problem) {
    for (key, _) in document.members(of: place) where !names.contains(document.text(key)) {
      throw problem(
        "\(ConfigurationError.quoted(document.text(key))) stands here, which this version does not know.")
    }
  }

  /// A text that stands for something.
  func choice<Value>(_ name: StaticString, _ meaning: (String) -> Value?) throws(SavedReport.Problem) -> Value {
    let text = try text(name)
    guard let value = meaning(text) else {
      throw problem("\"\(name)\" is \"\(SafeText.line(String(text.prefix(80))))\", which this version does not know.")
    }
    return value
  }

  /// Line and column.
  func position() throws(SavedReport.Problem) -> TextPosition {
    TextPosition(line: try integer("line"), column: try integer("column"), byte: 0)
  }

  func rule(_ book: RuleBook) throws(SavedReport.Problem) -> Rule { try choice("rule", book.rule) }

  private func missing(_ name: StaticString, _ kind: String) -> SavedReport.Problem {
    problem("this is no report of scopeaudit check: \"\(name)\" is not \(kind) here.")
  }
}
