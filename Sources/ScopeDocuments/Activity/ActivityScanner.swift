import ScopeValues

/// The calls of one window, and what of it could not be used.
package struct ActivityBatch: Sendable {
  package var calls: [ActivityCall] = []
  package var faults: [ActivityFault] = []
  /// Line feeds of the window, so that the next one knows its first line.
  package var lineFeeds = 0
}

/// Finds the calls in a window of an activity log.
package enum ActivityScanner {
  package static func scan(_ window: ActivityWindow) -> ActivityBatch {
    var batch = ActivityBatch()
    batch.faults = window.faults
    batch.lineFeeds = window.firstLine
    window.bytes.withUnsafeBufferPointer { bytes in
      var pass = ActivityPass(bytes, window, batch)
      switch window.form {
      case .lines: pass.lines()
      case .values: pass.values()
      case .rows(let columns): pass.rows(columns)
      case .delimited(let separator, let columns): pass.delimited(separator, columns)
      }
      batch = pass.batch
    }
    return batch
  }
}

/// One pass over a window.
private struct ActivityPass {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let window: ActivityWindow
  private var cursor: JSONByteCursor
  private var record = ActivityRecord()
  private var line: Int
  var batch: ActivityBatch

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ window: ActivityWindow, _ batch: ActivityBatch) {
    self.bytes = bytes
    self.window = window
    self.batch = batch
    cursor = JSONByteCursor(bytes, count: window.count)
    line = window.firstLine
    self.batch.calls.reserveCapacity(window.count / 1_024)
  }

  // MARK: Forms

  /// One JSON value a line, whatever its envelope; a line that is none spoils only itself.
  mutating func lines() {
    while !cursor.isAtEnd {
      cursor.skipSeparators()
      if cursor.byte == ASCII.lineFeed {
        cursor.at += 1
        line += 1
        continue
      }
      if cursor.isAtEnd { break }
      let start = cursor.at
      if !value() {
        cursor.at = start
        let end = cursor.endOfLine()
        fault(end == window.count && cursor.byte == ASCII.openBrace ? .torn : .notJSON)
        cursor.at = end
      }
    }
    batch.lineFeeds = line
  }

  /// JSON values with commas or space between them, over any number of lines.
  mutating func values() {
    while true {
      skipLines()
      if cursor.isAtEnd { break }
      let start = cursor.at
      if !value() {
        cursor.at = start
        fault(.notJSON)
        // The window was cut where brackets balance: what balances here is the broken record.
        if cursor.container() == nil { cursor.at = max(cursor.endOfLine(), start + 1) }
      }
      line += cursor.lineFeeds(in: start..<min(cursor.at, window.count))
    }
    batch.lineFeeds = line
  }

  private mutating func skipLines() {
    while !cursor.isAtEnd {
      cursor.skipSeparators()
      guard cursor.byte == ASCII.lineFeed else { return }
      cursor.at += 1
      line += 1
    }
  }

  /// JSON arrays whose elements are the columns.
  mutating func rows(_ columns: [ActivityColumn?]) {
    while true {
      skipLines()
      if cursor.isAtEnd { break }
      let start = cursor.at
      record = ActivityRecord()
      if row(columns) {
        finish()
      } else {
        cursor.at = start
        fault(.notJSON)
        if cursor.container() == nil { cursor.at = window.count }
      }
      line += cursor.lineFeeds(in: start..<min(cursor.at, window.count))
    }
    batch.lineFeeds = line
  }

  private mutating func row(_ columns: [ActivityColumn?]) -> Bool {
    guard cursor.take(ASCII.openBracket) else { return false }
    var index = 0
    cursor.skipSpace()
    while !cursor.take(ASCII.closeBracket) {
      guard let token = cursor.value() else { return false }
      if index < columns.count, let column = columns[index] { record[column] = token }
      index += 1
      cursor.skipSpace()
      if cursor.take(ASCII.comma) { cursor.skipSpace() } else if cursor.byte != ASCII.closeBracket { return false }
    }
    return true
  }

  /// Rows of delimited text (RFC 4180): fields in quotes may hold separators, line feeds and doubled quotes.
  mutating func delimited(_ separator: UInt8, _ columns: [ActivityColumn?]) {
    var index = 0
    while index < window.count {
      record = ActivityRecord()
      var column = 0
      let firstLine = line
      var isEmpty = true
      row: while true {
        var token = JSONByteCursor.Token(start: UInt32(index), count: 0, kind: .string)
        if index < window.count, bytes[index] == ASCII.quote {
          index += 1
          token.start = UInt32(index)
          while index < window.count {
            if bytes[index] == ASCII.quote {
              guard index + 1 < window.count, bytes[index + 1] == ASCII.quote else { break }
              token.kind = .escapedString
              index += 1
            } else if bytes[index] == ASCII.lineFeed {
              line += 1
            }
            index += 1
          }
          token.count = UInt32(index) - token.start
          while index < window.count, bytes[index] != separator, bytes[index] != ASCII.lineFeed { index += 1 }
          isEmpty = false
        } else {
          while index < window.count, bytes[index] != separator, bytes[index] != ASCII.lineFeed { index += 1 }
          token.count = UInt32(index) - token.start
          if token.count > 0, bytes[index - 1] == ASCII.carriageReturn { token.count -= 1 }
          if token.count > 0 { isEmpty = false }
        }
        if column < columns.count, let known = columns[column] { record[known] = token }
        column += 1
        guard index < window.count, bytes[index] == separator else { break row }
        index += 1
      }
      index += 1
      if !isEmpty || column > 1 {
        let last = line
        line = firstLine
        finish()
        line = last
      }
      line += 1
    }
    batch.lineFeeds = line
  }

  // MARK: Envelopes

  /// A record, an envelope of records, or an array of either.
  private mutating func value() -> Bool {
    switch cursor.byte {
    case ASCII.openBrace:
      record = ActivityRecord()
      guard object(depth: 0) else { return false }
      if !record.isEnvelope { finish() }
      return true
    case ASCII.openBracket: return array(depth: 0)
    default: return false
    }
  }

  private mutating func array(depth: Int) -> Bool {
    guard depth < 3, cursor.take(ASCII.openBracket) else { return false }
    cursor.skipSpace()
    while !cursor.take(ASCII.closeBracket) {
      if cursor.byte == ASCII.openBrace {
        record = ActivityRecord()
        guard object(depth: depth + 1) else { return false }
        if !record.isEnvelope { finish() }
      } else if cursor.value() == nil {
        return false
      }
      cursor.skipSpace()
      if cursor.take(ASCII.comma) { cursor.skipSpace() } else if cursor.byte != ASCII.closeBracket { return false }
    }
    return true
  }

  /// The members of an object and of the properties in it.
  private mutating func object(depth: Int) -> Bool {
    guard depth < 4, cursor.take(ASCII.openBrace) else { return false }
    cursor.skipSpace()
    if cursor.take(ASCII.closeBrace) { return true }
    while true {
      guard let key = cursor.string() else { return false }
      cursor.skipSpace()
      guard cursor.take(ASCII.colon) else { return false }
      cursor.skipSpace()
      let column = ActivityColumn(key, in: cursor)
      if column == .properties, cursor.byte == ASCII.openBrace {
        guard object(depth: depth + 1) else { return false }
      } else if column == .records, cursor.byte == ASCII.openBracket {
        guard array(depth: depth + 1) else { return false }
        record = ActivityRecord()
        record.isEnvelope = true
      } else {
        guard let token = cursor.value() else { return false }
        if let column { record[column] = token }
      }
      cursor.skipSpace()
      if cursor.take(ASCII.comma) {
        cursor.skipSpace()
        continue
      }
      return cursor.take(ASCII.closeBrace)
    }
  }

  // MARK: Records

  private mutating func fault(_ problem: ActivityProblem) {
    batch.faults.append(ActivityFault(problem: problem, line: line))
  }

  /// Turns the columns that were found into a call.
  private mutating func finish() {
    let decoder = ActivityDecoder(bytes: bytes, cursor: cursor, isDelimited: window.isDelimited)
    if let count = decoder.unreadable(record) {
      batch.faults.append(ActivityFault(problem: .unreadable, line: line, count: count))
      return
    }
    var problem: ActivityProblem?
    if let call = decoder.call(record, &problem) { batch.calls.append(call) }
    if let problem { fault(problem) }
  }
}

extension ActivityWindow {
  fileprivate var isDelimited: Bool {
    if case .delimited = form { true } else { false }
  }
}
