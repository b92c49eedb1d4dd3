import ScopeValues

/// The code cells of a notebook as one script: every line of code on the line where its text stands in the file.
package struct NotebookCode {
  private let bytes: [UInt8]
  private var index = 0
  private var result: [UInt8] = []
  /// The lines of the cell at hand, each with the line of the file that it stands on.
  private var lines: [(line: Int, text: [UInt8])] = []
  private var isCode = true
  private var line = 1
  private var written = 1

  /// - Parameter bytes: the notebook's JSON.
  package static func script(_ bytes: [UInt8]) -> [UInt8] {
    var reader = NotebookCode(bytes: bytes)
    reader.read()
    return reader.result
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Goes through the strings alone: `cell_type` begins a cell or stands within it, `source` holds its lines.
  private mutating func read() {
    var key: [UInt8] = []
    var depth = 0
    var cellDepth = 0
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.lineFeed:
        line += 1
        index += 1
      case ASCII.openBrace, ASCII.openBracket:
        depth += 1
        index += 1
      case ASCII.closeBrace, ASCII.closeBracket:
        depth -= 1
        index += 1
        if depth < cellDepth { finish() }
      case ASCII.quote:
        let start = line
        let text = string()
        skipSpace()
        if index < bytes.count, bytes[index] == ASCII.colon {
          key = text
          if text == Array("cell_type".utf8) || text == Array("source".utf8) { cellDepth = depth }
          index += 1
        } else if key == Array("cell_type".utf8), depth == cellDepth {
          isCode = text == Array("code".utf8)
        } else if key == Array("source".utf8), depth >= cellDepth {
          lines.append((start, text))
        }
      default: index += 1
      }
    }
    finish()
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index].isSpace || bytes[index] == ASCII.carriageReturn {
      if bytes[index] == ASCII.lineFeed { line += 1 }
      index += 1
    }
  }

  /// A string without its quotes; the file's place moves behind it.
  private mutating func string() -> [UInt8] {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != ASCII.quote {
      guard bytes[index] == ASCII.backslash, index + 1 < bytes.count else {
        if bytes[index] == ASCII.lineFeed { line += 1 }
        text.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "n"): text.append(ASCII.lineFeed)
      case UInt8(ascii: "r"): break
      case UInt8(ascii: "t"): text.append(ASCII.tab)
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[min(index + 2, bytes.count)..<min(index + 6, bytes.count)], as: UTF8.self)
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
        text += Array(String(Character(scalar)).utf8)
        index += 4
      default: text.append(bytes[index + 1])
      }
      index += 2
    }
    index = min(index + 1, bytes.count)
    return text
  }

  /// Writes a cell: lines of magic commands are none of the language's.
  private mutating func finish() {
    defer {
      lines = []
      isCode = true
    }
    guard isCode else { return }
    for (number, text) in lines {
      for part in text.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) where !part.isEmpty {
        while written < number {
          result.append(ASCII.lineFeed)
          written += 1
        }
        if let first = part.first, first == ASCII.percent || first == ASCII.exclamation { continue }
        result += part
        // A cell whose text is one string goes on below its line.
        result.append(ASCII.lineFeed)
        written += 1
      }
    }
  }
}
