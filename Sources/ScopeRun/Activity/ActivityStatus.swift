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

/// How the logs of an engine are stored.
package typealias ActivityStorage = ScopeLeastPrivilege.ActivityStorage

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
  ///
  /// - Parameters:
  ///   - logs: the table, or the pattern of the files.
  ///   - period: how far back to look, as the engine writes it.
  ///   - storage: how the logs are stored; JSON where nobody says.
  ///   - output: where the engine writes the rows.
  /// - Throws: ``UsageProblem`` where the engine has no place for an option.
  package static func query(
    _ engine: ActivityEngine, logs: String?, period: String?, storage: ActivityStorage?, output: String?
  ) throws(UsageProblem) -> Answer {
    let options = ActivityQueryOptions(period: period, logs: logs, output: output, storage: storage ?? .json)
    do throws(ActivityQueryError) {
      return Answer(try ActivityQuery.text(engine, options, AddressVocabulary(.shared)))
    } catch {
      throw UsageProblem(error.message)
    }
  }
}

extension ActivityRunner {
  /// Folds what activity logs and profiles hold, folders of them and standard input for "-", by the embedded catalog.
  package static func fold(_ paths: [String], in tree: FileTree, workers: Int) async -> Result {
    await fold(
      tree.expand(paths, isRead: FolderEntry.isActivityFile), catalog: .shared, workers: workers, open: tree.open)
  }
}
