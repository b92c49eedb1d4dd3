import ScopeValues

/// Reads the values of an input one at a time in bounded windows, so that an export of any size fits.
package struct JSONItemReader {
  enum State { case start, between, array, afterElement, finished }

  var window: JSONWindow
  let limits: Limits
  /// Asked about the first element of a top-level array: whether the array is one value after all.
  private let keepsArrayWhole: (JSONDocument) -> Bool
  var state = State.start
  /// The place in the array of the element that comes next.
  var ordinal = 0
  private var valuesRead = 0
  var nodeEstimate = 64
  private var arrayStart = TextPosition.start
  /// Where text around JSON speaks of permissions.
  var unread: TextPosition?
  private var isFailureSaid = false

  /// What was accepted although RFC 8259 forbids it, and where it was first seen.
  package private(set) var leniencies: [JSONLeniency: TextPosition] = [:]

  package init(
    limits: Limits = Limits(), keepsArrayWhole: @escaping (JSONDocument) -> Bool = { _ in false },
    read: @escaping ReadBytes
  ) {
    self.init(limits: limits, keepsArrayWhole: keepsArrayWhole, source: ByteSource(read))
  }

  package init(
    limits: Limits = Limits(), keepsArrayWhole: @escaping (JSONDocument) -> Bool = { _ in false }, source: ByteSource
  ) {
    window = JSONWindow(source, size: limits.window)
    self.limits = limits
    self.keepsArrayWhole = keepsArrayWhole
  }

  /// The next value; nil at the end.
  ///
  /// After an error the reader goes on at the next line that begins with a brace, where the input is a
  /// sequence of texts, so that a torn line costs no other; otherwise it is at its end. Where the input cannot be read
  /// to its end, the values before come first.
  package mutating func next() throws(JSONError) -> JSONItem? {
    switch state {
    case .start:
      state = .between
      try begin()
      return try text()
    case .between: return try text()
    case .array, .afterElement: return try element()
    case .finished:
      if window.source.failure == nil || isFailureSaid { return nil }
      throw fail(endProblem(.empty), at: window.bytes.count)
    }
  }

  // MARK: Texts and elements

  private mutating func text() throws(JSONError) -> JSONItem? {
    guard try skipSpace() else {
      state = .finished
      if window.source.failure != nil { throw fail(endProblem(.empty), at: window.offset) }
      if let unread { throw JSONError(.surroundingPermissions, at: unread) }
      if valuesRead == 0 { throw JSONError(.empty, at: .start) }
      return nil
    }
    if window.byte == ASCII.openBracket {
      arrayStart = window.position(of: window.offset)
      window.offset += 1
      ordinal = 0
      state = .array
      return try element()
    }
    if valuesRead == 0, window.byte == ASCII.quote {
      try readToEnd()
      if MemberFragment.begins(window.rest) {
        note(.noBraces, at: window.position(of: window.offset))
        let document = try value(prefix: "", areMembers: true)
        valuesRead += 1
        return JSONItem(document: document, isElement: false)
      }
    }
    if valuesRead == 0, let foreign = try foreignText() {
      if foreign.maySurroundJSON, try blankSurroundingText() { return try text() }
      state = .finished
      throw JSONError(.foreign(foreign), at: window.position(of: window.offset))
    }
    let document = try value(prefix: "")
    valuesRead += 1
    return JSONItem(document: document, isElement: false)
  }

  private mutating func element() throws(JSONError) -> JSONItem? {
    guard try skipSpace() else {
      throw fail(endProblem(.endsInside(.array, openedAt: arrayStart)), at: window.offset)
    }
    if state == .afterElement {
      if window.byte == ASCII.closeBracket { return try endArray() }
      guard window.byte == ASCII.comma else {
        throw fail(.unexpected(byte: window.byte, expected: .commaOrBracket), at: window.offset)
      }
      let comma = window.position(of: window.offset)
      window.offset += 1
      guard try skipSpace() else {
        throw fail(endProblem(.endsInside(.array, openedAt: arrayStart)), at: window.offset)
      }
      if window.byte == ASCII.closeBracket {
        note(.trailingComma, at: comma)
        return try endArray()
      }
    } else if window.byte == ASCII.closeBracket {
      return try endArray()
    }
    let before = window.offset
    let document = try value(prefix: "/\(ordinal)")
    if ordinal == 0, arrayStart.byte == 0 || valuesRead == 0, keepsArrayWhole(document) {
      return try wholeArray(elementAt: before, of: document)
    }
    ordinal += 1
    state = .afterElement
    return JSONItem(document: document, isElement: true)
  }

  private mutating func wholeArray(
    elementAt before: Int, of element: JSONDocument
  ) throws(JSONError) -> JSONItem? {
    // The bracket stands in the same window: nothing but space lies between it and the first element.
    var bracket = min(before, window.bytes.count - 1)
    while bracket > 0, window.bytes[bracket] != ASCII.openBracket { bracket -= 1 }
    window.offset = bracket
    let document = try value(prefix: "")
    valuesRead += 1
    state = .between
    return JSONItem(document: document, isElement: false)
  }

  private mutating func endArray() throws(JSONError) -> JSONItem? {
    window.offset += 1
    valuesRead += 1
    state = .between
    return try text()
  }

  private mutating func value(prefix: String, areMembers: Bool = false) throws(JSONError) -> JSONDocument {
    while true {
      window.advanceOrigin()
      let start = window.offset
      var parser: JSONParser?
      var failure: JSONParser.Failure?
      window.bytes.withUnsafeBytes { buffer in
        var attempt = JSONParser(
          bytes: buffer, from: start, mayContinue: !window.isExhausted || window.source.failure != nil,
          maximumDepth: limits.depth,
          reserving: nodeEstimate)
        do throws(JSONParser.Failure) {
          if areMembers { try attempt.parseMembers() } else { try attempt.parseValue() }
        } catch { failure = error }
        parser = attempt
      }
      guard let parser else { throw fail(.empty, at: window.offset) }
      if let failure {
        switch failure.kind {
        case .problem(let problem): throw fail(problem, at: failure.offset)
        case .incompleteComment where window.isExhausted: throw fail(endProblem(.endsInComment), at: failure.offset)
        case .incomplete(let kind, let opened) where window.isExhausted:
          throw fail(endProblem(.endsInside(kind, openedAt: window.position(of: opened))), at: failure.offset)
        case .incomplete, .incompleteComment:
          guard window.bytes.count - start < limits.value else {
            state = .finished
            throw JSONError(.tooLarge(limit: limits.value), at: window.position(of: start))
          }
          window.refill(keepingFrom: start)
          continue
        }
      }
      nodeEstimate = max(nodeEstimate, parser.nodes.count)
      window.offset = parser.offset
      if let comma = parser.firstTrailingComma { note(.trailingComma, at: window.position(of: comma)) }
      if let comment = parser.comments.first {
        note(.comment, at: window.position(of: Int(comment.lowerBound)))
      }
      return JSONDocument(
        bytes: window.bytes, nodes: parser.nodes, comments: parser.comments, originOffset: window.originOffset,
        origin: window.origin, pointerPrefix: prefix)
    }
  }

  // MARK: Space

  /// Passes over space and comments; false at the end of the input.
  private mutating func skipSpace() throws(JSONError) -> Bool {
    while true {
      while window.offset < window.bytes.count {
        switch window.byte {
        case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab, 0x1E: window.offset += 1
        case ASCII.slash: try skipComment()
        default: return true
        }
      }
      if window.isExhausted { return false }
      window.refill(keepingFrom: window.offset)
    }
    if window.source.failure != nil { throw fail(endProblem(.empty), at: window.bytes.count) }
  }

  private mutating func skipComment() throws(JSONError) {
    note(.comment, at: window.position(of: window.offset))
    while true {
      switch window.bytes.withUnsafeBytes({ JSONComment.scan($0, at: window.offset) }) {
      case .ends(let end):
        window.offset = end
        return
      case .unfinishedLine where window.isExhausted:
        window.offset = window.bytes.count
        return
      case .unfinishedBlock where window.isExhausted: throw fail(endProblem(.endsInComment), at: window.offset)
      case .cut where window.isExhausted, .none:
        throw fail(.unexpected(byte: ASCII.slash, expected: .value), at: window.offset)
      case .unfinishedLine, .unfinishedBlock, .cut: break
      }
      guard window.bytes.count - window.offset < limits.value else {
        throw fail(.tooLarge(limit: limits.value), at: window.offset)
      }
      window.refill(keepingFrom: window.offset)
    }
  }

  // MARK: Windows

  /// Looks at the first bytes: byte order mark, UTF-16, or something that is not text.
  private mutating func begin() throws(JSONError) {
    window.refill(keepingFrom: 0)
    if window.bytes.starts(with: [0xFF, 0xFE, 0, 0]) || window.bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      state = .finished
      throw JSONError(.foreign(.utf32), at: .start)
    }
    if window.source.isUTF16 { note(.utf16, at: .start) }
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(.byteOrderMark, at: .start)
      window.skipMark(3)
    }
  }

  /// Why the input ends where it may not: it could not be read further, or it is what `problem` says.
  private func endProblem(_ problem: JSONProblem) -> JSONProblem {
    window.source.failure.map { .unreadable($0.reason, remedy: $0.remedy) } ?? problem
  }

  mutating func note(_ leniency: JSONLeniency, at position: TextPosition) {
    if leniencies[leniency] == nil { leniencies[leniency] = position }
  }

  // MARK: Recovery

  /// Makes the error and moves to the next line that begins with a brace, if texts may follow one another.
  private mutating func fail(_ problem: JSONProblem, at index: Int) -> JSONError {
    let error = JSONError(problem, at: window.position(of: min(index, window.bytes.count)))
    if case .unreadable = problem {
      isFailureSaid = true
      state = .finished
    }
    guard state == .between else {
      state = .finished
      window.verify()
      return error
    }
    while true {
      while let feed = window.rest.firstIndex(of: ASCII.lineFeed) {
        window.offset = feed + 1
        if window.offset < window.bytes.count, window.byte == ASCII.openBrace { return error }
        if window.offset >= window.bytes.count { break }
      }
      if window.isExhausted { break }
      let keep = max(window.offset, window.bytes.count - 1)
      window.refill(keepingFrom: min(keep, window.bytes.count))
      window.offset = 0
    }
    state = .finished
    return error
  }
}
