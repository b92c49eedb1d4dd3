import ScopeAudit
import ScopeDocuments
import ScopeSources
import ScopeValues

/// Reads the applications and what else there is of a tenant out of one input, and gathers what could not be used of it.
struct InputReader {
  private(set) var summary: CheckRun.Input
  private let path: String
  private var reader: RegistrationStream
  private let digest: SHA256?
  private let lineHasher: LineHasher?
  /// Where each message was first reported: an export of a thousand service principals is one problem.
  private var reported: [String: Int] = [:]
  private var isFinished = false
  /// What the input visibly is, where it was found in a folder and is something else; known once it is read.
  private(set) var otherContent: String?
  private let source: RunInput
  /// Values that are something else, by their kind and in order, until it is known what stands beside them.
  private var others: [DocumentProblem] = []
  private var hasFailed = false
  private let takesTenantRecords: Bool

  /// What reports want to know of the bytes that are read.
  struct Needs {
    var digest: Bool
    var lineHashes: Bool
  }

  /// What one value of an input held.
  struct Piece {
    var applications: [Application] = []
    var tenantRecords: [TenantRecord] = []
  }

  /// - Parameter takesTenantRecords: whether service principals and grants are of use; otherwise they are problems.
  init(_ input: RunInput, needs: Needs, takesTenantRecords: Bool) {
    self.takesTenantRecords = takesTenantRecords
    path = input.path
    source = input
    summary = CheckRun.Input(path: path)
    let read = input.open()
    let digest = needs.digest ? SHA256() : nil
    let lineHasher = needs.lineHashes && path != "-" ? LineHasher() : nil
    self.digest = digest
    self.lineHasher = lineHasher
    // The digest is that of the file as it lies there, the lines are those of its text.
    reader = RegistrationStream(
      ByteSource(read, raw: { digest?.update($0) }, unpacked: { lineHasher?.update($0) }))
  }

  /// What the next value holds; nil at the end.
  mutating func next(_ run: inout CheckRun) -> Piece? {
    guard !isFinished else { return nil }
    do throws(JSONError) {
      guard let value = try reader.next() else {
        finish(&run)
        return nil
      }
      return take(RegistrationYield(value), &run)
    } catch {
      if source.isFound || InputScreen.isCode(source), summary.applications == 0, !summary.holdsTenantRecords,
        !hasFailed
      {
        switch InputScreen(source).outcome(of: error) {
        case .other(let why):
          others.append(DocumentProblem(message: why, remedy: "", position: error.position))
          return Piece()
        case .failure(let message, let remedy):
          fail(message, remedy, at: error.position, &run)
          return Piece()
        case nil: break
        }
      }
      fail(error.problem.sentence, error.problem.remedy, at: error.position, &run)
      return Piece()
    }
  }

  /// Whether what was found is something else; in documentation, samples of tokens and errors are as well.
  private func isOther(_ kind: DocumentKind) -> Bool {
    if kind.isVisiblyOther { return true }
    guard SourceReader.kind(of: source.path) == .prose else { return false }
    switch kind {
    case .accessToken, .errorAnswer: return true
    default: return false
    }
  }

  /// Values that come next, cut in runs of at most `size` for others to read and ``take(_:_:)`` to take in order; none
  /// where ``next(_:)`` has to read what comes.
  mutating func runs(of size: Int) -> [RegistrationRun] {
    guard !isFinished else { return [] }
    var runs: [RegistrationRun] = []
    while let run = reader.run(upTo: size) { runs.append(run) }
    return runs
  }

  /// Goes back to a value that its reader could not read, before ``next(_:)`` reads it.
  mutating func goBack(to run: RegistrationRun, from index: Int) { reader.goBack(to: run, from: index) }

  /// Takes in what a value held.
  mutating func take(_ yield: RegistrationYield, _ run: inout CheckRun) -> Piece {
    for problem in yield.problems {
      if source.isFound, problem.otherKind.map(isOther) == true, others.count < Self.mostOthers {
        others.append(problem)
      } else {
        fail(problem.message, problem.remedy, at: problem.position, &run)
      }
    }
    for application in yield.applications where !summary.dialects.contains(application.dialect) {
      summary.dialects.append(application.dialect)
    }
    summary.applications += yield.applications.count
    let records = yield.tenantRecords
    guard takesTenantRecords else {
      for problem in records.lazy.compactMap(\.problem) {
        fail(problem.message, problem.remedy, at: problem.position, &run)
      }
      return Piece(applications: yield.applications)
    }
    for record in records { count(record) }
    return Piece(applications: yield.applications, tenantRecords: records)
  }

  /// Values of an input that may be something else; of one with more, each more is a failure.
  private static let mostOthers = 10_000

  /// Something else beside nothing else is visibly something else; beside an application it is a failure.
  private mutating func judgeOthers(_ run: inout CheckRun) {
    guard source.isFound else { return }
    if summary.applications == 0, !summary.holdsTenantRecords, !hasFailed {
      otherContent = others.first?.message ?? "this holds nothing"
    } else {
      for other in others { fail(other.message, other.remedy, at: other.position, &run) }
    }
  }

  private mutating func count(_ record: TenantRecord) {
    switch record {
    case .servicePrincipal: summary.servicePrincipals += 1
    case .assignment: summary.appRoleAssignments += 1
    case .grant: summary.permissionGrants += 1
    case .roleAssignment: summary.roleAssignments += 1
    }
  }

  /// What the input turned out to hold; an input without anything stays what it was taken for.
  private var kind: String {
    let kinds = [
      ("application", summary.applications), ("servicePrincipal", summary.servicePrincipals),
      ("appRoleAssignment", summary.appRoleAssignments), ("permissionGrant", summary.permissionGrants),
      ("roleAssignment", summary.roleAssignments),
    ].filter { $0.1 > 0 }
    return kinds.count > 1 ? "mixed" : kinds.first?.0 ?? summary.kind
  }

  private mutating func finish(_ run: inout CheckRun) {
    isFinished = true
    judgeOthers(&run)
    guard otherContent == nil else { return }
    if let digest { summary.sha256 = digest.hexadecimal }
    if let hashes = lineHasher?.finish() { run.lineHashes[path] = hashes }
    summary.kind = kind
    if summary.applications == 0, !summary.holdsTenantRecords, run.failures.contains(where: { $0.path == path }) {
      summary.kind = "unusable"
    }
    for leniency in JSONLeniency.allCases {
      guard let position = reader.leniencies[leniency] else { continue }
      run.notices.append(CheckRun.Notice(path: path, position: position, message: leniency.sentence))
    }
  }

  private mutating func fail(
    _ message: String, _ remedy: String, at position: TextPosition, _ run: inout CheckRun
  ) {
    hasFailed = true
    if let index = reported[message] {
      run.failures[index].repetitions += 1
    } else {
      reported[message] = run.failures.count
      run.failures.append(
        CheckRun.Failure(path: path, position: position, message: message, remedy: remedy))
    }
  }
}
