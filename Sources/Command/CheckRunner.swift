import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

/// Reads inputs one after another and audits their applications on all cores; every output is put together in
/// the order of the inputs, whatever the order in which the work was done.
struct CheckRunner {
  private let auditor: Auditor
  private let review: Review
  /// What the reviews came to.
  private(set) var reviewed = Review.Outcome()
  private let formats: [any CheckFormat]
  private let workers: Int
  private(set) var run = CheckRun()
  /// One for each format and section.
  private(set) var spools: [[Spool]]
  /// What the inputs hold beside applications, and what applications ask for, until both can be joined.
  private var tenant = TenantRecords()
  private var requested = RequestedPermissions()
  private var namesakes: [Int: Int] = [:]
  private var ordinal = 0
  private let needs: InputReader.Needs
  /// The applications to which the tokens of the run were issued.
  private let tokenHolders: Set<GUID>
  /// The registrations of these applications.
  private var counterparts: [TokenCounterpart] = []
  /// How many registrations do not show their application id.
  private var unnamed = 0
  /// Where the first format's section 0 goes at once, so that it need not wait for the end.
  private let stream: OutputStream?
  private var separatorLength = 0
  /// How large the sections of a batch are likely to become, by the one before.
  private var sizes: [[Int]]

  init(
    auditor: Auditor, review: Review, formats: [any CheckFormat], workers: Int, streaming stream: OutputStream?,
    tokenHolders: Set<GUID> = []
  ) {
    self.auditor = auditor
    self.tokenHolders = tokenHolders
    self.review = review
    self.formats = formats
    needs = InputReader.Needs(
      digest: formats.contains { $0.wantsDigests }, lineHashes: formats.contains { $0.wantsLineHashes })
    self.workers = workers
    self.stream = formats.first?.opening == nil ? nil : stream
    if let opening = formats.first?.opening, let stream {
      opening.bytes.withUnsafeBytes { stream.append($0) }
      separatorLength = opening.separatorLength
    }
    sizes = formats.map { Array(repeating: 0, count: $0.sectionCount) }
    spools = formats.map { format in (0..<format.sectionCount).map { _ in Spool() } }
  }

  /// An application or service principal that waits for its audit.
  private struct Job: Sendable {
    var subject: Subject
    var ordinal: Int
    var namesakes: Int
  }

  private enum Subject: Sendable {
    case application(Application, path: String)
    /// One of a directory's holders of grants.
    case principal(Int, TenantDirectory)
  }

  /// What some jobs came to.
  private struct Outcome: Sendable {
    var batch: Int
    var fragments: [ReportFragment]
    var tally: Tally
    var reviewed: Review.Outcome
    var requested: RequestedPermissions
    var counterparts: [TokenCounterpart]
  }

  mutating func audit(_ paths: [String]) async {
    await withTaskGroup(of: Outcome.self) { group in
      var jobs: [Job] = []
      var batch = 0
      var running = 0
      var done: [Int: Outcome] = [:]
      var nextToJoin = 0
      func start() {
        let (auditor, review, formats, current, number, sizes) = (auditor, review, formats, jobs, batch, sizes)
        let holders = tokenHolders
        group.addTask { Self.work(current, batch: number, auditor, review, formats, sizes, holders) }
        jobs.removeAll(keepingCapacity: true)
        batch += 1
        running += 1
      }
      func join() async {
        guard let outcome = await group.next() else { return }
        running -= 1
        done[outcome.batch] = outcome
        while let next = done.removeValue(forKey: nextToJoin) {
          take(next)
          nextToJoin += 1
        }
      }
      for path in paths {
        var input = InputReader(path: path, needs: needs, takesTenantRecords: true)
        while let piece = input.next(&run) {
          for record in piece.tenantRecords { tenant.add(record, from: path) }
          for application in piece.applications {
            jobs.append(job(application, path))
            if jobs.count >= Self.batchSize { start() }
          }
          while running > 2 * workers { await join() }
        }
        run.inputs.append(input.summary)
      }
      if !jobs.isEmpty { start() }
      while running > 0 { await join() }
      guard !tenant.isEmpty else { return }
      let directory = TenantDirectory(
        exchange(&tenant, with: TenantRecords()), requested: requested, isComplete: run.failures.isEmpty,
        catalog: auditor.catalog)
      for index in 0..<directory.count {
        jobs.append(job(index, directory))
        if jobs.count >= Self.batchSize { start() }
        while running > 2 * workers { await join() }
      }
      if !jobs.isEmpty { start() }
      while running > 0 { await join() }
    }
  }

