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
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let columns = word.columns
      if !line.isEmpty, indent + used + 1 + columns > width {
        lines.append(line)
        line = ""
        used = 0
      }
      used += columns + (line.isEmpty ? 0 : 1)
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines.enumerated().map { index, line in
      (index == 0 ? lead ?? margin : margin) + line + "\n"
    }.joined()
  }
}

extension String {
  /// The text with spaces behind it up to a width, counted in characters.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - columns)) }

  /// The text with spaces before it up to a width.
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - columns)) + self }
}

extension StringProtocol {
  /// Characters; quick where all are ASCII, as nearly always.
  var columns: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : count }
}
