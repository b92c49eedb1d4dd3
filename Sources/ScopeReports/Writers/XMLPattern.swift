import ScopeValues

/// Elements that libxml2 wrote once, cut where something goes that differs from one time to the next.
struct XMLPattern: Sendable {
  /// Stands for an attribute's value or a text.
  static let gap = "{}"
  /// The element that stands for others.
  static let child: StaticString = "gap"

  /// What stands before, between and after the gaps.
  private let pieces: [[UInt8]]

  /// - Parameters:
  ///   - isChild: whether the elements are indented as children of others.
  ///   - body: writes elements with gaps.
  init(isChild: Bool = false, _ body: (XMLWriter) -> Void) {
    let gaps = [Array(Self.gap.utf8), Array(" <\(Self.child)/>\n".utf8)]
    var pieces: [[UInt8]] = [[]]
    var rest = XMLWriter.fragment { xml in if isChild { xml.element("a") { body(xml) } } else { body(xml) } }[...]
    // <a> and </a>, each with a line feed.
    if isChild { rest = rest.dropFirst(4).dropLast(5) }
    while let byte = rest.first {
      if let gap = gaps.first(where: { rest.starts(with: $0) }) {
        pieces.append([])
        rest.removeFirst(gap.count)
      } else {
        pieces[pieces.count - 1].append(byte)
        rest.removeFirst()
      }
    }
    self.pieces = pieces
  }

  /// Appends what stands before a gap, or after the last one.
  ///
  /// - Parameter gap: counted from zero.
  func write(before gap: Int, to bytes: inout ByteBuffer) { bytes.append(pieces[gap]) }
}

extension ByteBuffer {
  /// Appends the value of an attribute; libxml2 escapes what needs it.
  mutating func append(attribute text: String) {
    if !append(plain: text) { append(XMLWriter.escapedAttribute(text)) }
  }

  /// Appends the text of an element; libxml2 escapes what needs it.
  mutating func append(content text: String) {
    if !append(plain: text) { append(XMLWriter.escaped(text)) }
  }

  /// Appends a text of printable ASCII that neither place escapes; false, and nothing, where it is none.
  private mutating func append(plain text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.isPlainInXML else { return false }
      append(UnsafeRawBufferPointer(utf8))
      return true
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text is printable ASCII without quotes, ampersands and angle brackets, eight bytes at a time.
  fileprivate var isPlainInXML: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var index = 0
    while index &+ 8 <= bytes.count {
      if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).holdsMarkup { return false }
      index &+= 8
    }
    while index < bytes.count {
      // In all places of a word, the others of which hold nothing else.
      if (UInt64(bytes[index]) &* .ones).holdsMarkup { return false }
      index &+= 1
    }
    return true
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is a control, a quote, an ampersand, an angle bracket, DEL or not ASCII.
  @inline(__always)
  fileprivate var holdsMarkup: Bool {
    // A quote is 0x22 and an ampersand 0x26, the brackets are 0x3C and 0x3E: each pair differs in one bit.
    unprintable | matching(ASCII.ampersand, without: 4) | matching(ASCII.greater, without: 2) != 0
  }
}
