import ScopeValues

/// Bytes that grow at their end, for writers that append thousands of small pieces.
///
/// The file stores bytes unchecked, each time after ``reserve(_:)`` has made room for them: an array would look at every
/// single append whether it is shared.
struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 512) {
    start = .allocate(byteCount: capacity, alignment: 1)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  /// What has been appended.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// What has been appended, in an array of its own.
  var array: [UInt8] {
    var array: [UInt8] = []
    write(0..<count, to: &array)
    return array
  }

  /// What has been appended, as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a part of what has been appended to an array, at once.
  func write(_ part: Range<Int>, to array: inout [UInt8]) {
    let typed = bytes.assumingMemoryBound(to: UInt8.self)
    array.append(contentsOf: UnsafeBufferPointer(rebasing: typed[part]))
  }

  mutating func removeAll() { count = 0 }

  /// Makes room for bytes.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity &- count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(count + more, 2 * capacity)
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 1)
    bytes.copyMemory(from: start, byteCount: count)
    start.deallocate()
    (start, capacity) = (bytes, larger)
  }

  /// Stores a byte for which there is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let address = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + count).copyMemory(from: address, byteCount: bytes.count)
    count &+= bytes.count
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  @inline(__always)
  mutating func append(literal text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(decimal value: Int) {
    guard value >= 0 else { return append(text: String(value)) }
    reserve(20)
    var width = 1
    var bound = 10
    while width < 18, value >= bound {
      width &+= 1
      bound &*= 10
    }
    // Of nineteen digits nothing that is counted here has ever been.
    guard value < bound else { return append(text: String(value)) }
    var rest = value
    var index = count &+ width
    while index > count {
      index &-= 1
      start.storeBytes(of: 0x30 &+ UInt8(truncatingIfNeeded: rest % 10), toByteOffset: index, as: UInt8.self)
      rest /= 10
    }
    count &+= width
  }

  /// Appends a GUID in quotes.
  mutating func append(quoted guid: GUID) {
    reserve(38)
    put(ASCII.quote)
    guid.write(to: start + count)
    count &+= 36
    put(ASCII.quote)
  }

  /// Appends 32 hexadecimal digits in quotes.
  mutating func append(quoted words: (high: UInt64, low: UInt64)) {
    append(ASCII.quote)
    append(hexadecimal: words)
    append(ASCII.quote)
  }

  /// Appends the first of 32 hexadecimal digits.
  mutating func append(hexadecimal words: (high: UInt64, low: UInt64), digits: Int = 32) {
    reserve(32)
    HexadecimalDigits.write(words.high, to: start + count)
    HexadecimalDigits.write(words.low, to: start + count + 16)
    count &+= Swift.min(digits, 32)
  }

  /// Appends so many spaces; none for a number below zero.
  mutating func append(spaces number: Int) {
    guard number > 0 else { return }
    reserve(number)
    (start + count).initializeMemory(as: UInt8.self, repeating: ASCII.space, count: number)
    count &+= number
  }

  /// Appends the name of a JSON member with its colon, as it stands, and a comma before it where one is wanted.
  mutating func append(key name: StaticString, afterComma needsComma: Bool) {
    let length = name.utf8CodeUnitCount
    reserve(length &+ 4)
    if needsComma { put(ASCII.comma) }
    put(ASCII.quote)
    (start + count).copyMemory(from: name.utf8Start, byteCount: length)
    count &+= length
    put(ASCII.quote)
    put(ASCII.colon)
  }

  /// Appends a JSON string, escaped as ``Swift/Array/appendQuoted(_:)`` does.
  mutating func append(quoted text: String) {
    var text = text
    text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
  }

  /// Appends UTF-8 as a JSON string.
  mutating func append(quoted utf8: UnsafeRawBufferPointer) {
    guard !copyPlain(utf8) else { return }
    var escaped: [UInt8] = []
    escaped.appendQuoted(String(decoding: utf8, as: UTF8.self))
    escaped.withUnsafeBytes { append($0) }
  }

  /// Appends a text with quotes around it, eight bytes at a time; nothing where something in it needs an escape.
  private mutating func copyPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    let length = text.count
    reserve(length &+ 2)
    let target = start + count + 1
    func copyWord(_ index: Int) -> Bool {
      let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      return !word.holdsEscapable
    }
    if length >= 8 {
      var index = 0
      while index &+ 8 <= length {
        guard copyWord(index) else { return false }
        index &+= 8
      }
      // The last eight bytes overlap what was copied: one step in place of up to seven.
      guard copyWord(length &- 8) else { return false }
    } else {
      for index in 0..<length {
        let byte = text[index]
        if byte.isEscapable { return false }
        target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      }
    }
    put(ASCII.quote)
    count &+= length
    put(ASCII.quote)
    return true
  }
}
