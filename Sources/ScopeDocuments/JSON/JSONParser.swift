import ScopeValues

/// Builds the tape of one JSON value.
///
/// The only file of the reader that touches memory unchecked: it looks at eight bytes at a time, never
/// past `limit`. Everything that it accepts beyond RFC 8259 is noted: comments and trailing commas.
struct JSONParser {
  /// Why a value could not be built.
  struct Failure: Error {
    var offset: Int
    var kind: Kind

    enum Kind {
      /// The bytes end before the value does; more may come.
      case incomplete(inside: JSONKind, openedAt: Int)
      case incompleteComment
      case problem(JSONProblem)
    }
  }

  private let base: UnsafeRawPointer
  private let limit: Int
  private let maximumDepth: Int
  /// Whether bytes may still follow `limit`, so that a number that ends there may go on.
  private let mayContinue: Bool
  private(set) var offset: Int
  private(set) var nodes: [JSONNode]
  private(set) var comments: [Range<UInt32>] = []
  private(set) var firstTrailingComma: Int?
  /// Whether the outermost object has no braces.
  private var isBare = false

  init(
    bytes: UnsafeRawBufferPointer, from offset: Int, mayContinue: Bool, maximumDepth: Int,
    reserving capacity: Int
  ) {
    // An empty buffer has no address, and then nothing is ever loaded: `limit` is zero.
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!
    limit = bytes.count
    self.offset = offset
    self.mayContinue = mayContinue
    self.maximumDepth = maximumDepth
    nodes = []
    nodes.reserveCapacity(capacity)
  }

  @inline(__always)
  private func byte(_ index: Int) -> UInt8 {
    base.load(fromByteOffset: index, as: UInt8.self)
  }

  /// Parses one value; `offset` then stands after it.
  mutating func parseValue() throws(Failure) {
    try skipSpace()
    try scan([])
  }

  /// Parses members without the braces around them, up to the end of the bytes, as an object.
  mutating func parseMembers() throws(Failure) {
    append(.object, from: offset, to: offset)
    let open = [(node: 0, isObject: true)]
    isBare = true
    try name(open)
    try scan(open)
  }

  /// Whether the bytes end where the outermost object may, because it has no braces.
  private func endsBare(_ open: [(node: Int, isObject: Bool)]) -> Bool {
    isBare && open.count == 1 && offset == limit && !mayContinue
  }

