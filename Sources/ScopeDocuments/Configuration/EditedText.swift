import ScopeValues

/// A file's bytes and the JSON in them, for changes that keep everything else as it stands.
struct EditedText {
  /// A piece of the file and what takes its place.
  struct Edit {
    var range: Range<Int>
    var text: String
  }

  let document: JSONDocument
  private let bytes: [UInt8]
  /// Positions do not count a byte order mark.
  private let markLength: Int

  init(bytes: [UInt8], document: JSONDocument) {
    self.bytes = bytes
    self.document = document
    markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The file with the edits made; edits at one place keep their order.
  func applying(_ edits: [Edit]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    for (_, edit) in edits.enumerated().sorted(by: {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }) {
      result += bytes[offset..<edit.range.lowerBound]
      result += Array(edit.text.utf8)
      offset = edit.range.upperBound
    }
    return result + bytes[offset...]
  }

  func range(of place: JSONPlace) -> Range<Int> {
    let range = document.range(of: place)
    let lower = min(range.start.byte + markLength, bytes.count)
    return lower..<max(lower, min(range.end.byte + markLength, bytes.count))
  }

  func bytes(at range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  /// The file's way to end a line.
  var newline: String {
    guard let feed = bytes.firstIndex(of: ASCII.lineFeed), feed > 0, bytes[feed - 1] == ASCII.carriageReturn else {
      return "\n"
    }
    return "\r\n"
  }

  /// The space before a place; nil where something else stands before it on its line.
  func indentation(before offset: Int) -> String? {
    let indent = lineIndentation(of: offset)
    return lineStart(of: offset) + indent.utf8.count == offset ? indent : nil
  }

  /// The space with which a place's line begins.
  func lineIndentation(of offset: Int) -> String {
    let line = bytes[lineStart(of: offset)..<offset]
    return String(decoding: line.prefix { $0 == ASCII.space || $0 == ASCII.tab }, as: UTF8.self)
  }

  private func lineStart(of offset: Int) -> Int {
    (bytes[..<offset].lastIndex(of: ASCII.lineFeed) ?? -1) + 1
  }

  /// Where a comma that follows ends, if one does, and where the line ends that holds nothing but comments after
  /// a place; where something else follows on the line, that is the place itself.
  func restOfLine(after offset: Int) -> (comma: Int?, lineEnd: Int) {
    var comma: Int?
    var lineEnd: Int?
    var index = offset
    scan: while index < bytes.count {
      switch bytes[index] {
      case ASCII.space, ASCII.tab, ASCII.carriageReturn: index += 1
      case ASCII.lineFeed:
        if lineEnd == nil { lineEnd = bytes[index - 1] == ASCII.carriageReturn ? index - 1 : index }
        index += 1
      case ASCII.comma where comma == nil:
        comma = index + 1
        index += 1
      case ASCII.slash: index = commentEnd(from: index)
      default: break scan
      }
    }
    return (comma, lineEnd ?? comma ?? offset)
  }

  private func commentEnd(from start: Int) -> Int {
    if start + 1 < bytes.count, bytes[start + 1] == ASCII.asterisk {
      var index = start + 2
      while index + 1 < bytes.count, bytes[index] != ASCII.asterisk || bytes[index + 1] != ASCII.slash { index += 1 }
      return min(index + 2, bytes.count)
    }
    return bytes[start...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
  }
}
