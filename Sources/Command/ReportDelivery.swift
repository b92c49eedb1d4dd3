import ArgumentParser
import ScopeAuditKit

/// The reports of one run on their way out: all of them, or none.
struct ReportDelivery {
  /// Takes the report of the first format, perhaps already while the audit runs.
  private let standardOutput = OutputStream.standardOutput()

  /// What check, diff, token and convert have in common before they start.
  func frame(
    _ gate: Gate, _ setup: RunOptions, _ allowsIncomplete: Bool
  ) throws -> AuditFrame {
    let surroundings = Surroundings(
      .system, standardOutput: standardOutput.append,
      makeSpool: { Spool() }, workers: Environment.processors,
      stepSummary: Environment.variable("GITHUB_STEP_SUMMARY"))
    return try AuditFrame(gate, surroundings, setup.display, now: setup.moment, allowsIncomplete: allowsIncomplete)
  }

  /// Writes every report, files only once all of them are whole, then the baseline; ends with the verdict's status.
  func deliver(_ job: AuditJob) throws {
    StandardError.print(job.remarks)
    var staged: [OutputPath.Staged] = []
    do {
      for (index, request) in job.plan.requests.enumerated() {
        guard let path = request.path else { continue }
        if let file = try OutputPath.stage(path, { job.write(index, to: $0) }) { staged.append(file) }
      }
      switch job.standardOutput {
      case .whole: job.write(0, to: standardOutput.append)
      case .begun: job.writeRest(to: standardOutput.append)
      case .nothing: break
      }
      try standardOutput.finish()
      if let summary = job.plan.stepSummary {
        try OutputPath.append(to: summary) { job.write(job.plan.requests.count, to: $0) }
      }
    } catch {
      OutputPath.discard(staged)
      throw error
    }
    try OutputPath.publish(staged)
    StandardError.print(job.closingRemarks)
    if let new = job.baseline {
      // A new baseline may take the old one's place; any other file that was read is kept.
      try OutputPath.stage(new.path, mayReplaceInput: new.replaces, new.write).map { try OutputPath.publish([$0]) }
    }
    try job.verdict.end()
  }
}

extension Answer {
  /// Writes the answer to standard output and ends with the verdict's status.
  ///
  /// - Parameter isQuiet: whether an answer that says only that all is well is left out.
  func deliver(isQuiet: Bool = false) throws {
    guard !isQuiet || verdict != .clean else { return try end() }
    let stream = OutputStream.standardOutput()
    output.withUnsafeBytes { stream.append($0) }
    try stream.finish()
    try end()
  }

  /// Says what there is to remark and ends with the verdict's status.
  func end() throws {
    StandardError.print(remarks)
    try verdict.end()
  }
}

extension AuditVerdict {
  /// Ends the command with the verdict's status; returns where all is well.
  func end() throws {
    guard self != .clean else { return }
    throw ExitCode(rawValue)
  }
}
