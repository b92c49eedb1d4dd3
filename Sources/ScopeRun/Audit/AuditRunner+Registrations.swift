import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

extension AuditRunner {
  /// Applications and service principals that one task audits.
  private static let batchSize = 64
  /// Values of an input that one task reads.
  private static let runSize = 32

  /// An application or service principal that waits for its audit.
  private struct Job: Sendable {
    var subject: Subject
    var ordinal: Int
    var namesakes: Int
    /// Whether the filter shows it.
    var isShown: Bool
  }

  private enum Subject: Sendable {
    case application(Application, path: String)
    /// One of a directory's holders of grants.
    case principal(Int, TenantDirectory)
  }

  /// What a task needs beside its jobs.
  private struct Workshop: Sendable {
    var auditor: Auditor
    var review: Review
    var filter: FindingFilter
    var formats: [any CheckFormat]
    var tokenHolders: Set<GUID>
  }

  /// What some jobs came to.
  private struct Outcome: Sendable {
    var batch: Int
    var fragments: [ReportFragment]
    var tally = Tally()
    var unshown = Unshown()
    /// What has to be shown one after another, because a limit counts what came before.
    var waiting: [ApplicationResult] = []
    var reviewed = Review.Outcome()
    var requested = RequestedPermissions()
    var counterparts: [TokenCounterpart] = []
    var unread: [(path: String, permission: UnreadPermission)] = []
  }

  /// What a task of either kind comes to.
  private enum Work: Sendable {
    case audited(Outcome)
    /// What the values of one of several runs hold.
    case read([RegistrationYield], index: Int)
  }

  /// Audits the applications of all inputs, then the service principals, joined with the grants of all inputs.
  package mutating func audit(_ inputs: [RunInput]) async {
    let workshop = Workshop(
      auditor: auditor, review: review, filter: filter, formats: store.formats, tokenHolders: tokenHolders)
    // How large the sections of a batch are likely to become, by the one before.
    var sizes = store.formats.map { Array(repeating: 0, count: $0.sectionCount) }
    await withTaskGroup(of: Work.self) { group in
      var jobs: [Job] = []
      var batch = 0
      var running = 0
      var done: [Int: Outcome] = [:]
      var nextToJoin = 0
      var unread: [(path: String, permission: UnreadPermission)] = []
      var yields: [Int: [RegistrationYield]] = [:]
      func start() {
        let (current, number, sizes, full) = (jobs, batch, sizes, store.full)
        group.addTask { .audited(Self.work(current, batch: number, workshop, sizes, full)) }
        jobs.removeAll(keepingCapacity: true)
        batch += 1
        running += 1
      }
      func join() async {
        let outcome: Outcome
        switch await group.next() {
        case .audited(let audited): outcome = audited
        case .read(let values, let index):
          yields[index] = values
          return
        case nil: return
        }
        running -= 1
        done[outcome.batch] = outcome
        while let next = done.removeValue(forKey: nextToJoin) {
          sizes = next.fragments.map { fragment in fragment.sections.map { $0.count + $0.count / 8 } }
          take(next)
          unread += next.unread
          nextToJoin += 1
        }
      }
      func finish() async {
        if !jobs.isEmpty { start() }
        while running > 0 { await join() }
      }
      let sources = SourceInputs(inputs, needs: needs, catalog: auditor.catalog)
      run.failures += sources.failures
      run.notices += sources.notices
      for file in sources.files {
        if let hashes = file.lineHashes { run.lineHashes[file.summary.path] = hashes }
        run.inputs.append(file.summary)
        for role in file.roles { tenant.add(.roleAssignment(role), from: file.summary.path) }
        for application in file.applications {
          jobs.append(job(application, file.summary.path))
          if jobs.count >= Self.batchSize { start() }
        }
      }
      for source in sources.rest {
        var input = InputReader(source, needs: needs, takesTenantRecords: true)
        func take(_ piece: InputReader.Piece) {
          for record in piece.tenantRecords { tenant.add(record, from: source.path) }
          for application in piece.applications {
            jobs.append(job(application, source.path))
            if jobs.count >= Self.batchSize { start() }
          }
        }
        /// Hands what is in memory to the workers and takes it in as if it had been read here, up to the first value
        /// that only the reader can judge.
        func takeRuns() async {
          let runs = input.runs(of: Self.runSize)
          for (index, run) in runs.enumerated() {
            // Before the audits that wait: this task waits for it, and then has more to audit.
            group.addTask(priority: .high) { .read(run.read(), index: index) }
          }
          while yields.count < runs.count { await join() }
          for (index, cut) in runs.enumerated() {
            let values = yields[index] ?? []
            for value in values { take(input.take(value, &run)) }
            if values.count < cut.count {
              input.goBack(to: cut, from: values.count)
              break
            }
          }
          yields.removeAll(keepingCapacity: true)
        }
        while let piece = input.next(&run) {
          take(piece)
          while running > 2 * workers { await join() }
          await takeRuns()
        }
        self.finish(input)
      }
      await finish()
      note(exchange(&unread, with: []))
      guard !tenant.isEmpty else { return }
      let directory = TenantDirectory(
        exchange(&tenant, with: TenantRecords()), requested: requested, isComplete: run.failures.isEmpty,
        catalog: auditor.catalog)
      for index in 0..<directory.count {
        jobs.append(job(index, directory))
        if jobs.count >= Self.batchSize { start() }
        while running > 2 * workers { await join() }
      }
      await finish()
      note(unread)
    }
  }

