/// Unpacks gzip (RFC 1952) and the DEFLATE in it (RFC 1951), member after member, in bounded memory.
///
/// Our own, because a library would be one more package to install for a format of a few pages; every access is
/// checked, and the checksum at the end of each member is verified.
struct Inflater {
  private struct Damage: Error {}

  private static let historySize = 32_768
  private static let pieceSize = 128 << 10

  private var input: [UInt8]
  private var inputIndex = 0
  private let read: ReadBytes
  private var failure: ReadFailure?
  private var bits: UInt64 = 0
  private var bitCount: UInt64 = 0
  /// What has been unpacked; the end of it is what later copies refer to.
  private var output: [UInt8] = []
  private var delivered = 0
  /// How far the output is in the checksum, and where the member begins in it.
  private var summed = 0
  private var memberStart = 0
  private var checksum: UInt32 = 0
  private var length: UInt32 = 0
  private var block = Block.none
  private var isLastBlock = false
  private var isInMember = false
  private var isDamaged = false

  private enum Block {
    case none
    case stored(left: Int)
    case compressed(literals: HuffmanTable, distances: HuffmanTable)
  }

  /// - Parameter head: the beginning of the archive, which has been read already.
  init(head: [UInt8], read: @escaping ReadBytes) {
    input = head
    self.read = read
    output.reserveCapacity(Self.pieceSize + Self.historySize + 512)
  }

  /// Fills a buffer with the next unpacked bytes; zero at the end. What comes before a damage is handed out before it
  /// is thrown.
  mutating func next(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    if delivered == output.count {
      if !isDamaged {
        do throws(Damage) { try unpack() } catch { isDamaged = true }
      }
      if isDamaged, delivered == output.count {
        throw failure ?? ReadFailure(reason: ActivityProblem.damagedArchive.sentence)
      }
    }
    let count = min(buffer.count, output.count - delivered)
    buffer.copyBytes(from: output[delivered..<delivered + count])
    delivered += count
    return count
  }

  // MARK: Members and blocks

  /// Unpacks the next piece.
  private mutating func unpack() throws(Damage) {
    let dropped = max(output.count - Self.historySize, 0)
    output.removeSubrange(..<dropped)
    memberStart = max(memberStart - dropped, 0)
    delivered = output.count
    summed = output.count
    let target = output.count + Self.pieceSize
    while output.count < target {
      switch block {
      case .none:
        if isInMember, isLastBlock { try endMember() }
        if !isInMember {
          guard try beginMember() else { return }
        }
        try beginBlock()
      case .stored(let left): try copyStored(left)
      case .compressed(let literals, let distances): try copyCompressed(literals, distances, until: target)
      }
    }
    sum()
  }

