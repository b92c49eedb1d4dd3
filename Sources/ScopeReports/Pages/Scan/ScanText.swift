import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeSources
import ScopeValues

/// The report of a scan for people.
package enum ScanText {
  /// The rules whose findings have no part of the report of their own.
  private static let said: Set<String> = ["retired-client-library", "multi-tenant-authority"]

  package static func text(_ scan: CodeScan, _ catalog: Catalog, isVerbose: Bool) -> String {
    var text = ""
    for set in scan.sets { text += self.set(set, scan, catalog, isVerbose: isVerbose) + "\n" }
    let unmatched = scan.calls.indices.filter { scan.templates[$0] == nil }
    if !scan.unresolved.isEmpty {
      text += "\(count(scan.unresolved.count, "call")) could not be resolved:\n"
      for (index, call) in scan.unresolved.enumerated() {
        text += "  \(place(call.position))  \(call.reason.rawValue)"
        if !call.known.isEmpty { text += "  \(SafeText.line(ShownText.of(call.known)))" }
        text += "\n"
        let bound = scan.bounds.indices.contains(index) ? scan.bounds[index] : []
        if !bound.isEmpty {
          text += "      one of \(call.anyOf.count) calls; at most \(bound.joined(separator: ", "))\n"
        }
      }
      text += "\n"
    }
    if !unmatched.isEmpty {
      text += "\(count(unmatched.count, "call")) that the catalog does not know:\n"
      for index in unmatched {
        let call = scan.calls[index]
        text += "  \(place(call.position))  \(call.method) \(SafeText.line(ShownAddress.ofCode(call.url)))\n"
      }
      text += "\n"
    }
    if !scan.probable.isEmpty {
      text += "\(count(scan.probable.count, "probable call")), from tables of addresses; not proven, and in no set:\n"
      for call in isVerbose ? scan.probable[...] : scan.probable.prefix(20) {
        text += "  \(place(call.position))  \(call.method) \(SafeText.line(ShownAddress.ofCode(call.url)))\n"
      }
      if !isVerbose, scan.probable.count > 20 { text += "  and \(scan.probable.count - 20) more\n" }
      text += "\n"
    }
    for stated in scan.stated where !stated.excess.isEmpty || !stated.missing.isEmpty {
      text +=
        "\(place(stated.scopes.position))  asks for \(stated.scopes.names.map(SafeText.line).joined(separator: ", "))\n"
      if !stated.excess.isEmpty {
        text += "  no call beside it needs \(stated.excess.map(SafeText.line).joined(separator: ", "))\n"
      }
      if !stated.missing.isEmpty {
        text += "  calls beside it need \(stated.missing.joined(separator: ", ")) as well\n"
      }
    }
    for finding in scan.findings where said.contains(finding.rule.id) {
      let place = "\(SafeText.line(finding.location.path)):\(finding.location.range.start.line)"
      text += "\(place)  \(finding.severity.name)  \(finding.rule.id)  \(SafeText.line(finding.message))\n"
    }
    for error in scan.errors {
      let remedy = ReadFailure.isOfPath(error.message) ? ". \(ReadFailure.checkPath)" : ""
      text += "error  \(SafeText.line(error.path)): \(SafeText.line(error.message))\(remedy)\n"
    }
    var end =
      "\(count(scan.files, "file")) read, \(count(scan.calls.count, "call")) found, \(scan.unresolved.count) not resolved"
    if !scan.others.isEmpty { end += ", \(count(scan.others.count, "request")) to other hosts" }
    if !scan.skipped.isEmpty { end += ", \(scan.skipped.count) left out" }
    text += end + ".\n"
    if isVerbose {
      for other in scan.others { text += "  other host  \(place(other))\n" }
      for skipped in scan.skipped { text += "  left out  \(SafeText.line(skipped.path)) (\(skipped.why))\n" }
    }
    return text
  }

  private static func set(
    _ set: CodeScan.Set, _ scan: CodeScan, _ catalog: Catalog, isVerbose: Bool
  ) -> String {
    let advised = Swift.Set(
      set.advice.calls.flatMap { set.callsByRequest[CodeScan.key($0.call.method, $0.call.url)] ?? [] })
    let without = ScanWitnesses.withoutPermission(set)
    let unknown = scan.unresolved.count + scan.calls.count - advised.count - without.count
    let article = set.flow == .application ? "an" : "a"
    let lacking =
      without.isEmpty
      ? "" : "; \(count(without.count, "call")) \(without.count == 1 ? "has" : "have") no \(set.flow.name) permission"
    let open = unknown == 0 ? "" : "; \(count(unknown, "call")) \(unknown == 1 ? "is" : "are") not known"
    guard !advised.isEmpty else {
      let none =
        without.isEmpty
        ? "no call was found of which the catalog knows the \(set.flow.name) permissions"
        : "no call found has \(article) \(set.flow.name) permission"
      return "\(set.flow.name): \(none)\(open.isEmpty ? "." : open + ".")\n"
    }
    var text = "\(set.flow.name): least permissions, "
    text += set.advice.set.isProven ? "proven for the " : "not proven for the "
    text += "\(count(advised.count, "call")) found\(lacking)\(open)\n"
    let advice = ScanWitnesses.byCall(set)
    for name in set.advice.set.permissions {
      text += "  \(catalog.name(name))\n"
      let calls = ScanWitnesses.calls(of: name, in: set)
      for index in isVerbose ? calls[...] : calls.prefix(3) {
        let call = scan.calls[index]
        // Where a call needs several, its query is why.
        let address = advice[index]?.witness.count ?? 0 > 1 ? call.request : call.url
        text +=
          "      \(place(call.position))  \(call.method) \(SafeText.line(ShownAddress.ofCode(address)))  (\(call.how.rawValue))\n"
      }
      if !isVerbose, calls.count > 3 { text += "      and \(calls.count - 3) more\n" }
    }
    return text
  }

  private static func place(_ position: CodePosition) -> String {
    "\(SafeText.line(position.file)):\(position.line)"
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// The calls as lines that `minimize --requests` and `check --needs` read.
  package static func requests(_ scan: CodeScan) -> String {
    scan.calls.map { "\($0.method) \(SafeText.line(ShownAddress.ofCode($0.request)))  # \(place($0.position))\n" }
      .joined()
  }
}
