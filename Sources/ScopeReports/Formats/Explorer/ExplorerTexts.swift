import ScopeValues

/// Control characters that JSON never holds, between the parts of a spooled line.
enum ExplorerMark {
  static let text: UInt8 = 1
  static let choice: UInt8 = 2
  static let or: UInt8 = 3
}

/// Writes the spooled lines of the explorer's entries, each text that they share once.
struct ExplorerTexts {
  /// How many texts are kept, and the longest that is; so the table stays small whatever the input.
  private static let capacity = 1 << 16
  private static let longest = 600

  /// Whether all is written that is known; otherwise what only one finding needs is left out.
  let isWhole: Bool
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var texts: [[UInt8]] = []

  init(isWhole: Bool) { self.isWhole = isWhole }

  /// The line's JSON, in which a number stands for a shared text, safe inside of a script element.
  mutating func json(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count)
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case ExplorerMark.choice:
        let end = line[(index + 1)...].firstIndex(of: ExplorerMark.choice) ?? line.endIndex
        let middle = line[index..<end].firstIndex(of: ExplorerMark.or) ?? end
        bytes += json(isWhole ? line[(index + 1)..<middle] : line[min(middle + 1, end)..<end])
        index = end
      case ExplorerMark.text:
        let end = line[(index + 1)...].firstIndex(of: ExplorerMark.text) ?? line.endIndex
        appendText(line[(index + 1)..<end], to: &bytes)
        index = end
      case ASCII.less: bytes += Array("\\u003c".utf8)
      default: bytes.append(line[index])
      }
      index += 1
    }
    return bytes
  }

  private mutating func appendText(_ quoted: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let text = Self.escaped(quoted)
    if let number = numbers[text] {
      bytes += Array(String(number).utf8)
    } else if texts.count < Self.capacity, text.count <= Self.longest {
      bytes += Array(String(texts.count).utf8)
      numbers[text] = texts.count
      texts.append(text)
    } else {
      bytes += text
    }
  }

  /// JSON in which no element begins.
  static func escaped(_ json: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in json { if byte == ASCII.less { bytes.append(contentsOf: "\\u003c".utf8) } else { bytes.append(byte) } }
    return bytes
  }
}