  /// Passes over a member's header; false at the end of the input.
  private mutating func beginMember() throws(Damage) -> Bool {
    // Zeros after the last member are padding.
    guard let first = byte(), first != 0 else { return false }
    guard first == 0x1F, byte() == 0x8B, byte() == 8, let flags = byte(), flags & 0xE0 == 0 else { throw Damage() }
    try skip(6)
    if flags & 4 != 0 { try skip(Int(try bits(16))) }
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      while try bits(8) != 0 {}
    }
    if flags & 2 != 0 { try skip(2) }
    isInMember = true
    isLastBlock = false
    memberStart = output.count
    summed = output.count
    checksum = 0
    length = 0
    return true
  }

  private mutating func endMember() throws(Damage) {
    align()
    sum()
    guard try bits(32) == UInt64(checksum), try bits(32) == UInt64(length) else { throw Damage() }
    isInMember = false
  }

  private mutating func beginBlock() throws(Damage) {
    isLastBlock = try bits(1) == 1
    switch try bits(2) {
    case 0:
      align()
      let count = try bits(16)
      guard try bits(16) == count ^ 0xFFFF else { throw Damage() }
      block = count == 0 ? .none : .stored(left: Int(count))
    case 1: block = .compressed(literals: .fixedLiterals, distances: .fixedDistances)
    case 2: try beginDynamicBlock()
    default: throw Damage()
    }
  }

  private mutating func beginDynamicBlock() throws(Damage) {
    let literalCount = Int(try bits(5)) + 257
    let distanceCount = Int(try bits(5)) + 1
    let codeCount = Int(try bits(4)) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw Damage() }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try bits(3)) }
    guard let codes = HuffmanTable(codeLengths) else { throw Damage() }
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(codes)
      switch symbol {
      case 0..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { throw Damage() }
        lengths += [UInt8](repeating: last, count: Int(try bits(2)) + 3)
      case 17: lengths += [UInt8](repeating: 0, count: Int(try bits(3)) + 3)
      default: lengths += [UInt8](repeating: 0, count: Int(try bits(7)) + 11)
      }
    }
    guard lengths.count == literalCount + distanceCount, lengths[256] != 0,
      let literals = HuffmanTable(Array(lengths[..<literalCount])),
      let distances = HuffmanTable(Array(lengths[literalCount...]))
    else { throw Damage() }
    block = .compressed(literals: literals, distances: distances)
  }

  private mutating func copyStored(_ left: Int) throws(Damage) {
    let count = min(left, Self.historySize)
    for _ in 0..<count { output.append(UInt8(try bits(8))) }
    block = left > count ? .stored(left: left - count) : .none
  }

  private mutating func copyCompressed(
    _ literals: HuffmanTable, _ distances: HuffmanTable, until target: Int
  ) throws(Damage) {
    while output.count < target {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      if symbol == 256 {
        block = .none
        return
      }
      guard symbol < 286 else { throw Damage() }
      let length = Self.lengthBases[symbol - 257] + Int(try bits(Self.lengthBits[symbol - 257]))
      let code = try self.symbol(distances)
      guard code < 30 else { throw Damage() }
      let distance = Self.distanceBases[code] + Int(try bits(Self.distanceBits[code]))
      guard distance <= output.count - memberStart else { throw Damage() }
      var from = output.count - distance
      for _ in 0..<length {
        output.append(output[from])
        from += 1
      }
    }
  }

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits: [UInt64] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073, 4_097,
    6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let distanceBits: [UInt64] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]

  // MARK: Bits

  /// The next byte of the input; nil at its end.
  private mutating func byte() -> UInt8? {
    if bitCount >= 8 { return UInt8(truncatingIfNeeded: takeBits(8)) }
    return inputByte()
  }

  private mutating func inputByte() -> UInt8? {
    if inputIndex == input.count {
      guard failure == nil, refill() else { return nil }
    }
    inputIndex += 1
    return input[inputIndex - 1]
  }

  private mutating func refill() -> Bool {
    var count = 0
    var failure: ReadFailure?
    let read = read
    input = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialised in
      do throws(ReadFailure) { count = try read(UnsafeMutableRawBufferPointer(buffer)) } catch { failure = error }
      initialised = count
    }
    self.failure = failure
    inputIndex = 0
    return count > 0
  }

  /// Makes as many bits ready as the input has, up to what one symbol or number takes.
  @inline(__always)
  private mutating func fill() {
    while bitCount <= 48 {
      guard inputIndex < input.count || refill() else { return }
      bits |= UInt64(input[inputIndex]) << bitCount
      inputIndex += 1
      bitCount += 8
    }
  }

  @inline(__always)
  private mutating func takeBits(_ count: UInt64) -> UInt64 {
    let value = bits & ((1 << count) - 1)
    bits >>= count
    bitCount -= count
    return value
  }

  @inline(__always)
  private mutating func bits(_ count: UInt64) throws(Damage) -> UInt64 {
    if bitCount < count {
      fill()
      guard bitCount >= count else { throw Damage() }
    }
    return takeBits(count)
  }

  @inline(__always)
  private mutating func symbol(_ table: HuffmanTable) throws(Damage) -> Int {
    if bitCount < 15 { fill() }
    let entry = table.entry(bits)
    let length = UInt64(entry & 15)
    guard length > 0, length <= bitCount else { throw Damage() }
    _ = takeBits(length)
    return Int(entry >> 4)
  }

  private mutating func align() { _ = takeBits(bitCount & 7) }

  private mutating func skip(_ count: Int) throws(Damage) {
    for _ in 0..<count { _ = try bits(8) }
  }

  /// Takes what was unpacked since the last time into the checksum.
  private mutating func sum() {
    checksum = CyclicRedundancy.update(checksum, with: output[summed...])
    length &+= UInt32(truncatingIfNeeded: output.count - summed)
    summed = output.count
  }
}

