import ScopeValues

/// A place in a text, counted as editors and SARIF count.
package struct TextPosition: Hashable, Comparable, Sendable {
  /// 1-based line; lines end at a line feed.
  package var line: Int
  /// 1-based column in UTF-16 code units.
  package var column: Int
  /// 0-based byte offset in the UTF-8 form of the text.
  package var byte: Int

  package init(line: Int, column: Int, byte: Int) {
    self.line = line
    self.column = column
    self.byte = byte
  }

  /// Where every text begins.
  package static let start = TextPosition(line: 1, column: 1, byte: 0)

  package static func < (left: Self, right: Self) -> Bool { left.byte < right.byte }

  /// The position after passing over `bytes`, which begin here.
  package func advanced(over bytes: ArraySlice<UInt8>) -> TextPosition {
    bytes.withUnsafeBytes { advanced(over: $0) }
  }

  /// The position after passing over `bytes`, eight at a time where no line ends.
  package func advanced(over bytes: UnsafeRawBufferPointer) -> TextPosition {
    var lines = 0
    var units = 0
    var index = 0
    let count = bytes.count
    func pass(_ byte: UInt8) {
      if byte == ASCII.lineFeed {
        lines &+= 1
        units = 0
      } else {
        units &+= byte.utf16Units
      }
    }
    while index &+ 8 <= count {
      // Most text is ASCII, and much of it stands on one line.
      if index &+ 32 <= count, bytes.isPlainText(from: index) {
        units &+= 32
        index &+= 32
        continue
      }
      let end = min(index &+ 32, count)
      while index &+ 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word.matching(ASCII.lineFeed) != 0 {
          for offset in index..<(index &+ 8) {
            pass(bytes[offset])
          }
        } else {
          units &+= word.utf16Units
        }
        index &+= 8
      }
    }
    while index < count {
      pass(bytes[index])
      index &+= 1
    }
    return TextPosition(
      line: line + lines, column: (lines > 0 ? 1 : column) + units, byte: byte + count)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the 32 bytes from an index on are ASCII without a line feed.
  @inline(__always)
  fileprivate func isPlainText(from index: Int) -> Bool {
    func marks(_ offset: Int) -> UInt64 {
      let word = loadUnaligned(fromByteOffset: index &+ offset, as: UInt64.self)
      return word | word.matching(ASCII.lineFeed)
    }
    return (marks(0) | marks(8) | marks(16) | marks(24)) & UInt64.highs == 0
  }
}

extension UInt8 {
  /// UTF-16 code units that this byte of valid UTF-8 begins: none in a continuation, two in a four-byte lead.
  fileprivate var utf16Units: Int {
    if self & 0xC0 == 0x80 { return 0 }
    return self >= 0xF0 ? 2 : 1
  }
}

extension UInt64 {
  /// UTF-16 code units begun by the eight bytes.
  @inline(__always)
  fileprivate var utf16Units: Int {
    let high = self & Self.highs
    if high == 0 { return 8 }
    let continuations = high & ~(self << 1)
    let fourByteLeads = high & (self << 1) & (self << 2) & (self << 3)
    return 8 - continuations.nonzeroBitCount + fourByteLeads.nonzeroBitCount
  }
}

extension TextPosition {
  /// Path, line and column, as an editor takes them; the path alone where a message says that nothing of it was read.
  package func place(in path: String, _ message: String) -> String {
    let path = SafeText.line(path)
    return ReadFailure.isOfPath(message) ? path : "\(path):\(line):\(column)"
  }
}
