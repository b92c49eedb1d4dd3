import ScopeValues

/// Cuts an activity log into windows of whole records, so that an input of any size fits and workers can share it.
package struct ActivityWindowReader {
  /// Bytes of one record; a longer one is left out and said.
  package static let maximumRecord = 16 << 20

  /// Bytes that are looked at to tell what an input holds, such as the names of all columns.
  private static let headSize = 16 << 10

  /// What an input turned out to hold.
  package enum Kind: Sendable { case log, profile, nothing }

  private var source: ByteSource
  private let windowSize: Int
  private var form: ActivityForm?
  private var splitter = ActivityElementSplitter(takesWholeValues: false)
  /// Bytes that no window has held yet.
  private var bytes: [UInt8] = []
  private var hasThrown = false
  /// How far the splitter has looked, and where the record began in whose middle it is.
  private var seen = 0
  private var recordStart: Int?
  private var isDropping = false
  private var faults: [ActivityFault] = []
  private var lineFeeds = 0

  package init(windowSize: Int = 1 << 20, read: @escaping ReadBytes) {
    self.windowSize = max(windowSize, 64)
    source = ByteSource(read)
  }

  /// Looks at the beginning and tells what the input holds.
  package mutating func open() throws(ReadFailure) -> Kind {
    fill(to: max(windowSize, Self.headSize))
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let form = ActivityForm.recognise(bytes[...])
    self.form = form
    switch form {
    case .empty:
      if let failure = source.failure { throw failure }
      return .nothing
    case .profile: return .profile
    case .values: splitter = ActivityElementSplitter(takesWholeValues: true)
    case .delimited(_, _, let headerLength):
      bytes.removeFirst(headerLength)
      lineFeeds = 1
    case .lines, .list, .binary: break
    }
    return .log
  }

  /// The next window; nil at the end.
  package mutating func next() throws(ReadFailure) -> ActivityWindow? {
    if let window = nextWindow() { return window }
    guard let failure = source.failure, !hasThrown else { return nil }
    hasThrown = true
    throw failure
  }

  private mutating func nextWindow() -> ActivityWindow? {
    switch form {
    case nil, .empty, .profile: return nil
    case .binary:
      form = .empty
      fault(.binary)
      return window(0..<0, .lines)
    case .lines: return nextLines(.lines) { $0.lastIndex(of: ASCII.lineFeed) }
    case .delimited(let separator, let columns, _):
      return nextLines(.delimited(separator: separator, columns)) { Self.lastLineFeedOutsideQuotes($0) }
    case .values, .list: return nextElements()
    }
  }

  /// Everything from the beginning, for a reader of a whole text; nil where it is longer than `limit`.
  package mutating func wholeText(limit: Int) throws(ReadFailure) -> [UInt8]? {
    fill(to: limit + 1)
    if let failure = source.failure { throw failure }
    return bytes.count <= limit ? bytes : nil
  }

  // MARK: Lines

  private mutating func nextLines(
    _ form: ActivityWindow.Form, lastEnd: (ArraySlice<UInt8>) -> Int?
  ) -> ActivityWindow? {
    while true {
      let grown = bytes.count >= windowSize ? bytes.count * 2 : windowSize
      // Read behind what the last window left, where the window will need its padding: nothing is copied twice.
      var (buffer, count) = padded(to: grown)
      if isDropping {
        guard let end = buffer[..<count].firstIndex(of: ASCII.lineFeed) else {
          bytes = []
          if source.isExhausted { return remainder() }
          continue
        }
        isDropping = false
        lineFeeds += 1
        bytes = Array(buffer[(end + 1)..<count])
        continue
      }
      if count == 0 { return remainder() }
      let end = source.isExhausted ? count : lastEnd(buffer[..<count]).map { $0 + 1 }
      guard let end else {
        if count >= Self.maximumRecord {
          fault(.tooLong)
          isDropping = true
          bytes = []
        } else {
          bytes = Array(buffer[..<count])
        }
        continue
      }
      bytes = Array(buffer[end..<count])
      for index in end..<end + JSONByteCursor.padding { buffer[index] = 0 }
      return finished(ActivityWindow(bytes: buffer, count: end, form: form))
    }
  }

  private static func lastLineFeedOutsideQuotes(_ bytes: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var last: Int?
    for index in bytes.indices {
      if bytes[index] == ASCII.quote {
        isQuoted.toggle()
      } else if bytes[index] == ASCII.lineFeed, !isQuoted {
        last = index
      }
    }
    return last
  }

  // MARK: Elements

  private mutating func nextElements() -> ActivityWindow? {
    var target = windowSize
    while true {
      fill(to: target)
      let run = splitter.advance(bytes, from: seen, startedAt: recordStart, stopsAfterFirst: isDropping)
      seen = run.seen
      recordStart = run.start
      if isDropping, run.end > (run.start ?? 0) {
        isDropping = false
        drop(run.end)
        continue
      }
      let isComplete = run.start.map { run.end > $0 } ?? false
      if let start = run.start, isComplete {
        lineFeeds += bytes[..<start].count { $0 == ASCII.lineFeed }
        let form = run.isRows ? ActivityWindow.Form.rows(splitter.columns ?? []) : .values
        let window = window(start..<run.end, form)
        // After the end of an array stand brackets, no record that has begun.
        if run.isListEnd { recordStart = nil }
        return window
      }
      if run.start == nil { drop(seen) }
      if run.isListEnd { continue }
      if source.isExhausted, seen == bytes.count {
        if recordStart != nil || !splitter.isComplete {
          fault(.torn)
          recordStart = nil
          splitter = ActivityElementSplitter(takesWholeValues: true)
        }
        bytes = []
        seen = 0
        return remainder()
      }
      if bytes.count >= Self.maximumRecord {
        if !isDropping { fault(.tooLong) }
        isDropping = true
        drop(seen)
        recordStart = 0
      }
      target = max(windowSize, bytes.count * 2)
    }
  }

  /// Forgets the first bytes, whose line feeds count all the same.
  private mutating func drop(_ count: Int) {
    lineFeeds += bytes[..<count].count { $0 == ASCII.lineFeed }
    bytes.removeFirst(count)
    seen -= count
    recordStart = nil
  }

  // MARK: Bytes

  private mutating func fault(_ problem: ActivityProblem) {
    faults.append(ActivityFault(problem: problem, line: lineFeeds))
  }

  /// What is left to say after the last record.
  private mutating func remainder() -> ActivityWindow? {
    faults.isEmpty ? nil : window(0..<0, .lines)
  }

  /// Takes a range of the bytes out as a window, with everything before it.
  private mutating func window(_ range: Range<Int>, _ form: ActivityWindow.Form) -> ActivityWindow {
    var padded = Array(bytes[range])
    padded.append(contentsOf: repeatElement(0, count: JSONByteCursor.padding))
    bytes.removeFirst(range.upperBound)
    seen = max(seen - range.upperBound, 0)
    recordStart = bytes[..<seen].firstIndex {
      ![ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn, ASCII.comma].contains($0)
    }
    return finished(ActivityWindow(bytes: padded, count: range.count, form: form))
  }

  /// The window with what was left out before it.
  private mutating func finished(_ window: ActivityWindow) -> ActivityWindow {
    var window = window
    window.faults = faults
    window.firstLine = lineFeeds
    faults = []
    lineFeeds = 0
    return window
  }

  /// Reads until so many bytes wait, or the input ends.
  private mutating func fill(to target: Int) {
    guard !source.isExhausted, bytes.count < target else { return }
    bytes = source.bytes(after: bytes[...], upTo: target).bytes
  }

  /// The waiting bytes and what is read behind them up to `target`, with padding; nothing waits afterwards.
  private mutating func padded(to target: Int) -> (bytes: [UInt8], count: Int) {
    defer { bytes = [] }
    return source.bytes(after: bytes[...], upTo: target, padding: JSONByteCursor.padding)
  }
}
