/// Puts the values that an error shows into a sentence of rules/errors.
///
/// `{name}` stands for a value, but for `{id}`, which stands for the key in a path: GET /users/{id}. What stands in square
/// brackets is said only where every value in it is known, so that one sentence serves texts that show more and texts that
/// show less; a sentence that is all brackets may vanish.
enum CapturedSentence {
  private static let longest = 160

  /// - Returns: nil where nothing is left, or where a value outside of brackets is missing.
  static func fill(_ text: String, _ values: [String: String]) -> String? {
    guard text.contains(where: { $0 == "{" || $0 == "[" }) else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      guard let close = rest[open...].firstIndex(of: "]"), let before = replaced(rest[..<open], values) else {
        return nil
      }
      result += before + (replaced(rest[rest.index(after: open)..<close], values) ?? "")
      rest = rest[rest.index(after: close)...]
    }
    guard let last = replaced(rest, values) else { return nil }
    result += last
    return result.isEmpty ? nil : result
  }

  /// The text with its values; nil where one is missing.
  private static func replaced(_ text: Substring, _ values: [String: String]) -> String? {
    var result = ""
    var rest = text
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let name = String(rest[rest.index(after: open)..<close])
      guard let value = name == "id" ? "{id}" : values[name] else { return nil }
      result += rest[..<open] + String(value.prefix(longest))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