/// A table that finds the symbol at the front of a stream of bits in one step.
private struct HuffmanTable {
  /// Symbol and length for every combination of the next bits; length 0 where there is no such code.
  private let entries: [UInt16]
  private let mask: UInt64

  static let fixedLiterals: HuffmanTable = {
    let lengths = (0..<288).map { UInt8($0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8) }
    return HuffmanTable(lengths) ?? none
  }()
  static let fixedDistances = HuffmanTable([UInt8](repeating: 5, count: 30)) ?? none
  /// A table without codes.
  private static let none = HuffmanTable(entries: [0])

  private init(entries: [UInt16]) {
    self.entries = entries
    mask = UInt64(entries.count - 1)
  }

  /// The canonical code with these lengths; nil where they make no prefix code.
  init?(_ lengths: [UInt8]) {
    let longest = Int(lengths.max() ?? 0)
    guard longest > 0 else {
      self.init(entries: [0])
      return
    }
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var codes = [Int](repeating: 0, count: 16)
    var code = 0
    for length in 1...15 {
      code = (code + (length > 1 ? counts[length - 1] : 0)) << 1
      codes[length] = code
      guard code + counts[length] <= 1 << length else { return nil }
    }
    var entries = [UInt16](repeating: 0, count: 1 << longest)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      var reversed = 0
      for bit in 0..<Int(length) where codes[Int(length)] >> bit & 1 == 1 { reversed |= 1 << (Int(length) - 1 - bit) }
      codes[Int(length)] += 1
      for index in stride(from: reversed, to: entries.count, by: 1 << Int(length)) {
        entries[index] = UInt16(symbol) << 4 | UInt16(length)
      }
    }
    self.init(entries: entries)
  }

  @inline(__always)
  func entry(_ bits: UInt64) -> UInt16 { entries[Int(truncatingIfNeeded: bits & mask)] }
}

/// The checksum of gzip: CRC-32 (RFC 1952, section 8).
private enum CyclicRedundancy {
  private static let tables: [[UInt32]] = {
    var first: [UInt32] = []
    for index in 0..<256 as Range<UInt32> {
      var value = index
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
      first.append(value)
    }
    var tables = [first]
    for step in 1..<4 {
      tables.append(tables[step - 1].map { (entry: UInt32) -> UInt32 in first[Int(entry & 0xFF)] ^ entry >> 8 })
    }
    return tables
  }()

  static func update(_ checksum: UInt32, with bytes: ArraySlice<UInt8>) -> UInt32 {
    var value = ~checksum
    let (first, second, third, fourth) = (tables[3], tables[2], tables[1], tables[0])
    var index = bytes.startIndex
    while index + 4 <= bytes.endIndex {
      value ^= UInt32(bytes[index])
      value ^= UInt32(bytes[index + 1]) << 8
      value ^= UInt32(bytes[index + 2]) << 16
      value ^= UInt32(bytes[index + 3]) << 24
      let low = first[Int(value & 0xFF)] ^ second[Int(value >> 8 & 0xFF)]
      value = low ^ third[Int(value >> 16 & 0xFF)] ^ fourth[Int(value >> 24)]
      index += 4
    }
    while index < bytes.endIndex {
      value = fourth[Int((value ^ UInt32(bytes[index])) & 0xFF)] ^ value >> 8
      index += 1
    }
    return ~value
  }
}
