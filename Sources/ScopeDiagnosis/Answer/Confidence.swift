/// How much a verdict rests on.
package enum Confidence: Int, CaseIterable, Comparable, Sendable {
  /// One cause among several that the evidence allows.
  case possible
  /// What the evidence nearly always means.
  case likely
  /// The service's own words, or what the token itself shows.
  case certain

  package init?(name: String) {
    guard let confidence = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = confidence
  }

  package var name: String { ["possible", "likely", "certain"][rawValue] }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