  private mutating func closeBare() {
    nodes[0].end = UInt32(truncatingIfNeeded: offset)
    nodes[0].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func scan(_ opened: [(node: Int, isObject: Bool)]) throws(Failure) {
    var open = opened
    scan: while true {
      // A value begins here.
      guard offset < limit else { throw incomplete(open) }
      switch byte(offset) {
      case 0x7B, 0x5B:
        let isObject = byte(offset) == 0x7B
        guard open.count < maximumDepth else { throw problem(.tooDeep(limit: maximumDepth)) }
        open.append((nodes.count, isObject))
        append(isObject ? .object : .array, from: offset, to: offset + 1)
        offset += 1
        try skipSpace()
        guard offset < limit else { throw incomplete(open) }
        if byte(offset) == (isObject ? 0x7D : 0x5D) {
          close(&open)
        } else {
          if isObject { try name(open) }
          continue scan
        }
      case 0x22:
        try string(.string)
      case 0x2D, 0x30...0x39:
        try number()
      case 0x74: try literal("true", .true)
      case 0x66: try literal("false", .false)
      case 0x6E: try literal("null", .null)
      case 0x41...0x5A, 0x61...0x7A: throw problem(.invalidLiteral)
      default: throw problem(.unexpected(byte: byte(offset), expected: .value))
      }
      // A value has ended here: close what ends with it, or go on to the next.
      while let container = open.last {
        try skipSpace()
        if endsBare(open) { return closeBare() }
        guard offset < limit else { throw incomplete(open) }
        let isObject = container.isObject
        let closing: UInt8 = isObject ? 0x7D : 0x5D
        if byte(offset) == closing {
          close(&open)
          continue
        }
        guard byte(offset) == 0x2C else {
          throw problem(
            .unexpected(byte: byte(offset), expected: isObject ? .commaOrBrace : .commaOrBracket))
        }
        let comma = offset
        offset += 1
        try skipSpace()
        if endsBare(open) { return closeBare() }
        guard offset < limit else { throw incomplete(open) }
        if byte(offset) == closing {
          if firstTrailingComma == nil { firstTrailingComma = comma }
          close(&open)
          continue
        }
        if isObject { try name(open) }
        continue scan
      }
      return
    }
  }

  /// Passes over white space and comments.
  mutating func skipSpace() throws(Failure) {
    while offset < limit {
      switch byte(offset) {
      case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
      case 0x2F: try comment()
      default: return
      }
    }
  }

  // MARK: Tokens

  private mutating func append(_ kind: JSONKind, from start: Int, to end: Int, escapes: Bool = false) {
    nodes.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count &+ 1), kind: kind, hasEscapes: escapes))
  }

  private mutating func close(_ open: inout [(node: Int, isObject: Bool)]) {
    offset += 1
    let container = open.removeLast().node
    nodes[container].end = UInt32(truncatingIfNeeded: offset)
    nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func name(_ open: [(node: Int, isObject: Bool)]) throws(Failure) {
    guard byte(offset) == 0x22 else {
      throw problem(
        byte(offset) == 0x27
          ? .foreign(.python) : .unexpected(byte: byte(offset), expected: .name))
    }
    try string(.key)
    try skipSpace()
    guard offset < limit else { throw incomplete(open) }
    guard byte(offset) == 0x3A else {
      throw problem(.unexpected(byte: byte(offset), expected: .colon))
    }
    offset += 1
    try skipSpace()
  }

  private mutating func string(_ kind: JSONKind) throws(Failure) {
    let start = offset
    var index = offset &+ 1
    var escapes = false
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while true {
      while index &+ 8 <= limit {
        let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let quote = word ^ 0x2222_2222_2222_2222
        let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let special =
          ((((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
            | ((word &- 0x2020_2020_2020_2020) & ~word)) & highs) | (word & highs)
        if special != 0 {
          index &+= special.trailingZeroBitCount >> 3
          break
        }
        index &+= 8
      }
      guard index < limit else {
        throw Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
      }
      let current = byte(index)
      switch current {
      case 0x22:
        append(kind, from: start, to: index &+ 1, escapes: escapes)
        offset = index &+ 1
        return
      case 0x5C:
        escapes = true
        try escape(&index, openedAt: start)
      case 0x00..<0x20:
        throw Failure(offset: index, kind: .problem(.controlCharacter(current)))
      case 0x80...0xFF:
        try multibyte(&index, openedAt: start)
      default:
        index &+= 1
      }
    }
  }

  private func escape(_ index: inout Int, openedAt start: Int) throws(Failure) {
    let inside = Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
    guard index &+ 1 < limit else { throw inside }
    switch byte(index &+ 1) {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      index &+= 2
    case 0x75:
      guard index &+ 6 <= limit else { throw inside }
      for digit in (index &+ 2)..<(index &+ 6) where byte(digit).hexadecimalValue == nil {
        throw Failure(offset: index, kind: .problem(.invalidEscape))
      }
      index &+= 6
    default:
      throw Failure(offset: index, kind: .problem(.invalidEscape))
    }
  }

  /// Passes over one character of two to four bytes; RFC 3629 says which are valid.
  private func multibyte(_ index: inout Int, openedAt start: Int) throws(Failure) {
    let lead = byte(index)
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4 else {
      throw Failure(offset: index, kind: .problem(.notUTF8(byte: lead)))
    }
    guard index &+ length <= limit else {
      throw Failure(offset: limit, kind: .incomplete(inside: .string, openedAt: start))
    }
    let second = byte(index &+ 1)
    let secondIsValid =
      switch lead {
      case 0xE0: second >= 0xA0 && second <= 0xBF
      case 0xED: second >= 0x80 && second <= 0x9F
      case 0xF0: second >= 0x90 && second <= 0xBF
      case 0xF4: second >= 0x80 && second <= 0x8F
      default: second & 0xC0 == 0x80
      }
    guard secondIsValid,
      length < 3 || byte(index &+ 2) & 0xC0 == 0x80,
      length < 4 || byte(index &+ 3) & 0xC0 == 0x80
    else { throw Failure(offset: index, kind: .problem(.notUTF8(byte: lead))) }
    index &+= length
  }

  private mutating func number() throws(Failure) {
    let start = offset
    var index = offset
    func digits() -> Int {
      let first = index
      while index < limit, byte(index) >= 0x30, byte(index) <= 0x39 { index &+= 1 }
      return index - first
    }
    func invalid() -> Failure {
      index >= limit && mayContinue
        ? Failure(offset: limit, kind: .incomplete(inside: .number, openedAt: start))
        : Failure(offset: start, kind: .problem(.invalidNumber))
    }
    if byte(index) == 0x2D { index &+= 1 }
    let whole = index
    let wholeDigits = digits()
    guard wholeDigits > 0, wholeDigits == 1 || byte(whole) != 0x30 else { throw invalid() }
    if index < limit, byte(index) == 0x2E {
      index &+= 1
      guard digits() > 0 else { throw invalid() }
    }
    if index < limit, byte(index) | 0x20 == 0x65 {
      index &+= 1
      if index < limit, byte(index) == 0x2B || byte(index) == 0x2D { index &+= 1 }
      guard digits() > 0 else { throw invalid() }
    }
    if index >= limit, mayContinue { throw invalid() }
    append(.number, from: start, to: index)
    offset = index
  }

  private mutating func literal(_ word: StaticString, _ kind: JSONKind) throws(Failure) {
    let start = offset
    for index in 0..<word.utf8CodeUnitCount {
      guard start &+ index < limit else {
        throw Failure(offset: limit, kind: .incomplete(inside: kind, openedAt: start))
      }
      guard byte(start &+ index) == word.utf8Start[index] else { throw problem(.invalidLiteral) }
    }
    offset = start &+ word.utf8CodeUnitCount
    if offset < limit {
      switch byte(offset) {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x5F:
        throw Failure(offset: start, kind: .problem(.invalidLiteral))
      default: break
      }
    }
    append(kind, from: start, to: offset)
  }

  private mutating func comment() throws(Failure) {
    let start = offset
    guard start + 1 < limit else {
      throw mayContinue
        ? Failure(offset: limit, kind: .incompleteComment)
        : Failure(offset: start, kind: .problem(.unexpected(byte: 0x2F, expected: .value)))
    }
    var index = start + 2
    switch byte(start + 1) {
    case 0x2F:
      while index < limit, byte(index) != 0x0A { index &+= 1 }
      if index == limit, mayContinue { throw Failure(offset: limit, kind: .incompleteComment) }
    case 0x2A:
      while true {
        guard index &+ 1 < limit else { throw Failure(offset: limit, kind: .incompleteComment) }
        if byte(index) == 0x2A, byte(index &+ 1) == 0x2F { break }
        index &+= 1
      }
      index &+= 2
    default:
      throw Failure(offset: start, kind: .problem(.unexpected(byte: 0x2F, expected: .value)))
    }
    comments.append(
      UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: index))
    offset = index
  }

  // MARK: Failures

  private func problem(_ problem: JSONProblem) -> Failure {
    Failure(offset: offset, kind: .problem(problem))
  }

  private func incomplete(_ open: [(node: Int, isObject: Bool)]) -> Failure {
    guard let innermost = open.last else {
      return Failure(offset: limit, kind: .problem(.empty))
    }
    return Failure(
      offset: limit,
      kind: .incomplete(
        inside: innermost.isObject ? .object : .array,
        openedAt: Int(nodes[innermost.node].start)))
  }
}
