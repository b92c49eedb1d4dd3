package import ScopeAudit
package import ScopeDocuments
import ScopeReports
package import ScopeValues

/// One run: reads inputs one after another, audits on all cores, and puts every report together in the order of the
/// inputs, whatever the order in which the work was done.
///
/// Registrations, tokens, two states and a saved report are four kinds of input of the same run.
package struct AuditRunner {
  package let auditor: Auditor
  let review: Review
  /// What of the findings is shown.
  let filter: FindingFilter
  /// What the reviews came to.
  package internal(set) var reviewed = Review.Outcome()
  /// What was looked at and found.
  package internal(set) var run = CheckRun()
  /// The reports, as far as they have come.
  package internal(set) var store: SectionStore
  let workers: Int
  let needs: InputReader.Needs
  /// The applications to which the tokens of the run were issued.
  let tokenHolders: Set<GUID>
  /// What the inputs hold beside applications, and what applications ask for, until both can be joined.
  var tenant = TenantRecords()
  var requested = RequestedPermissions()
  /// The registrations to which the tokens of the run belong.
  var counterparts: [TokenCounterpart] = []
  /// How many registrations do not show their application id.
  var unnamed = 0
  /// Told what was found while the run goes on; nil where nobody watches.
  var progress: RunProgress?
  var ordinal = 0
  private var namesakes: [Int: Int] = [:]

  package init(
    auditor: Auditor, review: Review = Review(), filter: FindingFilter = FindingFilter(), store: SectionStore,
    workers: Int = 1, tokenHolders: Set<GUID> = []
  ) {
    self.auditor = auditor
    self.review = review
    self.filter = filter
    self.store = store
    self.workers = workers
    self.tokenHolders = tokenHolders
    needs = InputReader.Needs(
      digest: store.formats.contains { $0.wantsDigests }, lineHashes: store.formats.contains { $0.wantsLineHashes })
  }

  /// Remembers the settings that the run was made with.
  ///
  /// - Parameter paths: what was named on the command line.
  package mutating func name(_ file: ConfigurationFile?, paths: [String] = []) {
    run.configuration = file?.path
    run.subject = paths.count == 1 && paths[0] != "-" && !GitAddress.isNamed(by: paths[0]) ? paths[0] : nil
    run.disabledRules = auditor.options.rules.off.sorted().map { auditor.book.rules[$0] }
  }

  /// Remembers what of the declared needs could not be read.
  package mutating func note(_ reading: NeedsReading) {
    run.failures += reading.failures
    run.notices += reading.notices
  }

  /// Judges the code that the needs came from.
  mutating func judge(_ code: CodeScan?) {
    guard let code else { return }
    var findings = CodeFindings.of(code, book: auditor.book, settings: auditor.options.rules)
    review.apply(to: &findings, &reviewed)
    add(findings)
  }

  /// Remembers what was passed over before anything was opened.
  package mutating func note(_ skipped: [CheckRun.Skipped]) { run.skipped += skipped }

  /// Says what permissions could not be judged, once an input for each reason.
  mutating func note(_ unread: [(path: String, permission: UnreadPermission)]) {
    struct Key: Hashable {
      var path: String
      var reason: UnreadPermission.Reason
    }
    var known: [Key: Int] = [:]
    for (path, permission) in unread {
      let key = Key(path: path, reason: permission.reason)
      if let index = known[key] {
        run.failures[index].repetitions += 1
        continue
      }
      known[key] = run.failures.count
      run.failures.append(
        CheckRun.Failure(
          path: path, position: permission.position, message: permission.reason.sentence,
          remedy: permission.reason.remedy))
    }
  }

  /// Takes an input that was read to its end.
  mutating func finish(_ input: InputReader) {
    if let why = input.otherContent {
      run.skipped.append(CheckRun.Skipped(path: input.summary.path, why: why))
    } else {
      run.inputs.append(input.summary)
    }
  }

  /// Says what the review of all applications came to: suppressions that should go, findings that are gone.
  ///
  /// - Parameter seesAll: whether all findings were looked for; a comparison looks only for what differs, so that
  ///   nothing is said of entries that it did not meet.
  package mutating func conclude(seesAll: Bool = true) {
    let isComplete = run.failures.isEmpty && seesAll
    if isComplete { run.absent = review.baseline?.absent(met: reviewed.met) }
    guard let suppressions = review.suppressions else { return }
    add(
      suppressions.findings(
        after: reviewed.suppressions, isComplete: isComplete, saysUnmet: seesAll, book: auditor.book,
        settings: auditor.options.rules))
  }

  /// Takes in an application or service principal that was reviewed, as far as the filter shows it.
  mutating func show(_ result: ApplicationResult) {
    var result = result
    result.unshown = filter.apply(to: &result.findings, shown: run.tally.findings, &run.unshown)
    run.tally.add(result)
    store.add { format, fragment in format.render(result, into: &fragment) }
  }

  /// Takes in findings that belong to no application.
  mutating func add(_ findings: [Finding]) {
    var findings = findings
    _ = filter.apply(to: &findings, shown: run.tally.findings, &run.unshown)
    run.tally.add(findings)
    store.add { format, fragment in format.render(findings, into: &fragment) }
  }

  /// How many entries of the same id and name came before.
  mutating func namesakes(_ appId: String?, _ displayName: String?, isServicePrincipal: Bool = false) -> Int {
    var hasher = Hasher()
    hasher.combine(isServicePrincipal)
    hasher.combine(appId)
    hasher.combine(displayName)
    let key = hasher.finalize()
    defer { namesakes[key, default: 0] += 1 }
    return namesakes[key, default: 0]
  }

  /// The number of the next entry.
  mutating func nextOrdinal() -> Int {
    defer { ordinal += 1 }
    return ordinal
  }
}
