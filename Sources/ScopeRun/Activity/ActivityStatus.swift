import ScopeCatalog
package import ScopeLeastPrivilege
import ScopeReports

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

/// An engine that holds activity logs and can reduce them itself.
package typealias ActivityEngine = ScopeLeastPrivilege.ActivityEngine

extension Answer {
  /// The profile of activity, as `activity fold` writes it.
  ///
  /// - Parameter isStrict: whether anything that could not be used makes the answer incomplete.
  package static func profile(_ result: ActivityRunner.Result, isStrict: Bool) -> Answer {
    var bytes: [UInt8] = []
    ActivityProfileReport.write(result.profile, .shared) { bytes.append(contentsOf: $0) }
    return Answer(bytes, remarks: result.problems.lines, verdict: result.verdict(isStrict: isStrict))
  }

  /// The query that makes the same reduction inside an engine.
  package static func query(_ engine: ActivityEngine) -> Answer { Answer(ActivityQuery.text(engine)) }
}

extension ActivityRunner {
  /// Folds what activity logs and profiles hold, folders of them and standard input for "-", by the embedded catalog.
  package static func fold(_ paths: [String], in tree: FileTree, workers: Int) async -> Result {
    await fold(
      tree.expand(paths, isRead: FolderEntry.isActivityFile), catalog: .shared, workers: workers, open: tree.open)
  }
}
