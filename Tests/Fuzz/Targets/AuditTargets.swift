import Dispatch
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeRun
import ScopeValues

extension FuzzTarget {
  /// A registration in any dialect, to every report.
  static let registrations = FuzzTarget("registrations", seeds: ["dialects", "errors", "samples"]) { input in
    audit([RunInput(path: "a.json", bytes: input.bytes)], formats: FormatName.ofAudits)
  }

  /// Several exports of a tenant, cut at each NUL, joined.
  static let tenants = FuzzTarget("tenants", seeds: ["tenant"]) { input in
    let parts = input.bytes.split(separator: 0, maxSplits: 3).enumerated().map { number, part in
      RunInput(path: "\(number).json", bytes: Array(part))
    }
    audit(parts, formats: [.json, .text])
  }

  /// Registrations in source.
  static let declarations = FuzzTarget("declarations", seeds: ["sources"]) { input in
    let endings = ["tf", "bicep", "ps1", "sh", "yml", "md", "tfvars", "tf.json"]
    let path = "a." + endings[input.choice(endings.count)]
    audit([RunInput(path: path, bytes: input.bytes)], formats: [.json])
  }

  /// A token, or what is held in its place.
  static let tokens = FuzzTarget("tokens", seeds: ["tokens"]) { input in
    var runner = AuditRunner(auditor: auditor, store: SectionStore([]))
    let results = runner.auditAlone(TokenInput(RunInput(path: "token", bytes: input.bytes)))
    _ = TokenJSONReport(catalog: .shared, claims: .masked).render(results, runner.run)
    _ = TokenTextReport(catalog: .shared, style: TextStyle(), claims: .hidden).render(results, runner.run)
  }

  /// Settings, suppressions and baselines; what an edit makes of suppressions can be read.
  static let settings = FuzzTarget("settings", seeds: ["rules", "dialects/jsonc.json"]) { input in
    _ = try? ConfigurationFile(input.bytes, path: "a.json")
    _ = try? BaselineFile(input.bytes, path: "a.json")
    guard (try? SuppressionFile(input.bytes, path: "a.json")) != nil else { return }
    let edit = SuppressionEdit(
      fingerprint: String(repeating: "0", count: 32), reason: "agreed with the owner", expires: "2027-01-01",
      created: "2026-01-01", owner: nil, ticket: nil)
    guard let edited = try? edit.apply(to: input.bytes, path: "a.json") else { return }
    expect((try? SuppressionFile(edited, path: "a.json")) != nil, "an edit spoils the suppressions")
  }

  /// A saved report, rendered again.
  static let savedReports = FuzzTarget("saved-reports", seeds: ["reports"]) { input in
    guard let saved = try? SavedReport(path: "a.json", read: readBytes(of: input.bytes)) else { return }
    var runner = AuditRunner(auditor: auditor, store: SectionStore(formats(FormatName.ofAudits)))
    runner.restore(saved)
    write(runner, FormatName.ofAudits)
  }

  private static let auditor = Auditor(options: AuditOptions(now: .epoch))

  private static func formats(_ names: [FormatName]) -> [any CheckFormat] {
    let made = FormatSettings(
      rules: auditor.judgingRules, tokenRules: auditor.tokenRules, style: TextStyle(),
      threshold: FailureThreshold(severity: .high), now: .epoch, showsPermissions: true)
    return names.map { $0.make(made, isFile: true) }
  }

  private static func audit(_ inputs: [RunInput], formats names: [FormatName]) {
    let box = RunnerBox(AuditRunner(auditor: auditor, store: SectionStore(formats(names))), inputs)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await box.runner.audit(box.inputs)
      done.signal()
    }
    done.wait()
    box.runner.conclude()
    write(box.runner, names)
  }

  /// Writes every report; one of JSON has to be JSON.
  private static func write(_ runner: AuditRunner, _ names: [FormatName]) {
    for (index, name) in names.enumerated() {
      var bytes: [UInt8] = []
      runner.store.formats[index].write(runner.run, runner.store.sections(index)) { bytes.append(contentsOf: $0) }
      guard [.json, .sarif, .gitlab].contains(name) else { continue }
      var reader = JSONItemReader(read: readBytes(of: bytes))
      do {
        // An array comes as its elements, of which there may be none.
        while try reader.next() != nil {}
      } catch {
        expect(false, "\(name) is no JSON: \(error)")
      }
    }
  }
}

/// Carries a run to the task that does it; nobody else touches it meanwhile.
private final class RunnerBox: @unchecked Sendable {
  var runner: AuditRunner
  let inputs: [RunInput]

  init(_ runner: AuditRunner, _ inputs: [RunInput]) {
    self.runner = runner
    self.inputs = inputs
  }
}
