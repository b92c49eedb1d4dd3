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
      case 0x0A:
        line += 1
        index += 1
      case 0x7B, 0x5B:
        depth += 1
        index += 1
      case 0x7D, 0x5D:
        depth -= 1
        index += 1
        if depth < cellDepth { finish() }
      case 0x22:
        let start = line
        let text = string()
        skipSpace()
        if index < bytes.count, bytes[index] == 0x3A {
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
    while index < bytes.count, bytes[index].isSpace || bytes[index] == 0x0D {
      if bytes[index] == 0x0A { line += 1 }
      index += 1
    }
  }

  /// A string without its quotes; the file's place moves behind it.
  private mutating func string() -> [UInt8] {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != 0x22 {
      guard bytes[index] == 0x5C, index + 1 < bytes.count else {
        if bytes[index] == 0x0A { line += 1 }
        text.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case 0x6E: text.append(0x0A)
      case 0x72: break
      case 0x74: text.append(0x09)
      case 0x75:
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
      for part in text.split(separator: 0x0A, omittingEmptySubsequences: false) where !part.isEmpty {
        while written < number {
          result.append(0x0A)
          written += 1
        }
        if let first = part.first, first == 0x25 || first == 0x21 { continue }
        result += part
        // A cell whose text is one string goes on below its line.
        result.append(0x0A)
        written += 1
      }
    }
  }
}
