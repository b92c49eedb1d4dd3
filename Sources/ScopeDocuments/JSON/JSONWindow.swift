/// The part of an input that is in memory, the place in it that reading has come to, and where both stand in the whole.
struct JSONWindow {
  private(set) var source: ByteSource
  /// How many bytes are read at a time.
  private let size: Int
  var bytes: [UInt8] = []
  /// Where reading goes on, as an index into ``bytes``.
  var offset = 0
  /// The index into ``bytes`` that ``origin`` is the position of.
  private(set) var originOffset = 0
  private(set) var origin = TextPosition.start

  init(_ source: ByteSource, size: Int) {
    self.source = source
    self.size = size
  }

  /// The byte where reading goes on.
  var byte: UInt8 { bytes[offset] }
  /// What is in memory from there on.
  var rest: ArraySlice<UInt8> { bytes[offset...] }
  /// Whether nothing is left to read behind the window.
  var isExhausted: Bool { source.isExhausted }

  /// Drops what stands before `start` and reads on.
  mutating func refill(keepingFrom start: Int) {
    if start > originOffset { advanceOrigin(to: start) }
    // An unfinished value at least doubles the window, so that reading stays linear in its size.
    let kept = bytes[start...]
    bytes = source.bytes(after: kept, upTo: kept.count + max(size, kept.count)).bytes
    offset -= start
    originOffset -= start
  }

  /// Passes over a byte order mark of `count` bytes, which is no column of the first line.
  mutating func skipMark(_ count: Int) {
    offset = count
    originOffset = count
  }

  /// Moves the origin to `target`, or to where reading has come to.
  mutating func advanceOrigin(to target: Int? = nil) {
    let target = target ?? offset
    guard target > originOffset else { return }
    origin = origin.advanced(over: bytes[originOffset..<target])
    originOffset = target
  }

  /// Takes the origin back to where it was.
  mutating func returnOrigin(to offset: Int, at position: TextPosition) {
    originOffset = offset
    origin = position
  }

  /// The position in the whole input of an index into ``bytes``.
  func position(of index: Int) -> TextPosition {
    index >= originOffset ? origin.advanced(over: bytes[originOffset..<min(index, bytes.count)]) : origin
  }

  /// Unpacks the rest of an archive, which only its end can show to be damaged.
  mutating func verify() { source.verify() }
}
