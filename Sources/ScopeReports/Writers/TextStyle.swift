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

  /// Appends what `body` appends, painted.
  func paint(_ tone: Tone, to bytes: inout ByteBuffer, _ body: (inout ByteBuffer) -> Void) {
    if hasColor {
      bytes.append(literal: "\u{1B}[")
      bytes.append(text: tone.rawValue)
      bytes.append(literal: "m")
    }
    body(&bytes)
    if hasColor { bytes.append(literal: "\u{1B}[0m") }
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
