/// Numbers with what they count.
package enum CountPhrase {
  /// "1 finding", "2 findings"; "1 library", "2 libraries".
  package static func of(_ count: Int, _ noun: String) -> String { "\(count) \(count == 1 ? noun : plural(noun))" }

  private static func plural(_ noun: String) -> String {
    noun.hasSuffix("y") && !noun.hasSuffix("ay") && !noun.hasSuffix("ey") ? noun.dropLast() + "ies" : noun + "s"
  }
}
