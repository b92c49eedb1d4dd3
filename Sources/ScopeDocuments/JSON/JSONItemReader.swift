/// Fills a buffer with the next bytes of an input and tells how many; zero at the end.
package typealias ReadBytes = (_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int

/// Why an input could not be read, in the operating system's words.
package struct ReadFailure: Error, Hashable, Sendable {
  package var reason: String
  package init(reason: String) { self.reason = reason }
}

/// One value of an input: an element of the top-level array, or one of the texts that follow one another.
package struct JSONItem: Sendable {
  package var document: JSONDocument
  /// Whether the value is an element of the input's top-level array.
  package var isElement: Bool
}

/// Reads the values of an input one at a time in bounded windows, so that an export of any size fits.
package struct JSONItemReader {
  /// What a hostile input may cost.
  package struct Limits: Sendable {
    package var window = 1 << 20
    package var value = 64 << 20
    package var depth = 512
    package init() {}
  }

  private enum State { case start, between, array, afterElement, finished }

  private var read: ReadBytes
  private let limits: Limits
  /// Asked about the first element of a top-level array: whether the array is one value after all.
  private let keepsArrayWhole: (JSONDocument) -> Bool
  private var state = State.start
  private var bytes: [UInt8] = []
  private var offset = 0
  private var isExhausted = false
  private var transcoder: UTF16Transcoder?
  private var ordinal = 0
  private var valuesRead = 0
  private var nodeEstimate = 64
  private var originOffset = 0
  private var origin = TextPosition.start
  private var arrayStart = TextPosition.start
  /// Where text around JSON speaks of permissions.
  private var unread: TextPosition?

  /// What was accepted although RFC 8259 forbids it, and where it was first seen.
  package private(set) var leniencies: [JSONLeniency: TextPosition] = [:]

  package init(
    limits: Limits = Limits(), keepsArrayWhole: @escaping (JSONDocument) -> Bool = { _ in false },
    read: @escaping ReadBytes
  ) {
    self.read = read
    self.limits = limits
    self.keepsArrayWhole = keepsArrayWhole
  }

  /// The next value; nil at the end.
  ///
  /// After an error the reader goes on at the next line that begins with a brace, where the input is a
  /// sequence of texts, so that a torn line costs no other; otherwise it is at its end.
  package mutating func next() throws(JSONError) -> JSONItem? {
    switch state {
    case .start:
      state = .between
      try begin()
      return try text()
    case .between: return try text()
    case .array, .afterElement: return try element()
    case .finished: return nil
    }
  }

  // MARK: Texts and elements

  private mutating func text() throws(JSONError) -> JSONItem? {
    guard try skipSpace() else {
      state = .finished
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
      throw fail(.endsInside(.array, openedAt: arrayStart), at: offset)
    }
    if state == .afterElement {
      if bytes[offset] == 0x5D { return try endArray() }
      guard bytes[offset] == 0x2C else {
        throw fail(.unexpected(byte: bytes[offset], expected: .commaOrBracket), at: offset)
      }
      let comma = position(of: offset)
      offset += 1
      guard try skipSpace() else {
        throw fail(.endsInside(.array, openedAt: arrayStart), at: offset)
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
          bytes: buffer, from: start, mayContinue: !isExhausted, maximumDepth: limits.depth,
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
        case .incompleteComment where isExhausted: throw fail(.endsInComment, at: failure.offset)
        case .incomplete(let kind, let opened) where isExhausted:
          throw fail(
            .endsInside(kind, openedAt: position(of: opened)), at: failure.offset)
        case .incomplete, .incompleteComment:
          guard bytes.count - start < limits.value else {
            state = .finished
            throw JSONError(.tooLarge(limit: limits.value), at: position(of: start))
          }
          try refill(keepingFrom: start)
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
      try refill(keepingFrom: offset)
    }
  }

  private mutating func skipComment() throws(JSONError) {
    note(.comment, at: position(of: offset))
    while true {
      var index = offset + 2
      if offset + 1 < bytes.count {
        if bytes[offset + 1] == 0x2F {
          while index < bytes.count, bytes[index] != 0x0A { index += 1 }
          if index < bytes.count || isExhausted {
            offset = index
            return
          }
        } else if bytes[offset + 1] == 0x2A {
          while index + 1 < bytes.count, bytes[index] != 0x2A || bytes[index + 1] != 0x2F { index += 1 }
          if index + 1 < bytes.count {
            offset = index + 2
            return
          }
          if isExhausted { throw fail(.endsInComment, at: offset) }
        } else {
          throw fail(.unexpected(byte: 0x2F, expected: .value), at: offset)
        }
      } else if isExhausted {
        throw fail(.unexpected(byte: 0x2F, expected: .value), at: offset)
      }
      guard bytes.count - offset < limits.value else {
        throw fail(.tooLarge(limit: limits.value), at: offset)
      }
      try refill(keepingFrom: offset)
    }
  }

  // MARK: Windows

  /// Looks at the first bytes: byte order mark, UTF-16, or something that is not text.
  private mutating func begin() throws(JSONError) {
    try refill(keepingFrom: 0)
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      state = .finished
      throw JSONError(.foreign(.utf32), at: .start)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      note(.byteOrderMark, at: .start)
      offset = 3
      originOffset = 3
    } else if let transcoder = UTF16Transcoder.recognise(bytes) {
      note(.utf16, at: .start)
      self.transcoder = transcoder
      let raw = bytes
      bytes = self.transcoder?.transcode(raw[...], isLast: isExhausted) ?? []
    }
  }

  private mutating func refill(keepingFrom start: Int) throws(JSONError) {
    if start > originOffset { advanceOrigin(to: start) }
    // An unfinished value at least doubles the window, so that reading stays linear in its size.
    let kept = bytes.count - start
    let wanted = max(limits.window, kept)
    var raw = [UInt8]()
    var failure: ReadFailure?
    raw = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = 0
      while count < wanted {
        do throws(ReadFailure) {
          let got = try read(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
          if got == 0 {
            isExhausted = true
            break
          }
          count += got
        } catch {
          failure = error
          break
        }
      }
    }
    if let failure {
      state = .finished
      throw JSONError(.unreadable(failure.reason), at: position(of: min(offset, bytes.count)))
    }
    if transcoder != nil { raw = transcoder?.transcode(raw[...], isLast: isExhausted) ?? [] }
    var window = [UInt8]()
    window.reserveCapacity(kept + raw.count)
    window.append(contentsOf: bytes[start...])
    window.append(contentsOf: raw)
    bytes = window
    offset -= start
    originOffset -= start
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
      try refill(keepingFrom: offset)
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
    let error = JSONError(problem, at: position(of: index))
    guard state == .between else {
      state = .finished
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
      do { try refill(keepingFrom: min(keep, bytes.count)) } catch { break }
      offset = 0
    }
    state = .finished
    return error
  }
}
