import ScopeValues

/// Reads the values of an input one at a time in bounded windows, so that an export of any size fits.
package struct JSONItemReader {
  private enum State { case start, between, array, afterElement, finished }

  private var source: ByteSource
  private let limits: Limits
  /// Asked about the first element of a top-level array: whether the array is one value after all.
  private let keepsArrayWhole: (JSONDocument) -> Bool
  private var state = State.start
  private var bytes: [UInt8] = []
  private var offset = 0
  private var ordinal = 0
  private var valuesRead = 0
  private var nodeEstimate = 64
  private var originOffset = 0
  private var origin = TextPosition.start
  private var arrayStart = TextPosition.start
  /// Where text around JSON speaks of permissions.
  private var unread: TextPosition?
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
    self.source = source
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
      if source.failure == nil || isFailureSaid { return nil }
      throw fail(endProblem(.empty), at: bytes.count)
    }
  }

  // MARK: Texts and elements

  private mutating func text() throws(JSONError) -> JSONItem? {
    guard try skipSpace() else {
      state = .finished
      if source.failure != nil { throw fail(endProblem(.empty), at: offset) }
      if let unread { throw JSONError(.surroundingPermissions, at: unread) }
      if valuesRead == 0 { throw JSONError(.empty, at: .start) }
      return nil
    }
    if bytes[offset] == 0x5B {
      arrayStart = position(of: offset)
      offset += 1
      ordinal = 0
      state = .array
      return try element()
    }
    if valuesRead == 0, bytes[offset] == 0x22 {
      try readToEnd()
      if MemberFragment.begins(bytes[offset...]) {
        note(.noBraces, at: position(of: offset))
        let document = try value(prefix: "", areMembers: true)
        valuesRead += 1
        return JSONItem(document: document, isElement: false)
      }
    }
    if valuesRead == 0, let foreign = foreignText() {
      if foreign.maySurroundJSON, try blankSurroundingText() { return try text() }
      state = .finished
      throw JSONError(.foreign(foreign), at: position(of: offset))
    }
    let document = try value(prefix: "")
    valuesRead += 1
    return JSONItem(document: document, isElement: false)
  }

  private mutating func element() throws(JSONError) -> JSONItem? {
    guard try skipSpace() else {
      throw fail(endProblem(.endsInside(.array, openedAt: arrayStart)), at: offset)
    }
    if state == .afterElement {
      if bytes[offset] == 0x5D { return try endArray() }
      guard bytes[offset] == 0x2C else {
        throw fail(.unexpected(byte: bytes[offset], expected: .commaOrBracket), at: offset)
      }
      let comma = position(of: offset)
      offset += 1
      guard try skipSpace() else {
        throw fail(endProblem(.endsInside(.array, openedAt: arrayStart)), at: offset)
      }
      if bytes[offset] == 0x5D {
        note(.trailingComma, at: comma)
        return try endArray()
      }
    } else if bytes[offset] == 0x5D {
      return try endArray()
    }
    let before = offset
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
    var bracket = min(before, bytes.count - 1)
    while bracket > 0, bytes[bracket] != 0x5B { bracket -= 1 }
    offset = bracket
    let document = try value(prefix: "")
    valuesRead += 1
    state = .between
    return JSONItem(document: document, isElement: false)
  }

  private mutating func endArray() throws(JSONError) -> JSONItem? {
    offset += 1
    valuesRead += 1
    state = .between
    return try text()
  }

  private mutating func value(prefix: String, areMembers: Bool = false) throws(JSONError) -> JSONDocument {
    while true {
      advanceOrigin()
      let start = offset
      var parser: JSONParser?
      var failure: JSONParser.Failure?
      bytes.withUnsafeBytes { buffer in
        var attempt = JSONParser(
          bytes: buffer, from: start, mayContinue: !isExhausted || source.failure != nil,
          maximumDepth: limits.depth,
          reserving: nodeEstimate)
        do throws(JSONParser.Failure) {
          if areMembers { try attempt.parseMembers() } else { try attempt.parseValue() }
        } catch { failure = error }
        parser = attempt
      }
      guard let parser else { throw fail(.empty, at: offset) }
      if let failure {
        switch failure.kind {
        case .problem(let problem): throw fail(problem, at: failure.offset)
        case .incompleteComment where isExhausted: throw fail(endProblem(.endsInComment), at: failure.offset)
        case .incomplete(let kind, let opened) where isExhausted:
          throw fail(endProblem(.endsInside(kind, openedAt: position(of: opened))), at: failure.offset)
        case .incomplete, .incompleteComment:
          guard bytes.count - start < limits.value else {
            state = .finished
            throw JSONError(.tooLarge(limit: limits.value), at: position(of: start))
          }
          refill(keepingFrom: start)
          continue
        }
      }
      nodeEstimate = max(nodeEstimate, parser.nodes.count)
      offset = parser.offset
      if let comma = parser.firstTrailingComma { note(.trailingComma, at: position(of: comma)) }
      if let comment = parser.comments.first {
        note(.comment, at: position(of: Int(comment.lowerBound)))
      }
      return JSONDocument(
        bytes: bytes, nodes: parser.nodes, comments: parser.comments, originOffset: originOffset,
        origin: origin, pointerPrefix: prefix)
    }
  }

  // MARK: Space

  /// Passes over space and comments; false at the end of the input.
  private mutating func skipSpace() throws(JSONError) -> Bool {
    while true {
      while offset < bytes.count {
        switch bytes[offset] {
        case 0x20, 0x0A, 0x0D, 0x09, 0x1E: offset += 1
        case 0x2F: try skipComment()
        default: return true
        }
      }
      if isExhausted { return false }
      refill(keepingFrom: offset)
    }
    if source.failure != nil { throw fail(endProblem(.empty), at: bytes.count) }
  }

  private mutating func skipComment() throws(JSONError) {
    note(.comment, at: position(of: offset))
    while true {
      switch bytes.withUnsafeBytes({ JSONComment.scan($0, at: offset) }) {
      case .ends(let end):
        offset = end
        return
      case .unfinishedLine where isExhausted:
        offset = bytes.count
        return
      case .unfinishedBlock where isExhausted: throw fail(endProblem(.endsInComment), at: offset)
      case .cut where isExhausted, .none: throw fail(.unexpected(byte: ASCII.slash, expected: .value), at: offset)
      case .unfinishedLine, .unfinishedBlock, .cut: break
      }
      guard bytes.count - offset < limits.value else {
        throw fail(.tooLarge(limit: limits.value), at: offset)
      }
      refill(keepingFrom: offset)
    }
  }

  // MARK: Windows

  /// Looks at the first bytes: byte order mark, UTF-16, or something that is not text.
  private mutating func begin() throws(JSONError) {
    refill(keepingFrom: 0)
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      state = .finished
      throw JSONError(.foreign(.utf32), at: .start)
    }
    if source.isUTF16 { note(.utf16, at: .start) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(.byteOrderMark, at: .start)
      offset = 3
      originOffset = 3
    }
  }

  private mutating func refill(keepingFrom start: Int) {
    if start > originOffset { advanceOrigin(to: start) }
    // An unfinished value at least doubles the window, so that reading stays linear in its size.
    let kept = bytes[start...]
    bytes = source.bytes(after: kept, upTo: kept.count + max(limits.window, kept.count)).bytes
    offset -= start
    originOffset -= start
  }

  private var isExhausted: Bool { source.isExhausted }

  /// Why the input ends where it may not: it could not be read further, or it is what `problem` says.
  private func endProblem(_ problem: JSONProblem) -> JSONProblem {
    source.failure.map { .unreadable($0.reason, remedy: $0.remedy) } ?? problem
  }

  private mutating func advanceOrigin(to target: Int? = nil) {
    let target = target ?? offset
    guard target > originOffset else { return }
    origin = origin.advanced(over: bytes[originOffset..<target])
    originOffset = target
  }

  private func position(of index: Int) -> TextPosition {
    index >= originOffset ? origin.advanced(over: bytes[originOffset..<min(index, bytes.count)]) : origin
  }

  private mutating func note(_ leniency: JSONLeniency, at position: TextPosition) {
    if leniencies[leniency] == nil { leniencies[leniency] = position }
  }

  /// Reads all there is into the window.
  private mutating func readToEnd() throws(JSONError) {
    while !isExhausted {
      guard bytes.count - offset < limits.value else {
        state = .finished
        throw JSONError(.tooLarge(limit: limits.value), at: position(of: offset))
      }
      refill(keepingFrom: offset)
    }
  }

  /// Takes away the text around JSON, as logs, answers and pages have it; false where there is no JSON in it.
  private mutating func blankSurroundingText() throws(JSONError) -> Bool {
    let start = position(of: offset)
    try readToEnd()
    var surroundings = TextAroundJSON(bytes, from: offset, maximumDepth: limits.depth)
    guard surroundings.separate() else { return false }
    unread = surroundings.firstUnread.map { position(of: $0) }
    note(.surroundingText, at: start)
    bytes = surroundings.bytes
    return true
  }

  private func foreignText() -> ForeignText? {
    switch bytes[offset] {
    case 0x22: MemberFragment.isTable(bytes[offset...]) ? .table : nil
    case 0x7B, 0x5B, 0x2D, 0x30...0x39: nil
    default: ForeignText.recognise(bytes[offset...])
    }
  }

  // MARK: Recovery

  /// Makes the error and moves to the next line that begins with a brace, if texts may follow one another.
  private mutating func fail(_ problem: JSONProblem, at index: Int) -> JSONError {
    let error = JSONError(problem, at: position(of: min(index, bytes.count)))
    if case .unreadable = problem {
      isFailureSaid = true
      state = .finished
    }
    guard state == .between else {
      state = .finished
      source.verify()
      return error
    }
    while true {
      while let feed = bytes[offset...].firstIndex(of: 0x0A) {
        offset = feed + 1
        if offset < bytes.count, bytes[offset] == 0x7B { return error }
        if offset >= bytes.count { break }
      }
      if isExhausted { break }
      let keep = max(offset, bytes.count - 1)
      refill(keepingFrom: min(keep, bytes.count))
      offset = 0
    }
    state = .finished
    return error
  }
}
