import ArgumentParser
import ScopeAudit

/// Which findings change the exit status: a severity or never, and new: before it for those that no baseline knows.
struct FailOn: ExpressibleByArgument {
  static let standard = FailureThreshold(severity: .high)
  static let allValueStrings = ["critical", "high", "medium", "low", "never"].flatMap { [$0, "new:\($0)"] }

  var threshold: FailureThreshold

  init?(argument: String) {
    guard let threshold = FailureThreshold(argument) else { return nil }
    self.threshold = threshold
  }
}
