/// How text reports may look: their width, and whether colours are welcome.
package struct TextStyle: Sendable {
  /// Columns to wrap at.
  package var width: Int
  package var hasColor: Bool
  /// Whether what could not be assessed is listed, too.
  package var isVerbose: Bool

  package init(width: Int = 100, hasColor: Bool = false, isVerbose: Bool = false) {
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
    let text = Array(text.utf8)
    let margin = [UInt8](repeating: 0x20, count: indent)
    var wrapped = Array((lead ?? "").utf8)
    if lead == nil { wrapped.append(contentsOf: margin) }
    wrapped.reserveCapacity(text.count + text.count / 4 + indent)
    var used = 0
    for word in text.split(separator: 0x20) {
      let columns = word.allSatisfy { $0 < 0x80 } ? word.count : String(decoding: word, as: UTF8.self).count
      if used > 0, indent + used + 1 + columns > width {
        wrapped.append(0x0A)
        wrapped.append(contentsOf: margin)
        used = 0
      } else if used > 0 {
        wrapped.append(0x20)
        used += 1
      }
      wrapped.append(contentsOf: word)
      used += columns
    }
    wrapped.append(0x0A)
    return String(decoding: wrapped, as: UTF8.self)
  }
}

extension String {
  /// The text with spaces behind it up to a width, counted in characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - columns)) }

  /// The text with spaces before it up to a width.
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - columns)) + self }
}

extension StringProtocol {
  /// Characters; quick where all are ASCII or our own marks, as nearly always.
  var columns: Int {
    var text = String(self)
    return text.withUTF8(\.plainColumns) ?? count
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Characters where each scalar is one: ASCII, and dashes, bullets and ellipses from U+2010 to U+2027;
  /// nil where there are others.
  fileprivate var plainColumns: Int? {
    var columns = 0
    var index = 0
    while index < count {
      if self[index] < 0x80 {
        index += 1
      } else if self[index] == 0xE2, index + 2 < count, self[index + 1] == 0x80, 0x90...0xA7 ~= self[index + 2] {
        index += 3
      } else {
        return nil
      }
      columns += 1
    }
    return columns
  }
}