  private mutating func job(_ application: Application, _ path: String) -> Job {
    if application.appId.value?.isEmpty != false { unnamed += 1 }
    let before = namesakes(application.appId.value, application.displayName.value)
    return job(
      .application(application, path: path), application.appId.value, application.displayName.value, before)
  }

  private mutating func job(_ index: Int, _ directory: TenantDirectory) -> Job {
    let name = directory.name(index)
    let before = namesakes(name.appId, name.displayName, isServicePrincipal: true)
    return job(.principal(index, directory), name.appId, name.displayName, before)
  }

  /// Numbers what is shown alone: reports refer to their entries by number.
  private mutating func job(_ subject: Subject, _ appId: String?, _ displayName: String?, _ namesakes: Int) -> Job {
    let isShown = filter.shows(appId: appId, displayName: displayName)
    return Job(subject: subject, ordinal: isShown ? nextOrdinal() : 0, namesakes: namesakes, isShown: isShown)
  }

  private static func work(
    _ jobs: [Job], batch: Int, _ workshop: Workshop, _ sizes: [[Int]], _ full: [[Bool]]
  ) -> Outcome {
    var outcome = Outcome(batch: batch, fragments: zip(sizes, full).map { ReportFragment(sizes: $0, full: $1) })
    for job in jobs {
      var result: ApplicationResult
      switch job.subject {
      case .application(let application, let path):
        result = workshop.auditor.audit(application, path: path, ordinal: job.ordinal, namesakes: job.namesakes)
        outcome.requested.add(result)
        outcome.unread += result.unread.map { (path, $0) }
      case .principal(let index, let directory):
        result = workshop.auditor.audit(index, of: directory, ordinal: job.ordinal, namesakes: job.namesakes)
        outcome.unread += result.unread.map { (result.location.path, $0) }
      }
      workshop.review.apply(to: &result, &outcome.reviewed)
      if !workshop.tokenHolders.isEmpty, case .application(let application, _) = job.subject,
        let counterpart = TokenCounterpart(application, result, of: workshop.tokenHolders)
      {
        outcome.counterparts.append(counterpart)
      }
      guard job.isShown else {
        outcome.unshown.add(result)
        continue
      }
      guard workshop.filter.limit == nil else {
        outcome.waiting.append(result)
        continue
      }
      result.unshown = workshop.filter.apply(to: &result.findings, shown: 0, &outcome.unshown)
      outcome.tally.add(result)
      for (index, format) in workshop.formats.enumerated() { format.render(result, into: &outcome.fragments[index]) }
    }
    return outcome
  }

  private mutating func take(_ outcome: Outcome) {
    run.tally.add(outcome.tally)
    run.unshown.add(outcome.unshown)
    reviewed.add(outcome.reviewed)
    requested.add(outcome.requested)
    counterparts += outcome.counterparts
    store.take(outcome.fragments)
    progress?.found(applications: run.tally.applications, findings: run.tally.findings)
    for result in outcome.waiting { show(result) }
  }
}
