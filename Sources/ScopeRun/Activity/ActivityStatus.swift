import ScopeLeastPrivilege

extension ActivityRunner.Result {
  /// What a command comes to that folded logs: incomplete where an input could not be read to its end, or nothing could
  /// be used.
  ///
  /// - Parameter isStrict: whether anything that could not be used makes the result incomplete.
  package func verdict(isStrict: Bool) -> AuditVerdict {
    if problems.hasFailure || isStrict && problems.count > 0 { return .incomplete }
    guard profile.isEmpty else { return .clean }
    return problems.count > 0 ? .incomplete : .nothingToAudit
  }
}
