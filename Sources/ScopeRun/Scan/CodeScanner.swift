package import ScopeCatalog
import ScopeDocuments
package import ScopeLeastPrivilege
package import ScopeReports
package import ScopeSources
import ScopeValues

/// Scans source files for the calls to Microsoft Graph that they make, and works out what these need.
package struct CodeScanner {
  package var catalog: Catalog
  package var advisor: LeastPrivilegeAdvisor
  package var flows: [Flow]
  package var sinks: CallSinks

  package init(catalog: Catalog, advisor: LeastPrivilegeAdvisor, flows: [Flow], sinks: CallSinks) {
    self.catalog = catalog
    self.advisor = advisor
    self.flows = flows
    self.sinks = sinks
  }

  /// Read once, however often a process scans.
  private static let paths = GraphPaths(
    rows: (try? wholeContent(of: readBytes(of: CodeFacts.packedPaths), limit: 64 << 20)) ?? [])
  private static let marks = RetiredCode.all.map(\.mark)

  /// - Parameter files: what was read, each with its language.
  /// - Parameter tables: data files that a call may take its address from.
  package func scan(_ files: [CodeInput], settings: [String: [String]], tables: [CodeInput] = []) -> CodeScan {
    let found = CallFinder.calls(
      in: CodeSources(count: files.count, size: { files[$0].size }, read: { files[$0].outlines() }), paths: Self.paths,
      sinks: sinks,
      settings: settings, marks: Self.marks, tables: CodeSources(count: tables.count) { tables[$0].outlines() }
    ) { name, options in Self.command(name, options) }
    var scan = CodeScan()
    scan.files = files.count
    scan.calls = found.calls
    scan.others = found.others
    scan.errors = found.lost.map { (files[$0].path, "It changed while it was read.") }
    scan.probable = found.probable
    for call in found.unresolved { settle(call, &scan) }
    scan.calls.sort { ($0.position, $0.method, $0.url) < ($1.position, $1.method, $1.url) }
    advise(&scan)
    let files = CallsByFile(scan)
    scan.stated = found.stated.map { compare($0, scan, files) }
    scan.notes = found.notes
    return scan
  }

  /// Holds scopes in words against the calls of the same file: those that are not needed, and those that are missing.
  ///
  /// Nothing is said where a call of the file could not be resolved, or where the catalog does not know one.
  private func compare(_ stated: StatedScopes, _ scan: CodeScan, _ files: CallsByFile) -> CodeScan.Stated {
    var result = CodeScan.Stated(scopes: stated)
    let indices = files.calls[stated.position.file] ?? []
    guard !indices.isEmpty, indices.allSatisfy({ scan.templates[$0] != nil }),
      !files.open.contains(stated.position.file)
    else { return result }
    let held = Set(catalog.names(stated.names))
    let requests = indices.map { index in
      NeededCall(
        method: scan.calls[index].method, url: scan.calls[index].request,
        operation: operation(scan.calls[index].method, scan.calls[index].url))
    }
    let advice = advisor.advise(requests, flow: .delegated, held: held)
    // What suffices for a call is no excess, although something less would do.
    let useful = Set(
      advice.calls.flatMap { call in call.alternatives.filter { $0.allSatisfy(held.contains) }.joined() })
    result.excess = held.subtracting(useful).map(catalog.name).filter { !isAsked($0) }.sorted()
    result.missing = advice.missing.map(catalog.name)
    for (index, request) in zip(indices, requests) where !advice.missing.isEmpty {
      let own = advisor.advise([request], flow: .delegated, held: held)
      for name in own.missing.map(catalog.name) { result.witnesses[name, default: []].append(index) }
    }
    return result
  }

  /// Whether a scope is asked for by whoever signs a user in, whatever the code calls: to sign in, and to read one's own
  /// profile, which Entra proposes for every application.
  private func isAsked(_ name: String) -> Bool { catalog.isSignIn(name) || name == LeastPrivilegeAdvisor.profile }

  /// A cmdlet's call; names of older versions mean what they mean today.
  private static func command(_ name: String, _ options: [String]) -> (method: String, path: String, version: String?)?
  {
    let names = [
      name, name + "ByRef", name.replacing("DeviceAppMgt", with: "DeviceAppManagement"),
      name.replacing("-Mg", with: "-MgBeta"),
    ]
    for name in names {
      if let call = NamedCall.command(name, options: options), let method = call.method {
        return (method, call.path, call.version)
      }
    }
    return nil
  }

  /// A call that may be any of several: where all need the same, it is known well enough.
  private func settle(_ call: UnresolvedCall, _ scan: inout CodeScan) {
    guard let method = call.method, call.anyOf.count > 1, call.anyOf.count <= 128 else {
      scan.unresolved.append(call)
      scan.bounds.append([])
      return
    }
    let needed = call.anyOf.map { url in
      NeededCall(method: method, url: url, operation: operation(method, url))
    }
    var sets: [[[Int]]] = []
    var bound: Set<String> = []
    for flow in flows {
      sets.append(needed.map { advisor.advise([$0], flow: flow).set.permissions })
      bound.formUnion(advisor.advise(needed, flow: flow).set.permissions.map(catalog.name))
    }
    let isSame =
      sets.allSatisfy { set in set.allSatisfy { $0 == set[0] } } && sets.contains { !($0.first?.isEmpty ?? true) }
    guard isSame, needed.allSatisfy({ $0.operation != nil }) else {
      scan.unresolved.append(call)
      scan.bounds.append(bound.sorted())
      return
    }
    scan.calls.append(
      CodeCall(
        position: call.position, method: method, url: call.anyOf[0], query: "", how: .rest, via: [],
        language: call.language, anyOf: call.anyOf))
  }

  func operation(_ method: String, _ url: String) -> OperationIndex? {
    if case .operation(let match) = catalog.match(method: method, url: url) { return match.operation }
    return nil
  }

  private func advise(_ scan: inout CodeScan) {
    var requests: [NeededCall] = []
    var byRequest: [String: [Int]] = [:]
    for (index, call) in scan.calls.enumerated() {
      let operation = operation(call.method, call.url)
      scan.templates.append(operation.map(catalog.template))
      let key = CodeScan.key(call.method, call.request)
      if byRequest[key] == nil {
        requests.append(
          NeededCall(
            method: call.method, url: call.request, operation: operation,
            obstacle: operation == nil ? "The catalog does not know this call." : ""))
      }
      byRequest[key, default: []].append(index)
    }
    scan.sets = flows.map { flow in
      CodeScan.Set(flow: flow, advice: advisor.advise(requests, flow: flow), callsByRequest: byRequest)
    }
  }
}

/// The calls of each file of a scan, and the files in which a call could not be resolved.
private struct CallsByFile {
  let calls: [String: [Int]]
  let open: Set<String>

  init(_ scan: CodeScan) {
    calls = Dictionary(grouping: scan.calls.indices) { scan.calls[$0].position.file }
    open = Set(scan.unresolved.map(\.position.file))
  }
}

extension Catalog {
  /// The indexes of names that it knows.
  fileprivate func names(_ names: [String]) -> [Int] {
    names.compactMap { name in permissions(named: name).first?.nameIndex }
  }
}
