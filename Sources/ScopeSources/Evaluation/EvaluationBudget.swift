import ScopeValues

/// How much may still be done; what a hostile source costs is bounded by it.
package struct EvaluationBudget: Sendable {
  package var steps: Int
  package var depth = 0

  /// Calls of functions within functions.
  package static let maximumDepth = 64

  /// A budget in proportion to the size of what is evaluated.
  package init(bytes: Int) { steps = 200_000 + bytes * 4 }

  package var isSpent: Bool { steps <= 0 }

  package mutating func spend(_ count: Int = 1) { steps -= count }
}
