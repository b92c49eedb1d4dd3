import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

extension NeedsReading {
  /// Takes what source code calls for what the applications need.
  ///
  /// - Parameters:
  ///   - code: what was read of it.
  ///   - path: what problems of the code as a whole are told of.
  package init(_ code: CodeReading, path: String, catalog: Catalog = .shared) {
    let scanner = code.scanner(nil, catalog)
    let scan = code.scan(by: scanner)
    self.code = scan
    for error in scan.errors {
      fail(error.path, .start, error.message, "Name code that can be read, or leave it out of --code.")
    }
    guard !scan.calls.isEmpty || !scan.unresolved.isEmpty else {
      fail(path, .start, "no call to Microsoft Graph was found in it", "Give --code the source of the application.")
      return
    }
    needs = .code(scanner.needs(scan))
    let open = scan.unresolved.isEmpty ? "" : "; \(scan.unresolved.count) more could not be resolved"
    note(path, "\(CountPhrase.of(scan.calls.count, "call")) to Microsoft Graph found in the code\(open)")
  }
}

extension Answer {
  /// The least set for the calls that source code makes; what of the code is not in the set is a remark.
  ///
  /// - Parameters:
  ///   - path: what problems of the calls are told of.
  ///   - isStrict: whether a call that could not be resolved makes the answer incomplete.
  /// - Throws: ``HeldProblem`` where what is held cannot be read.
  package static func minimum(
    of code: CodeReading, path: String, flow: Flow, held: HeldChoice?, _ format: FormatName, isStrict: Bool,
    catalog: Catalog = .shared
  ) throws(HeldProblem) -> Answer {
    let scan = code.scan(by: code.scanner(flow, catalog))
    var answer = try minimum(
      of: RunInput(path: path, bytes: CodeScanner.requests(scan)), flow: flow, held: held, format, isStrict: isStrict,
      catalog: catalog)
    if !scan.unresolved.isEmpty {
      answer.remarks.append(
        "\(CountPhrase.of(scan.unresolved.count, "call")) of the code could not be resolved; scopeaudit scan lists them."
      )
    }
    answer.remarks += scan.errors.map { "\($0.path): \($0.message)" }
    if !scan.errors.isEmpty || isStrict && !scan.unresolved.isEmpty { answer.verdict = .incomplete }
    return answer
  }
}
