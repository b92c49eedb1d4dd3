import ScopeValues

/// How text reports may look: their width, and whether colours are welcome.
package struct TextStyle: Sendable {
  /// Columns to wrap at.
  package var width: Int
  package var hasColor: Bool
  /// Whether what could not be assessed is listed, too.
  package var isVerbose: Bool
  /// Lines of the screen that the text goes to; nil where it goes to none.
  package var height: Int?

  package init(width: Int = 100, hasColor: Bool = false, isVerbose: Bool = false, height: Int? = nil) {
    self.height = height
    self.width = max(40, min(width, 160))
    self.hasColor = hasColor
    self.isVerbose = isVerbose
  }

  enum Tone: String {
    case bold = "1"
    case dim = "2"
    case critical = "1;35"
    case high = "31"
    case medium = "33"
    case low = "36"
    case info = "34"
    case good = "32"
  }

  func paint(_ text: String, _ tone: Tone) -> String {
    hasColor ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Words wrapped to the width, every line after `indent` spaces; the first one after `lead` in its place.
  func wrap(_ text: String, indent: Int, lead: String? = nil) -> String {
    var wrapped: [UInt8] = []
    wrap(text, indent: indent, lead: lead, into: &wrapped)
    return String(decoding: wrapped, as: UTF8.self)
  }

  /// Appends words as ``wrap(_:indent:lead:)`` wraps them.
  func wrap(_ text: String, indent: Int, lead: String? = nil, into wrapped: inout [UInt8]) {
    var text = text
    text.withUTF8 { text in
      if let lead { wrapped.append(text: lead) } else { wrapped.append(spaces: indent) }
      var used = 0
      var start = 0
      while start < text.count {
        guard text[start] != ASCII.space else {
          start += 1
          continue
        }
        var end = start
        var isPlain = true
        while end < text.count, text[end] != ASCII.space {
          if text[end] >= 0x80 { isPlain = false }
          end += 1
        }
        let word = UnsafeBufferPointer(rebasing: text[start..<end])
        let columns = isPlain ? word.count : String(decoding: word, as: UTF8.self).columns
        if used > 0, indent + used + 1 + columns > width {
          wrapped.append(ASCII.lineFeed)
          wrapped.append(spaces: indent)
          used = 0
        } else if used > 0 {
          wrapped.append(ASCII.space)
          used += 1
        }
        wrapped.append(contentsOf: word)
        used += columns
        start = end
      }
      wrapped.append(ASCII.lineFeed)
    }
  }
}

extension [UInt8] {
  mutating func append(spaces count: Int) {
    for _ in 0..<Swift.max(0, count) { append(ASCII.space) }
  }
}

extension String {
  /// The text with spaces behind it up to a width, counted in columns.
  func padded(to width: Int) -> String { self + String.spaces(width - columns) }

  /// The text with spaces before it up to a width.
  func leftPadded(to width: Int) -> String { String.spaces(width - columns) + self }

  /// So many spaces; none for a number below zero.
  static func spaces(_ count: Int) -> String {
    let count = Swift.max(0, count)
    return String(unsafeUninitializedCapacity: count) { bytes in
      bytes.initialize(repeating: ASCII.space)
      return count
    }
  }
}
