import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeRun

/// What an audit or a comparison came to.
public struct AuditReport: Sendable {
  /// In the order of the inputs.
  public let applications: [AuditedApplication]
  /// Findings that belong to no application.
  public let findings: [AuditFinding]
  /// What could not be looked at; an audit with any is incomplete.
  public let problems: [InputProblem]
  public let outcome: AuditOutcome
  private let reports: [ReportFormat: [UInt8]]

  init(_ runner: AuditRunner, _ collector: ResultCollector, formats: [ReportFormat], threshold: FailureThreshold) {
    let catalog = runner.auditor.catalog
    applications = collector.results.map { AuditedApplication($0, catalog: catalog) }
    findings = collector.findings.map(AuditFinding.init)
    problems = runner.run.failures.map(InputProblem.init)
    outcome = AuditOutcome(AuditVerdict(runner.run, threshold, allowsIncomplete: false))
    var reports: [ReportFormat: [UInt8]] = [:]
    for (index, format) in formats.enumerated() {
      var bytes: [UInt8] = []
      runner.store.formats[index].write(runner.run, runner.store.sections(index)) { bytes.append(contentsOf: $0) }
      reports[format] = bytes
    }
    self.reports = reports
  }

  /// The report in a format that was asked for; empty for any other.
  public func bytes(_ format: ReportFormat) -> [UInt8] { reports[format] ?? [] }

  /// The report as text, in a format that was asked for.
  public func text(_ format: ReportFormat) -> String { String(decoding: bytes(format), as: UTF8.self) }
}

/// What an audit comes to; the command's exit status is the same in numbers.
public enum AuditOutcome: Int, Sendable {
  /// Nothing at or above the threshold, and everything was looked at.
  case clean = 0
  /// Findings at or above the threshold.
  case findings = 1
  /// No input holds anything that could be audited.
  case nothingToAudit = 3
  /// Something could not be looked at, which weighs more than findings.
  case incomplete = 4

  init(_ verdict: AuditVerdict) {
    switch verdict {
    case .clean: self = .clean
    case .findings: self = .findings
    case .nothingToAudit: self = .nothingToAudit
    case .incomplete: self = .incomplete
    }
  }
}

/// Something that could not be looked at.
public struct InputProblem: Hashable, Sendable {
  /// The input's name.
  public var path: String
  /// 1-based.
  public var line: Int
  /// 1-based, in UTF-16 units.
  public var column: Int
  /// What is wrong, without a full stop.
  public var message: String
  /// What to do about it.
  public var remedy: String

  init(_ failure: CheckRun.Failure) {
    path = failure.path
    line = failure.position.line
    column = failure.position.column
    message = failure.message
    remedy = failure.remedy
  }
}

/// A format of reports.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, junit
  case junitAnt = "junit:ant"
  case sarif, github, azure, gitlab, markdown, html, csv

  var name: FormatName { FormatName(rawValue: rawValue) ?? .text }
}