  private static let batchSize = 64

  private mutating func job(_ application: Application, _ path: String) -> Job {
    defer { ordinal += 1 }
    if application.appId.value?.isEmpty != false { unnamed += 1 }
    let before = namesakes(application.appId.value, application.displayName.value)
    return Job(subject: .application(application, path: path), ordinal: ordinal, namesakes: before)
  }

  private mutating func job(_ index: Int, _ directory: TenantDirectory) -> Job {
    defer { ordinal += 1 }
    let name = directory.name(index)
    let before = namesakes(name.appId, name.displayName, isServicePrincipal: true)
    return Job(subject: .principal(index, directory), ordinal: ordinal, namesakes: before)
  }

  /// How many applications of the same id and name came before.
  private mutating func namesakes(_ appId: String?, _ displayName: String?, isServicePrincipal: Bool = false) -> Int {
    var hasher = Hasher()
    hasher.combine(isServicePrincipal)
    hasher.combine(appId)
    hasher.combine(displayName)
    let key = hasher.finalize()
    defer { namesakes[key, default: 0] += 1 }
    return namesakes[key, default: 0]
  }

  private static func work(
    _ jobs: [Job], batch: Int, _ auditor: Auditor, _ review: Review, _ formats: [any CheckFormat], _ sizes: [[Int]],
    _ tokenHolders: Set<GUID>
  ) -> Outcome {
    var fragments = sizes.map { ReportFragment(sizes: $0) }
    var tally = Tally()
    var reviewed = Review.Outcome()
    var requested = RequestedPermissions()
    var counterparts: [TokenCounterpart] = []
    for job in jobs {
      var result: ApplicationResult
      switch job.subject {
      case .application(let application, let path):
        result = auditor.audit(application, path: path, ordinal: job.ordinal, namesakes: job.namesakes)
        requested.add(result)
      case .principal(let index, let directory):
        result = auditor.audit(index, of: directory, ordinal: job.ordinal, namesakes: job.namesakes)
      }
      review.apply(to: &result, &reviewed)
      if !tokenHolders.isEmpty, case .application(let application, _) = job.subject,
        let counterpart = TokenCounterpart(application, result, of: tokenHolders)
      {
        counterparts.append(counterpart)
      }
      tally.add(result)
      for (index, format) in formats.enumerated() { format.render(result, into: &fragments[index]) }
    }
    return Outcome(
      batch: batch, fragments: fragments, tally: tally, reviewed: reviewed, requested: requested,
      counterparts: counterparts)
  }

  private mutating func take(_ outcome: Outcome) {
    run.tally.add(outcome.tally)
    reviewed.add(outcome.reviewed)
    requested.add(outcome.requested)
    counterparts += outcome.counterparts
    sizes = outcome.fragments.map { fragment in fragment.sections.map { $0.count + $0.count / 8 } }
    take(outcome.fragments)
  }

