import Dispatch
import ScopeAudit
import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun
import ScopeSources
import ScopeValues

extension FuzzTarget {
  /// Source code in each language, to the least permissions of its calls.
  static let code = FuzzTarget("code", seeds: ["scan"]) { input in
    let endings = [
      "ps1", "cs", "py", "ts", "java", "go", "sh", "http", "ipynb", "vue", "js", "workflow.json", "csproj",
    ]
    let path = "a." + endings[input.choice(endings.count)]
    guard let file = CodeInput(path: path, bytes: input.bytes) else { return }
    let scan = scanner.scan([file], settings: [:])
    _ = ScanJSON.bytes(scan, .shared)
    _ = ScanText.text(scan, .shared, isVerbose: true)
    _ = ScanSARIF.bytes(CodeFindings.of(scan, book: .shared, settings: RuleSettings()), .shared)
  }

  /// Requests in each form, to the least set.
  static let requests = FuzzTarget("requests", seeds: ["requests", "minimize"]) { input in
    let minimum = minimization.minimum(
      of: RunInput(path: "requests", bytes: input.bytes), flow: input.choice(2) == 0 ? .application : .delegated,
      held: nil)
    _ = MinimizeReport.json(minimum, .shared)
    _ = MinimizeReport.text(minimum, .shared)
  }

  /// A refusal, in every form in which it is explained.
  static let refusals = FuzzTarget("refusals", seeds: ["refusals", "diagnose"]) { input in
    guard let error = try? ServiceErrorReader.read(input.bytes) else { return }
    var call = RefusedCall(flow: nil, tenant: nil, now: .epoch)
    call.error = error
    call.token = ServiceErrorReader.sentToken(in: input.bytes)
    let diagnosis = Diagnoser().diagnose(call)
    _ = DiagnosisJSON.render(diagnosis, catalog: .shared)
    _ = DiagnosisText(style: TextStyle()).render(diagnosis)
    _ = DiagnosisMarkdown.render(diagnosis)
    _ = DiagnosisJUnit.render(diagnosis, timestamp: "", isAnt: false)
  }

  /// Activity logs and profiles, folded together with themselves.
  static let activity = FuzzTarget("activity", seeds: ["activity"]) { input in
    let bytes = input.bytes
    let piece = 1 + 31 * input.choice(64)
    let box = FoldBox()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      box.result = await ActivityRunner.fold(["a", "b"], catalog: .shared, workers: 1) { _ in
        readBytes(of: bytes, atMost: piece)
      }
      done.signal()
    }
    done.wait()
    guard let result = box.result else { return }
    let minimum = minimization.minimum(of: result, flow: nil, held: [nil, nil])
    _ = MinimizeActivityReport.json(minimum, .shared)
    ActivityProfileReport.write(result.profile, .shared) { _ in }
  }

  private static let minimization = Minimization(catalog: .shared)

  private static let scanner = CodeScanner(
    catalog: .shared, advisor: LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared)),
    flows: Flow.allCases, sinks: CallSinks(rows: CodeFacts.sinks))
}

/// Carries a result from the task that made it.
private final class FoldBox: @unchecked Sendable {
  var result: ActivityRunner.Result?
}
