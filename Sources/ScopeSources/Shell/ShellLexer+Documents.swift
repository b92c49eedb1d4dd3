import ScopeValues

// Here-documents.
extension ShellLexer {
  func isDocumentEnd(_ delimiter: [UInt8], _ stripsTabs: Bool) -> Bool {
    guard input.offset == 0 || input.bytes[input.offset - 1] == ASCII.lineFeed else { return false }
    var offset = input.offset
    if stripsTabs { while offset < input.bytes.count, input.bytes[offset] == ASCII.tab { offset += 1 } }
    guard offset + delimiter.count <= input.bytes.count else { return false }
    for index in delimiter.indices where input.bytes[offset + index] != delimiter[index] { return false }
    let after = offset + delimiter.count
    return after == input.bytes.count || input.bytes[after] == ASCII.lineFeed
      || input.bytes[after] == ASCII.carriageReturn
  }

  mutating func endDocument() {
    let start = input.offset
    input.skipLine()
    writer.close(.textClose, start, input.offset)
    frames.removeLast()
    isCommandStart = true
    // The line's end ended the command already.
    input.offset = min(input.offset + 1, input.bytes.count)
  }

  mutating func documentPiece(_ delimiter: [UInt8], _ stripsTabs: Bool) {
    var start = input.offset
    func flush(_ writer: inout TokenWriter) { if input.offset > start { writer.add(.text, start, input.offset) } }
    while !input.isAtEnd {
      if isDocumentEnd(delimiter, stripsTabs) {
        flush(&writer)
        endDocument()
        return nextDocument()
      }
      switch input.peek() {
      case ASCII.backslash:
        flush(&writer)
        escape()
        start = input.offset
      case ASCII.dollar:
        flush(&writer)
        return dollar()
      case ASCII.backtick:
        flush(&writer)
        return openFrame(1, until: ASCII.backtick)
      default: input.offset += 1
      }
    }
    flush(&writer)
  }
}
