/// Works out, while a file is read, the hash by which GitHub code scanning knows each of its lines again.
///
/// It is a rolling hash of base 37 over a line's first hundred UTF-16 units and what follows it, white space
/// left out (github/codeql-action, src/fingerprints.ts); a second line of the same hash counts as `:2`.
package final class LineHasher {
  // One value, so that a piece is one access to this object, not several a byte.
  private var state = LineHashState()

  package init() {}

  package func update(_ bytes: UnsafeRawBufferPointer) { state.update(bytes) }

  /// The hashes of all lines; nil where GitHub would count lines or characters differently.
  package func finish() -> LineHashes? { state.finish() }
}

/// How far a ``LineHasher`` has come.
private struct LineHashState {
  private static let window = 100
  /// 37 to the power of the window's length.
  private static let leaving = (0..<window).reduce(UInt64(1)) { power, _ in power &* 37 }
  /// More lines than any file has that GitHub takes (100 MB), and 64 MiB of memory.
  private static let limit = 8 << 20

  private var hashes: [UInt64] = []
  private var units = [UInt64](repeating: 0, count: window)
  /// Which units of the window begin a line.
  private var begins = [Bool](repeating: false, count: window)
  private var hash: UInt64 = 0
  private var index = 0
  private var isLineStart = true
  private var followsReturn = false
  /// The code point that is being put together, and the bytes that it still lacks.
  private var point: UInt32 = 0
  private var missing = 0
  /// Whether the bytes are UTF-8 with lines as everybody counts them, and not too many.
  private var isUsable = true

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard isUsable else { return }
    for byte in bytes {
      switch byte {
      case 0x20, 0x09:
        leaveReturn(before: byte)
      case 0x0A where followsReturn: followsReturn = false
      case 0x00..<0x80:
        leaveReturn(before: byte)
        isUsable = isUsable && missing == 0 && byte != 0
        followsReturn = byte == 0x0D
        add(byte == 0x0D ? 0x0A : UInt64(byte))
      case 0x80..<0xC0:
        isUsable = isUsable && missing > 0
        missing -= 1
        point = point << 6 | UInt32(byte & 0x3F)
        if missing == 0 { addPoint() }
      default:
        leaveReturn(before: byte)
        isUsable = isUsable && missing == 0 && byte < 0xF8
        missing = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
        point = UInt32(byte) & (byte >= 0xF0 ? 0x07 : byte >= 0xE0 ? 0x0F : 0x1F)
      }
      guard isUsable else { return }
    }
    isUsable = hashes.count < Self.limit
  }

  mutating func finish() -> LineHashes? {
    guard isUsable, missing == 0 else { return nil }
    add(0xFFFF)
    for _ in 0..<Self.window {
      emit()
      roll(0)
    }
    return LineHashes(hashes: hashes)
  }

  /// A return without its line feed ends a line for GitHub, but for nobody else.
  private mutating func leaveReturn(before byte: UInt8) {
    if followsReturn { isUsable = false }
  }

  private mutating func addPoint() {
    if point >= 0x10000 {
      add(UInt64(0xD800 + ((point - 0x10000) >> 10)))
      add(UInt64(0xDC00 + (point & 0x3FF)))
    } else {
      add(UInt64(point))
    }
  }

  private mutating func add(_ unit: UInt64) {
    emit()
    if isLineStart {
      begins[index] = true
      isLineStart = false
    }
    if unit == 0x0A { isLineStart = true }
    roll(unit)
  }

  /// Keeps the hash of the line that began a whole window ago.
  @inline(__always)
  private mutating func emit() {
    guard begins[index] else { return }
    begins[index] = false
    hashes.append(hash)
  }

  @inline(__always)
  private mutating func roll(_ unit: UInt64) {
    hash = hash &* 37 &+ unit &- Self.leaving &* units[index]
    units[index] = unit
    index = index &+ 1 == Self.window ? 0 : index &+ 1
  }
}

/// The hashes of a file's lines.
package struct LineHashes: Sendable {
  /// By line, the first at 0.
  let hashes: [UInt64]

  /// The fingerprints of some lines, such as "39fa2ee980eb94b0:1"; lines that are not there have none.
  package func fingerprints(of lines: Set<Int>) -> [Int: String] {
    var counts: [UInt64: Int] = [:]
    for line in lines where line >= 1 && line <= hashes.count { counts[hashes[line - 1]] = 0 }
    var fingerprints: [Int: String] = [:]
    for (index, hash) in hashes.enumerated() {
      guard let count = counts[hash] else { continue }
      counts[hash] = count + 1
      if lines.contains(index + 1) { fingerprints[index + 1] = "\(String(hash, radix: 16)):\(count + 1)" }
    }
    return fingerprints
  }
}
