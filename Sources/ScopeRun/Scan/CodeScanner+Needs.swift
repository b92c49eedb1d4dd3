import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
package import ScopeReports
import ScopeSources

extension CodeScanner {
  /// What the code of a scan needs, each call with its lines.
  func needs(_ scan: CodeScan) -> CodeNeeds {
    var calls: [NeededCall] = []
    var places: [NeededCall: [Location]] = [:]
    for call in scan.calls {
      let operation = operation(call.method, call.url)
      let needed = NeededCall(
        method: call.method, url: call.request, operation: operation,
        obstacle: operation == nil ? "The catalog does not know this call." : "")
      if places[needed] == nil { calls.append(needed) }
      let place = call.position
      places[needed, default: []].append(
        CodeNeeds.location(path: place.file, line: place.line, column: place.column))
    }
    return CodeNeeds(calls: calls, places: places, open: scan.bounds.map { Set($0) })
  }

  /// The calls of a scan as requests, one a line, for what reads requests.
  package static func requests(_ scan: CodeScan) -> [UInt8] {
    scan.calls.flatMap { Array("\($0.method) \($0.request)\n".utf8) }
  }
}
