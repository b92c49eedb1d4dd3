import ScopeValues

/// Builds the tape of one JSON value.
///
/// It touches memory unchecked: it looks at eight bytes at a time, never past `limit`. Everything that it accepts beyond RFC 8259 is noted: comments and trailing commas.
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

  let base: UnsafeRawPointer
  let limit: Int
  private let maximumDepth: Int
  /// Whether bytes may still follow `limit`, so that a number that ends there may go on.
  let mayContinue: Bool
  var offset: Int
  var nodes: [JSONNode]
  var comments: [Range<UInt32>] = []
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
  func byte(_ index: Int) -> UInt8 {
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
      case ASCII.openBrace, ASCII.openBracket:
        let isObject = byte(offset) == ASCII.openBrace
        guard open.count < maximumDepth else { throw problem(.tooDeep(limit: maximumDepth)) }
        open.append((nodes.count, isObject))
        append(isObject ? .object : .array, from: offset, to: offset + 1)
        offset += 1
        try skipSpace()
        guard offset < limit else { throw incomplete(open) }
        if byte(offset) == (isObject ? ASCII.closeBrace : ASCII.closeBracket) {
          close(&open)
        } else {
          if isObject { try name(open) }
          continue scan
        }
      case ASCII.quote:
        try string(.string)
      case ASCII.hyphen, ASCII.digits:
        try number()
      case UInt8(ascii: "t"): try literal("true", .true)
      case UInt8(ascii: "f"): try literal("false", .false)
      case UInt8(ascii: "n"): try literal("null", .null)
      case ASCII.capitals, ASCII.smallLetters: throw problem(.invalidLiteral)
      default: throw problem(.unexpected(byte: byte(offset), expected: .value))
      }
      // A value has ended here: close what ends with it, or go on to the next.
      while let container = open.last {
        try skipSpace()
        if endsBare(open) { return closeBare() }
        guard offset < limit else { throw incomplete(open) }
        let isObject = container.isObject
        let closing: UInt8 = isObject ? ASCII.closeBrace : ASCII.closeBracket
        if byte(offset) == closing {
          close(&open)
          continue
        }
        guard byte(offset) == ASCII.comma else {
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
      case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: offset &+= 1
      case ASCII.slash: try comment()
      default: return
      }
    }
  }

  // MARK: Tokens

  mutating func append(_ kind: JSONKind, from start: Int, to end: Int, escapes: Bool = false) {
    nodes.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count &+ 1), kind: kind, hasEscapes: escapes,
        name: kind == .key ? memberName(start &+ 1, end &- 1, escapes) : nil))
  }

  /// What the name between two offsets goes by; it may hide behind escapes, and is the same name all the same.
  private func memberName(_ start: Int, _ end: Int, _ escapes: Bool) -> MemberName? {
    let bytes = UnsafeRawBufferPointer(start: base + start, count: end &- start)
    guard escapes else { return MemberName.named(bytes) }
    return Array(JSONEscapes.resolve(Array(bytes)[...]).utf8).withUnsafeBytes { MemberName.named($0) }
  }

  private mutating func close(_ open: inout [(node: Int, isObject: Bool)]) {
    offset += 1
    let container = open.removeLast().node
    nodes[container].end = UInt32(truncatingIfNeeded: offset)
    nodes[container].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func name(_ open: [(node: Int, isObject: Bool)]) throws(Failure) {
    guard byte(offset) == ASCII.quote else {
      throw problem(
        byte(offset) == ASCII.apostrophe
          ? .foreign(.python) : .unexpected(byte: byte(offset), expected: .name))
    }
    try string(.key)
    try skipSpace()
    guard offset < limit else { throw incomplete(open) }
    guard byte(offset) == ASCII.colon else {
      throw problem(.unexpected(byte: byte(offset), expected: .colon))
    }
    offset += 1
    try skipSpace()
  }

  // MARK: Failures

  func problem(_ problem: JSONProblem) -> Failure {
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
