import ScopeAudit
import ScopeReports
import ScopeRun

/// Audits app registrations and exports of a tenant.
public enum Audit {
  /// Lets every rule judge the applications and service principals of some inputs.
  ///
  /// Service principals and grants are joined with the applications of all inputs. What cannot be read is a problem
  /// of the report; the other inputs are still audited.
  ///
  /// - Parameter formats: the formats in which ``AuditReport/bytes(_:)`` can be asked for afterwards.
  public static func run(
    _ inputs: [AuditInput], settings: AuditSettings, formats: [ReportFormat] = []
  ) async -> AuditReport {
    let auditor = settings.auditor
    let collector = ResultCollector()
    let made = FormatSettings(
      rules: auditor.judgingRules, style: TextStyle(), threshold: settings.threshold, now: settings.moment)
    let store = SectionStore(formats.map { $0.name.make(made, isFile: true) } + [collector])
    var runner = AuditRunner(auditor: auditor, store: store, workers: settings.workers)
    await runner.audit(inputs.map(\.runInput))
    runner.conclude()
    return AuditReport(runner, collector, formats: formats, threshold: settings.threshold)
  }

  /// Reads the tokens in a pasted text and lets every rule for tokens judge them; signatures are not verified.
  ///
  /// Each token that can be judged stands among the applications of the report, by the application that it was issued to;
  /// one that cannot is a problem. No token is kept.
  public static func run(token: AuditInput, settings: AuditSettings) -> AuditReport {
    let collector = ResultCollector()
    var runner = AuditRunner(auditor: settings.auditor, store: SectionStore([collector]))
    _ = runner.auditAlone(TokenInput(token.runInput))
    return AuditReport(runner, collector, formats: [], threshold: settings.threshold)
  }
}

/// Compares two states of app registrations.
public enum Comparison {
  /// Says what a change adds and raises: each worse difference is a finding.
  ///
  /// - Parameter formats: the formats in which ``AuditReport/bytes(_:)`` can be asked for afterwards.
  public static func run(
    old: [AuditInput], new: [AuditInput], settings: AuditSettings, formats: [ReportFormat] = []
  ) async -> AuditReport {
    let auditor = settings.auditor
    let audit = ChangeAudit(auditor: auditor)
    let collector = ResultCollector()
    let made = FormatSettings(
      rules: JudgingRules(audit.rules), style: TextStyle(), threshold: settings.threshold, now: settings.moment,
      showsChanges: true)
    let store = SectionStore(formats.map { $0.name.make(made, isFile: true) } + [collector])
    var runner = AuditRunner(auditor: auditor, store: store, workers: settings.workers)
    await runner.compare(old.map(\.runInput), with: new.map(\.runInput), audit)
    runner.conclude(seesAll: false)
    return AuditReport(runner, collector, formats: formats, threshold: settings.threshold)
  }
}
