import ScopeValues

/// A piece of an activity log that holds whole records, and what a worker has to know to read it alone.
package struct ActivityWindow: Sendable {
  /// How the records stand in the bytes.
  enum Form: Sendable {
    /// JSON, one value a line.
    case lines
    /// JSON values with commas or space between them.
    case values
    /// JSON arrays, one a row, of the columns given.
    case rows([ActivityColumn?])
    /// Delimited text, one row a line, of the columns given.
    case delimited(separator: UInt8, [ActivityColumn?])
  }

  /// The records, and the padding that the scanner needs.
  var bytes: [UInt8]
  /// Bytes before the padding.
  var count: Int
  var form: Form
  /// What the reader had to leave out before these records.
  var faults: [ActivityFault] = []
  /// Line feeds before the records that belong to this window's share of the input.
  var firstLine = 0

  /// The text of a piece, its escapes resolved.
  package func withText<Result>(of span: ActivityCall.Span, _ body: (RawSpan) -> Result) -> Result {
    if span.hasEscapes {
      let text = Array(unescaped(span).utf8)
      return body(text.span.bytes)
    }
    return body(bytes.span.bytes.extracting(span.range))
  }

  /// Whether the URL is that of a batch, whose parts are recorded one by one.
  package func isBatchEnvelope(_ url: ActivityCall.Span) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let url = UnsafeRawBufferPointer(rebasing: bytes[url.range])
      // Where nothing in it may be a dollar sign, which is nearly always, the path's end need not be looked for.
      guard url.contains(ASCII.dollar) else { return false }
      let path = url.prefix { $0 != ASCII.question }
      return path.suffix(7).elementsEqual("/$batch".utf8) { $0 == $1 || $0 | 0x20 == $1 && $1 >= UInt8(ascii: "a") }
    }
  }

  package func text(of span: ActivityCall.Span) -> String {
    span.hasEscapes ? unescaped(span) : String(decoding: bytes[span.range], as: UTF8.self)
  }

  private func unescaped(_ span: ActivityCall.Span) -> String {
    if case .delimited = form {
      // A quote within quotes is written twice.
      var text: [UInt8] = []
      var index = span.range.lowerBound
      while index < span.range.upperBound {
        text.append(bytes[index])
        index += bytes[index] == ASCII.quote ? 2 : 1
      }
      return String(decoding: text, as: UTF8.self)
    }
    return JSONEscapes.resolve(bytes[span.range])
  }
}
