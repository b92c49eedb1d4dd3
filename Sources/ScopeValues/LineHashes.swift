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
  /// The hash of all units so far: a line's is what its window adds to the hash before it.
  private var hash: UInt64 = 0
  /// Units so far.
  private var count = 0
  /// Lines whose window is not full yet: after which unit it is, and the hash before the line; from `first` on.
  private var waiting: [(end: Int, before: UInt64)] = []
  private var first = 0
  /// After which unit the next window is full.
  private var due = Int.max
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
      // Nearly all bytes: neither white space nor a control nor part of a longer character.
      if byte > 0x20, byte < 0x80, missing == 0, !followsReturn {
        add(UInt64(byte))
        continue
      }
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
    for _ in 0..<Self.window { roll(0) }
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

  @inline(__always)
  private mutating func add(_ unit: UInt64) {
    if isLineStart { beginLine() }
    if unit == 0x0A { isLineStart = true }
    roll(unit)
  }

  private mutating func beginLine() {
    isLineStart = false
    waiting.append((count &+ Self.window, hash))
    due = waiting[first].end
  }

  @inline(__always)
  private mutating func roll(_ unit: UInt64) {
    hash = hash &* 37 &+ unit
    count &+= 1
    if count == due { endWindow() }
  }

  /// Keeps the hash of the line that began a whole window ago.
  private mutating func endWindow() {
    hashes.append(hash &- Self.leaving &* waiting[first].before)
    first += 1
    if first == Self.window {
      waiting.removeFirst(first)
      first = 0
    }
    due = first < waiting.count ? waiting[first].end : .max
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