  /// Audits tokens and compares them with the registrations of their applications, which were audited before.
  mutating func audit(_ inputs: [TokenInput]) {
    var number = 0
    for input in inputs {
      run.inputs.append(input.summary)
      if let failure = input.failure { run.failures.append(failure) }
      for token in input.tokens {
        var result = auditor.audit(token, path: input.path, ordinal: ordinal)
        if let obstacle = result.obstacle {
          run.failures.append(
            .init(path: input.path, position: token.position, message: obstacle.message, remedy: obstacle.remedy))
          continue
        }
        result.ordinal = number
        result.audit.nameToken()
        result.audit.namesakes = namesakes(result.audit.appId, result.audit.displayName)
        let drift = TokenDrift(result, with: counterparts, unnamed: unnamed, catalog: auditor.catalog)
        result.drift = drift
        if let obstacle = drift.obstacle {
          run.failures.append(
            .init(
              path: input.path, position: token.position,
              message: "the token was compared with no registration: \(obstacle)",
              remedy:
                "Give an access token, and the registration of its application with its appId and requiredResourceAccess."
            ))
        }
        number += 1
        ordinal += 1
        review.apply(to: &result.audit, &reviewed)
        run.tally.add(token: result.audit)
        take(
          formats.map { format in
            var fragment = ReportFragment(sectionCount: format.sectionCount)
            format.render(result, into: &fragment)
            return fragment
          })
      }
    }
  }

  /// Reads one input, application by application.
  mutating func read(_ path: String, _ read: ReadBytes?, _ body: (Application, Auditor) -> Void) {
    var input = InputReader(path: path, needs: needs, read: read, takesTenantRecords: false)
    while let piece = input.next(&run) {
      for application in piece.applications { body(application, auditor) }
    }
    run.inputs.append(input.summary)
  }

  /// Reports what differs between two states; of an application that is gone there are only changes to tell.
  mutating func compare(_ old: [RegistrationState], _ new: [RegistrationState], _ audit: ChangeAudit) {
    run.comparesStates = true
    for (before, after) in RegistrationPairs.pair(old, new) {
      let gone = after == nil ? before.map(audit.removal) : nil
      guard var result = after.map({ audit.compare(before, $0) }) ?? gone else { continue }
      result.ordinal = ordinal
      result.namesakes = namesakes(result.appId, result.displayName)
      ordinal += 1
      review.apply(to: &result, &reviewed)
      run.tally.add(result)
      take(
        formats.map { format in
          var fragment = ReportFragment(sectionCount: format.sectionCount)
          format.render(result, into: &fragment)
          return fragment
        })
    }
  }

  /// Remembers the settings that the run was made with.
  mutating func name(_ file: ConfigurationFile?) {
    run.configuration = file?.path
    run.disabledRules = auditor.options.rules.off.sorted().map { auditor.book.rules[$0] }
  }

  /// Remembers what of the declared needs could not be read.
  mutating func note(_ reading: NeedsOptions.Reading) {
    run.failures += reading.failures
    run.notices += reading.notices
    var standardError = StandardError()
    for remark in reading.remarks { print(remark, to: &standardError) }
  }

  /// Says what the review of all applications came to: suppressions that should go, findings that are gone.
  ///
  /// - Parameter seesAll: whether all findings were looked for; a comparison looks only for what differs, so that
  ///   nothing is said of entries that it did not meet.
  mutating func conclude(seesAll: Bool = true) {
    let isComplete = run.failures.isEmpty && seesAll
    if isComplete { run.absent = review.baseline?.absent(met: reviewed.met) }
    guard let suppressions = review.suppressions else { return }
    let findings = suppressions.findings(
      after: reviewed.suppressions, isComplete: isComplete, saysUnmet: seesAll, book: auditor.book,
      settings: auditor.options.rules)
    run.tally.add(findings)
    take(
      formats.map { format in
        var fragment = ReportFragment(sectionCount: format.sectionCount)
        format.render(findings, into: &fragment)
        return fragment
      })
  }

  private mutating func take(_ fragments: [ReportFragment]) {
    for (format, fragment) in fragments.enumerated() {
      for (section, bytes) in fragment.sections.enumerated() {
        if format == 0, section == 0, let stream {
          let separator = min(separatorLength, bytes.count)
          separatorLength -= separator
          bytes.withUnsafeBytes { stream.append(UnsafeRawBufferPointer(rebasing: $0[separator...])) }
        } else {
          spools[format][section].append(bytes)
        }
      }
    }
  }
}
