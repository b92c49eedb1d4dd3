import ScopeAudit
package import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeSources

/// Compares what two states of source code call.
struct CodeComparison {
  let scanner: CodeScanner
  let ratings: PermissionRatings

  init(_ scanner: CodeScanner) {
    self.scanner = scanner
    ratings = PermissionRatings(book: .shared, catalog: scanner.catalog)
  }

  func compare(_ old: CodeScan, _ new: CodeScan) -> CodeChange {
    var change = CodeChange()
    change.errors = old.errors + new.errors
    change.unresolved = (old.unresolved.count, new.unresolved.count)
    var held: [Flow: Set<String>] = [:]
    for flow in scanner.flows {
      let (before, after) = (names(old, flow), names(new, flow))
      held[flow] = before
      let (added, removed) = (after.subtracting(before).sorted(), before.subtracting(after).sorted())
      if !added.isEmpty || !removed.isEmpty { change.needs.append((flow, added, removed)) }
    }
    change.calls = calls(in: new, notIn: old, isAdded: true, held) + calls(in: old, notIn: new, isAdded: false, held)
    change.calls.sort { left, right in
      (left.isAdded ? 0 : 1, -left.severity.rawValue, left.call.position, left.call.method)
        < (right.isAdded ? 0 : 1, -right.severity.rawValue, right.call.position, right.call.method)
    }
    return change
  }

  private func names(_ scan: CodeScan, _ flow: Flow) -> Set<String> {
    Set(scan.sets.first { $0.flow == flow }?.advice.set.permissions.map(scanner.catalog.name) ?? [])
  }

  private func key(_ scan: CodeScan, _ index: Int) -> String {
    scan.calls[index].method + " " + (scan.templates[index] ?? scan.calls[index].url.lowercased())
  }

  private func calls(
    in scan: CodeScan, notIn other: CodeScan, isAdded: Bool, _ held: [Flow: Set<String>]
  ) -> [CodeChange.Call] {
    var known = Set(other.calls.indices.map { key(other, $0) })
    return scan.calls.indices.compactMap { index in
      guard known.insert(key(scan, index)).inserted else { return nil }
      let call = scan.calls[index]
      let needed = NeededCall(
        method: call.method, url: call.request, operation: scanner.operation(call.method, call.url))
      var severity = Severity.info
      let needs = scanner.flows.map { flow -> (Flow, [String]) in
        let names = scanner.advisor.advise([needed], flow: flow).set.permissions.map(scanner.catalog.name).sorted()
        if isAdded {
          for name in names where !(held[flow]?.contains(name) ?? false) {
            severity = max(severity, rating(name, flow))
          }
        }
        return (flow, names)
      }
      return CodeChange.Call(
        isAdded: isAdded, call: call, template: scan.templates[index], needs: needs, severity: severity)
    }
  }

  private func rating(_ name: String, _ flow: Flow) -> Severity {
    scanner.catalog.permissions(named: name).filter { $0.flow == flow }
      .flatMap { ratings[$0].map(\.severity) }.max() ?? .info
  }
}

extension Answer {
  /// What a change of source code starts and stops to do.
  ///
  /// - Parameter isIncompleteAllowed: whether what could not be read is left out of account.
  /// - Throws: ``UsageProblem`` at a format that this has not, and at what is about findings alone.
  package static func codeChange(
    _ old: CodeReading, _ new: CodeReading, flow: Flow?, _ gate: Gate, isIncompleteAllowed: Bool,
    catalog: Catalog = .shared
  ) throws -> Answer {
    guard try gate.choices.shown.filter().isEmpty, !gate.choices.shown.isSummary else {
      throw UsageProblem(
        "A comparison of code shows calls, and filters choose findings. Leave out what filters, such as --min-severity."
      )
    }
    let unused = [
      ("--output", !gate.choices.output.isEmpty), ("--baseline", gate.choices.baseline != nil),
      ("--write-baseline", gate.choices.writeBaseline != nil), ("--suppressions", gate.choices.suppressions != nil),
    ].filter(\.1).map(\.0)
    guard unused.isEmpty else {
      throw UsageProblem(
        "A comparison of code writes to standard output, and knows no findings to accept. Leave out \(unused.joined(separator: " and "))."
      )
    }
    var (old, new) = (old, new)
    (old.ownSinks, new.ownSinks) = (gate.sinks, gate.sinks)
    let scanner = new.scanner(flow, catalog)
    let change = CodeComparison(scanner).compare(old.scan(by: scanner), new.scan(by: scanner))
    let bytes: [UInt8]
    switch gate.choices.format ?? .text {
    case .text: bytes = Array(CodeChangeReport.text(change).utf8)
    case .json: bytes = CodeChangeReport.json(change, catalog)
    default: throw UsageProblem("A comparison of code is text or json. Leave --format out, or give one of these.")
    }
    let worst = change.calls.filter(\.isAdded).map(\.severity).max() ?? .info
    let threshold = try gate.threshold()
    let verdict: AuditVerdict =
      !change.errors.isEmpty && !isIncompleteAllowed
      ? .incomplete : (threshold.severity.map { worst >= $0 } ?? false) ? .findings : .clean
    return Answer(bytes, verdict: verdict)
  }
}

extension FileTree {
  /// The source code that a name means: a file, a folder, or git:REVISION:PATH.
  package func code(_ name: String) -> CodeReading {
    guard GitAddress.isNamed(by: name) else { return CodeReading([name], in: self) }
    var reading = CodeReading()
    for input in state(name, excluding: [], isRead: CodeReading.isSource) { reading.take(input) }
    return reading
  }
}
