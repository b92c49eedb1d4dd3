import ScopeValues

/// What a property of a registration means, or how something is done, in sentences.
package struct Explanation: Hashable, Sendable {
  package var name: String
  /// Other names, such as those of other formats.
  package var aliases: [String]
  package var meaning: String
  /// How to set it, as a command or a place in the admin center.
  package var change: String
  /// Ids of the rules that look at it.
  package var rules: [String]
  /// Whether it is a list of steps and no property.
  package var isSteps: Bool
}

extension Catalog {
  package var explanationCount: Int { count(.explanations, stride: 52) }

  package func explanation(at index: Int) -> Explanation {
    func cell(_ column: Int) -> String {
      let at = index * 52 + column * 8
      return text(word32(.explanations, at), word32(.explanations, at + 4))
    }
    return Explanation(
      name: cell(0), aliases: cell(1).split(separator: ";").map { String($0.drop { $0 == " " }) }, meaning: cell(2),
      change: cell(3), rules: cell(4).split(separator: " ").map(String.init),
      isSteps: word32(.explanations, index * 52 + 40) == 1)
  }

  /// What a name means, in any letter case.
  package func explanation(named name: String) -> Explanation? {
    let wanted = name.lowercased()
    return (0..<explanationCount).lazy.map { explanation(at: $0) }.first { explanation in
      explanation.name.lowercased() == wanted || explanation.aliases.contains { $0.lowercased() == wanted }
    }
  }
}
