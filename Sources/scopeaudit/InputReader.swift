import ScopeDocuments
import ScopeReports

/// Reads the applications of one input and gathers what could not be used of it.
struct InputReader {
  private(set) var summary: CheckRun.Input
  private let path: String
  private var reader: RegistrationStream
  private let digest: SHA256?
  private let lineHasher: LineHasher?
  /// Where each message was first reported: an export of a thousand service principals is one problem.
  private var reported: [String: Int] = [:]
  private var isFinished = false

  /// What reports want to know of the bytes that are read.
  struct Needs {
    var digest: Bool
    var lineHashes: Bool
  }

  /// - Parameter read: nil to open the path.
  init(path: String, needs: Needs, read: ReadBytes? = nil) {
    self.path = path
    summary = CheckRun.Input(path: path)
    let read = read ?? InputFile.reader(path)
    let digest = needs.digest ? SHA256() : nil
    let lineHasher = needs.lineHashes && path != "-" ? LineHasher() : nil
    self.digest = digest
    self.lineHasher = lineHasher
    reader = RegistrationStream { buffer throws(ReadFailure) in
      let count = try read(buffer)
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      digest?.update(piece)
      lineHasher?.update(piece)
      return count
    }
  }

  /// The applications of the next value; nil at the end.
  mutating func next(_ run: inout CheckRun) -> [Application]? {
    guard !isFinished else { return nil }
    do throws(JSONError) {
      guard let yield = try reader.next() else {
        finish(&run)
        return nil
      }
      for problem in yield.problems {
        fail(problem.message, problem.remedy, at: problem.position, &run)
      }
      for application in yield.applications where !summary.dialects.contains(application.dialect) {
        summary.dialects.append(application.dialect)
      }
      summary.applications += yield.applications.count
      return yield.applications
    } catch {
      fail(error.problem.sentence, error.problem.remedy, at: error.position, &run)
      return []
    }
  }

  private mutating func finish(_ run: inout CheckRun) {
    isFinished = true
    if let digest { summary.sha256 = digest.hexadecimal }
    if let hashes = lineHasher?.finish() { run.lineHashes[path] = hashes }
    if summary.applications == 0, run.failures.contains(where: { $0.path == path }) { summary.kind = "unusable" }
    for leniency in JSONLeniency.allCases {
      guard let position = reader.leniencies[leniency] else { continue }
      run.notices.append(CheckRun.Notice(path: path, position: position, message: leniency.sentence))
    }
  }

  private mutating func fail(
    _ message: String, _ remedy: String, at position: TextPosition, _ run: inout CheckRun
  ) {
    if let index = reported[message] {
      run.failures[index].repetitions += 1
    } else {
      reported[message] = run.failures.count
      run.failures.append(
        CheckRun.Failure(path: path, position: position, message: message, remedy: remedy))
    }
  }
}
