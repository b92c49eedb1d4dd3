package import ScopeCatalog
import ScopeDocuments
package import ScopeLeastPrivilege

/// Folds activity logs on all cores; the result is that of one worker reading from front to back.
package enum ActivityRunner {
  /// A profile, and what could not be used of the logs.
  package struct Result: Sendable {
    package var profile: ActivityProfile
    package var problems: ActivityProblems
  }

  /// - Parameter open: opens a path for reading in pieces.
  package static func fold(
    _ paths: [String], catalog: Catalog, workers: Int, open: @escaping @Sendable (String) -> ReadBytes
  ) async -> Result {
    let source = ActivitySource(paths: paths, catalog: catalog, open: open)
    let joiner = ActivityJoiner(limit: 4 * workers)
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<workers {
        group.addTask {
          var folder = ActivityFolder(catalog: catalog, worker: worker)
          while let piece = await source.next() {
            var reading: ActivityReading?
            if case .window(let window) = piece.content { reading = folder.read(window) }
            await joiner.add(piece.withoutWindow, reading)
          }
        }
      }
    }
    return await joiner.result
  }
}

extension ActivitySource.Piece {
  /// The piece without its bytes, which nobody needs once they are read.
  fileprivate var withoutWindow: Self {
    var piece = self
    if case .window = content { piece.content = .end }
    return piece
  }
}

/// Puts together what workers read, in the order of the input.
private actor ActivityJoiner {
  private var fold = ActivityFold()
  private var problems = ActivityProblems()
  private var waiting: [Int: (ActivitySource.Piece, ActivityReading?)] = [:]
  private var next = 0
  private var line = 0
  private let limit: Int
  private var paused: [CheckedContinuation<Void, Never>] = []

  /// - Parameter limit: readings that may wait for an earlier one, so that a slow worker cannot fill the memory.
  init(limit: Int) { self.limit = limit }

  var result: ActivityRunner.Result { .init(profile: fold.profile, problems: problems) }

  func add(_ piece: ActivitySource.Piece, _ reading: ActivityReading?) async {
    waiting[piece.ordinal] = (piece, reading)
    while let (piece, reading) = waiting.removeValue(forKey: next) {
      take(piece, reading)
      next += 1
    }
    if waiting.count < limit {
      for continuation in paused { continuation.resume() }
      paused = []
    } else {
      await withCheckedContinuation { paused.append($0) }
    }
  }

  private func take(_ piece: ActivitySource.Piece, _ reading: ActivityReading?) {
    if piece.isFirst { line = 0 }
    switch piece.content {
    case .profile(let profile): fold.merge(profile)
    case .failure(let reason, let line): problems.add(piece.path, line: line, reason, isFailure: true)
    case .window, .end: break
    }
    guard let reading else { return }
    fold.add(reading)
    for fault in reading.faults {
      problems.add(piece.path, line: line + fault.line + 1, fault.sentence)
    }
    line += reading.lineFeeds
  }
}
