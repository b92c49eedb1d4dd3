package import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

extension AuditRunner {
  /// Pairs that one task compares.
  private static let pairCount = 32
  /// Values of an input that one task reads and sets aside.
  private static let valueCount = 16

  /// Reports what differs between two states; of an application that is gone there are only changes to tell.
  package mutating func compare(_ old: [RunInput], with new: [RunInput], _ audit: ChangeAudit) async {
    run.comparesStates = true
    let failed = run.failures.count
    let before = await side(old)
    let isOldUnread = before.isEmpty && run.failures.count > failed
    let oldEnd = run.failures.count
    let after = await side(new)
    // Against a side that was not seen, everything would be new, or gone: the error is all there is to say.
    if isOldUnread || after.isEmpty && run.failures.count > failed { return }
    let comparison = PairComparison(old: before, new: after, audit: audit, auditor: auditor)
    let unread = await compare(RegistrationPairs.pair(before.keys, after.keys), comparison)
    // What could not be read of the old state is said before what could not be read of the new one.
    let later = run.failures[oldEnd...]
    run.failures.removeSubrange(oldEnd...)
    note(unread.old)
    run.failures += later
    note(unread.new)
  }

  /// Compares pairs on all cores and takes in what they come to in their order.
  private mutating func compare(
    _ pairs: [RegistrationPairs.Pair], _ comparison: PairComparison
  ) async -> (old: [PairComparison.Unread], new: [PairComparison.Unread]) {
    var unread = (old: [PairComparison.Unread](), new: [PairComparison.Unread]())
    await withTaskGroup(of: (start: Int, outcomes: [PairComparison.Outcome]).self) { group in
      var done: [Int: [PairComparison.Outcome]] = [:]
      var next = 0
      for start in stride(from: 0, to: pairs.count, by: Self.pairCount) {
        let share = pairs[start..<min(start + Self.pairCount, pairs.count)]
        group.addTask { (start, comparison.outcomes(share)) }
        // As many as keep the cores busy, while one is waited for that others have overtaken.
        if start - next >= Self.pairCount * 2 * workers { await join() }
      }
      while next < pairs.count { await join() }

      func join() async {
        guard let share = await group.next() else { return }
        done[share.start] = share.outcomes
        while let outcomes = done.removeValue(forKey: next) {
          for outcome in outcomes { take(outcome, &unread) }
          next += outcomes.count
        }
      }
    }
    return unread
  }

  private mutating func take(
    _ outcome: PairComparison.Outcome, _ unread: inout (old: [PairComparison.Unread], new: [PairComparison.Unread])
  ) {
    for path in outcome.lost {
      run.failures.append(
        CheckRun.Failure(
          path: path, position: .start, message: "a registration could not be read again", remedy: "Compare once more.")
      )
    }
    if let old = outcome.unread.old { unread.old.append(old) }
    if let new = outcome.unread.new { unread.new.append(new) }
    guard var result = outcome.result else { return }
    result.namesakes = namesakes(result.appId, result.displayName)
    review.apply(to: &result, &reviewed)
    guard filter.shows(appId: result.appId, displayName: result.displayName) else {
      run.unshown.add(result)
      return
    }
    result.ordinal = nextOrdinal()
    show(result)
  }

  private mutating func note(_ unread: [PairComparison.Unread]) {
    note(unread.sorted { $0.index < $1.index }.flatMap { state in state.permissions.map { (state.path, $0) } })
  }

  /// The registrations in some inputs.
  private mutating func side(_ inputs: [RunInput]) async -> ComparedSide {
    var side = ComparedSide()
    let sources = SourceInputs(inputs, needs: needs, catalog: auditor.catalog)
    run.failures += sources.failures
    run.notices += sources.notices
    let relativePaths = Dictionary(inputs.map { ($0.path, $0.relativePath) }, uniquingKeysWith: { first, _ in first })
    for file in sources.files {
      if let hashes = file.lineHashes { run.lineHashes[file.summary.path] = hashes }
      run.inputs.append(file.summary)
      side.begin(file.summary.path, relativePaths[file.summary.path] ?? "")
      side.add(declared: file.applications)
    }
    var packer: TextPacker?
    for source in sources.rest {
      var input = InputReader(source, needs: needs, takesTenantRecords: false)
      side.begin(source.path, source.relativePath)
      while let piece = input.next(&run) {
        side.add(piece.applications, &packer)
        await takeRuns(of: &input, into: &side)
      }
      finish(input)
    }
    return side
  }

  /// Hands what is in memory to the cores and takes it in as if it had been read here, up to the first value that only
  /// the reader can judge.
  private mutating func takeRuns(of input: inout InputReader, into side: inout ComparedSide) async {
    guard let keeping = side.keeping else { return }
    let runs = input.runs(of: Self.valueCount)
    let kept = await withTaskGroup(of: (index: Int, values: [RegistrationKeeping.Value]).self) { group in
      for (index, run) in runs.enumerated() { group.addTask { (index, keeping.read(run)) } }
      return await group.reduce(into: [:]) { $0[$1.index] = $1.values }
    }
    for (index, cut) in runs.enumerated() {
      let values = kept[index] ?? []
      for value in values {
        _ = input.take(value.yield, &run)
        side.add(value.kept)
      }
      guard values.count == cut.count else { return input.goBack(to: cut, from: values.count) }
    }
  }
}
