import ScopeDocuments
import ScopeValues

/// What could not be used of activity logs: the first places, and how many there were.
package struct ActivityProblems: Sendable {
  /// Places that are named; the rest is only counted.
  package static let maximumPlaces = 10

  package struct Place: Sendable {
    package var path: String
    /// 1-based; nil for the whole input.
    package var line: Int?
    package var message: String
  }

  package private(set) var places: [Place] = []
  package private(set) var count = 0
  /// Whether an input could not be read to its end.
  package private(set) var hasFailure = false

  package init() {}

  package mutating func add(_ path: String, line: Int?, _ message: String, isFailure: Bool = false) {
    count += 1
    if isFailure { hasFailure = true }
    if places.count < Self.maximumPlaces {
      places.append(Place(path: path, line: line, message: ShownText.of(message)))
    }
  }

  /// The places and the count of the rest, a line each.
  private static func remedy(_ message: String) -> String {
    ReadFailure.isOfPath(message) ? ". \(ReadFailure.checkPath)" : ""
  }

  package var lines: [String] {
    var lines = places.map {
      "\(SafeText.line($0.path))\($0.line.map { ":\($0)" } ?? ""): \($0.message)\(Self.remedy($0.message))"
    }
    if count > places.count { lines.append("and \(count - places.count) more") }
    return lines
  }
}
