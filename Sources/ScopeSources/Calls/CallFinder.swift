package import ScopeValues

/// Finds the calls that a project's files make: asks the evaluator for every chain, follows wrappers to their callers,
/// and reads every address against the tree of paths. What it cannot tell it lists.
package final class CallFinder {
  /// A command's call by its name and the options given to it; nil where the name is not known.
  package typealias CommandCalls = (_ name: String, _ options: [String]) -> (
    method: String, path: String, version: String?
  )?

  let project: CodeProject
  let evaluator: CodeEvaluator
  let command: CommandCalls
  var result = CodeCalls()
  /// Requests that carry a batch, and whether any of a batch's parts was found.
  var batchRequests: [FoundCall] = []
  var hasBatchParts = false
  private var screen: CallScreen
  /// Requests that were seen to be sent.
  private(set) var sent: Set<CodeOrigin> = []
  /// Where requests are made.
  private(set) var made: Set<CodeOrigin> = []

  /// Wrappers around wrappers are followed this far.
  static let wrapperLimit = 4
  /// Callers that one request is followed to, over all levels; those of a name that much else has are fewer.
  static let callerLimit = 1_024
  static let vagueCallerLimit = 64
  /// A name that more functions have than these tells little of which one a call means.
  static let vagueNameLimit = 32
  /// The calls of functions that were asked for before.
  var knownCallers: [Int: [(file: Int, call: Int)]] = [:]
  var knownNearest: [NameInFile: [Int: [(file: Int, call: Int)]]] = [:]
  var methodsWithin: [Int: String?] = [:]
  var knownMakings: [String: [(site: (file: Int, call: Int), text: String)]] = [:]
  /// Where calls stand that were found, so that no file is read again to tell.
  private var positions: [CodeOrigin: CodePosition] = [:]
  /// What names say, of which there are far fewer than calls.
  var saidByNames: [String: FunctionNames.Said] = [:]
  var callersLeft = 0
  /// What all requests of a project may follow together, so that the whole stays linear.
  var callersOfAll = 0

  package static func calls(
    in outlines: [(outline: Outline, language: String)], paths: GraphPaths, sinks: CallSinks,
    settings: [String: [String]], marks: [CodeMark] = [], tables: [(outline: Outline, language: String)] = [],
    command: @escaping CommandCalls
  ) -> CodeCalls {
    calls(
      in: CodeSources(count: outlines.count, room: .max) { [outlines[$0]] }, paths: paths, sinks: sinks,
      settings: settings, marks: marks, tables: CodeSources(count: tables.count) { [tables[$0]] }, command: command)
  }

  package static func calls(
    in sources: CodeSources, paths: GraphPaths, sinks: CallSinks, settings: [String: [String]],
    marks: [CodeMark] = [], tables: CodeSources = CodeSources(count: 0) { _ in nil }, command: @escaping CommandCalls
  ) -> CodeCalls {
    var tooDeep: [UnresolvedCall] = []
    var notes = CodeMarkFinder(marks)
    var screen = CallScreen(sinks)
    var probable = ProbableCalls(paths)
    // Files in which nothing can be found are not read again.
    var busy: [Int] = []
    var handing: [Int] = []
    let project = CodeProject(sources, paths: paths, sinks: sinks, settings: settings) { index, file, outline in
      for fault in outline.faults {
        guard let span = Self.hidden(by: fault, in: outline.source) else { continue }
        tooDeep.append(
          UnresolvedCall(
            position: Self.position(outline.source, span), reason: .parseLimit, known: "", language: file.language))
      }
      notes.look(in: file)
      probable.look(in: file)
      let (isBusy, mayHand) = (screen.isBusy(file), mayHand(file))
      if isBusy { busy.append(index) }
      if mayHand { handing.append(index) }
      return isBusy || mayHand
    }
    let finder = CallFinder(project: project, screen: screen, command: command)
    finder.result.notes = notes.found
    finder.find(in: busy)
    finder.findHanded(in: handing)
    finder.result.unresolved += tooDeep
    if !finder.result.unresolved.isEmpty {
      for number in 0..<tables.count {
        for (outline, language) in tables.read(number) ?? [] {
          probable.look(in: CodeFile(outline, language: language))
        }
      }
      finder.result.probable = probable.calls(beside: finder.result)
    }
    finder.result.work = finder.evaluator.memory.work
    finder.result.lost = project.files.lost.sorted()
    return finder.sorted()
  }

  private init(project: CodeProject, screen: CallScreen, command: @escaping CommandCalls) {
    self.project = project
    self.screen = screen
    evaluator = CodeEvaluator(project)
    self.command = command
  }

  private func find(in busy: [Int]) {
    var found: [FoundCall] = []
    var scopes = StatedScopeFinder(project, evaluator)
    for index in busy {
      let file = project.files[index]
      for site in file.calls {
        evaluator.found = []
        evaluator.steps = CodeEvaluator.stepLimit
        guard case .chain(let base, let steps) = site.expression.kind, mayCall(base, steps, file) else { continue }
        let place = CodePlace(file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
        _ = evaluator.chain(base, steps, site.expression.span, place, emits: true)
        evaluator.found.forEach(notePosition(of:))
        found += evaluator.found
      }
      evaluator.found = []
      let annotated = annotated(index)
      annotated.forEach(notePosition(of:))
      found += annotated
      batches(index)
      scopes.look(in: index)
    }
    result.stated = scopes.found
    callersOfAll = 20_000 + 8 * project.callCount
    for call in found {
      if let request = call.request, !call.isMaking { sent.insert(request) }
      if call.isMaking { made.insert(CodeOrigin(file: call.file, span: call.span)) }
    }
    var making: [CodeOrigin: FoundCall] = [:]
    for call in found {
      if call.isMaking, let request = call.request {
        // The last step in the making knows most.
        if !sent.contains(request) { making[request] = call }
      } else {
        settle(call)
      }
    }
    for call in making.values.sorted(by: { ($0.file, $0.span) < ($1.file, $1.span) }) { settle(call) }
    openBatches()
  }

  /// Whether a chain calls anything that may send a request.
  private func mayCall(_ base: Expression, _ steps: [Access], _ file: CodeFile) -> Bool {
    // A shell's own functions may hand on what they are given.
    if file.isShell, case .call? = steps.first?.kind {
      var command: String?
      if case .name(let name) = base.kind { command = name }
      if case .text(let parts) = base.kind, case .literal(let text, _)? = parts.first { command = text }
      if let command, !project.functions(named: command).isEmpty { return true }
    }
    return screen.mayCall(base, steps, file)
  }

  // MARK: Writing down

  func add(
    _ call: FoundCall, _ method: String, _ version: String, _ segments: [String], _ query: String,
    _ host: String = "graph.microsoft.com"
  ) {
    result.calls.append(
      CodeCall(
        position: position(call), method: method,
        url: "https://\(host)/\(version)/\(segments.joined(separator: "/"))", query: query, how: call.how,
        via: call.via.map(position),
        language: project.files.language(call.file)))
  }

  func unresolved(
    _ call: FoundCall, _ reason: UnresolvedCall.Reason, _ known: String, anyOf: [String] = [], method: String? = nil
  ) {
    if call.isMaking && call.kind != .http || call.kind == .maybe {
      if known.isEmpty || !known.contains("/") { return }
    }
    result.unresolved.append(
      UnresolvedCall(
        position: position(call), reason: reason, known: known, language: project.files.language(call.file),
        anyOf: anyOf, method: method))
  }

  func position(_ call: FoundCall) -> CodePosition { position(CodeOrigin(file: call.file, span: call.span)) }

  private func position(_ origin: CodeOrigin) -> CodePosition {
    positions[origin] ?? Self.position(project.files[origin.file].source, origin.span)
  }

  /// Keeps where a call stands, while its file is at hand.
  func notePosition(of call: FoundCall) {
    let origin = CodeOrigin(file: call.file, span: call.span)
    if positions[origin] == nil { positions[origin] = position(origin) }
  }

  static func position(_ source: SourceText, _ span: SourceSpan) -> CodePosition {
    let place = source.position(at: span.start)
    return CodePosition(file: source.path, line: place.line, column: place.column)
  }

  func sorted() -> CodeCalls {
    var result = self.result
    var seen: Set<CodeCall> = []
    result.calls = result.calls.filter { seen.insert($0).inserted }.sorted {
      ($0.position, $0.method, $0.url) < ($1.position, $1.method, $1.url)
    }
    var other: Set<UnresolvedCall> = []
    result.unresolved = result.unresolved.filter { other.insert($0).inserted }.sorted {
      ($0.position, $0.known) < ($1.position, $1.known)
    }
    result.others = Array(Set(result.others)).sorted()
    return result
  }
}

extension SourceText {
  /// Whether a word of small letters occurs, in any case.
  package func mentions(_ word: StaticString) -> Bool { bytes.mentions(word) }

  /// Whether the word batch occurs, in any of its usual spellings.
  var mentionsBatch: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count > 4 else { return false }
      for index in 0..<(bytes.count - 4)
      where bytes[index + 1] == UInt8(ascii: "a") && bytes[index] | 0x20 == UInt8(ascii: "b") {
        if bytes[index + 2] == UInt8(ascii: "t"), bytes[index + 3] == UInt8(ascii: "c"),
          bytes[index + 4] == UInt8(ascii: "h")
        {
          return true
        }
      }
      return false
    }
  }
}
