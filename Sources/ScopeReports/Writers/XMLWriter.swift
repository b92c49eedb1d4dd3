import CLibXML2
import ScopeValues

/// Writes XML through libxml2, after filtering the characters that XML 1.0 forbids: libxml2 does not.
struct XMLWriter {
  private let writer: xmlTextWriterPtr

  /// The elements that `body` writes, indented as children of a root; empty where libxml2 has no memory.
  static func fragment(_ body: (XMLWriter) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, body)
    return bytes
  }

  /// Appends the elements that `body` writes; nothing where libxml2 has no memory.
  static func append(to bytes: inout [UInt8], _ body: (XMLWriter) -> Void) {
    withUnsafeMutablePointer(to: &bytes) { target in
      let write: xmlOutputWriteCallback = { target, bytes, count in
        target?.assumingMemoryBound(to: [UInt8].self).pointee.append(
          contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        return count
      }
      guard let buffer = xmlOutputBufferCreateIO(write, nil, target, nil) else { return }
      // The writer owns the buffer, and empties it into the array when it is freed.
      guard let writer = xmlNewTextWriter(buffer) else {
        xmlOutputBufferClose(buffer)
        return
      }
      defer { xmlFreeTextWriter(writer) }
      xmlTextWriterSetIndent(writer, 1)
      xmlTextWriterSetIndentString(writer, " ")
      body(XMLWriter(writer: writer))
    }
  }

  /// The XML declaration and the opening tag of a document's root.
  ///
  /// libxml2 closes an element without content by itself, so the tag is what stands before its slash.
  static func opening(_ root: StaticString, _ attributes: [(StaticString, String)]) -> [UInt8] {
    let empty = fragment { xml in xml.element(root, attributes) {} }
    let tag = empty.lastIndex(of: ASCII.slash).map { empty[..<$0] } ?? []
    return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + tag + Array(">\n".utf8)
  }

  func element(
    _ name: StaticString, _ attributes: [(StaticString, String)] = [], text: String? = nil, _ body: () -> Void = {}
  ) {
    start(name)
    for (key, value) in attributes { attribute(key, XMLText(value)) }
    if let text { string(XMLText(text)) }
    body()
    end()
  }

  @inline(__always)
  func start(_ name: StaticString) { xmlTextWriterStartElement(writer, name.utf8Start) }

  @inline(__always)
  func attribute(_ name: StaticString, _ value: borrowing XMLText) {
    value.bytes.withUnsafeBufferPointer { _ = xmlTextWriterWriteAttribute(writer, name.utf8Start, $0.baseAddress) }
  }

  @inline(__always)
  func string(_ text: borrowing XMLText) {
    text.bytes.withUnsafeBufferPointer { _ = xmlTextWriterWriteString(writer, $0.baseAddress) }
  }

  /// What libxml2 makes of the value of an attribute.
  static func escapedAttribute(_ text: String) -> [UInt8] {
    let element = fragment { xml in xml.element("t", [("a", text)]) }
    // Between <t a=" and "/> and a line feed.
    return element.count > 10 ? Array(element[6..<element.count - 4]) : []
  }

  /// What libxml2 makes of a text inside of an element.
  static func escaped(_ text: String) -> [UInt8] {
    let element = fragment { xml in xml.element("t", text: text) }
    // Between <t> and </t> and a line feed.
    return element.count > 8 ? Array(element[3..<element.count - 5]) : []
  }

  @inline(__always)
  func end() { xmlTextWriterEndElement(writer) }
}

/// Text that XML 1.0 allows, ended by a zero as libxml2 wants it.
struct XMLText: Sendable {
  fileprivate private(set) var bytes: [UInt8]

  /// Every character that XML forbids, and every control and bidirectional mark, becomes visible.
  init(_ text: String) {
    var text = text
    bytes = text.withUTF8 { utf8 in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(utf8.count + 1)
      if Self.isLegal(utf8) {
        bytes.append(contentsOf: utf8)
      } else {
        Self.appendLegal(String(decoding: utf8, as: UTF8.self), to: &bytes)
      }
      bytes.append(0)
      return bytes
    }
  }

  /// Whether a text is printable ASCII, tabs and line feeds, eight bytes at a time where it has none of these two.
  private static func isLegal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    var index = 0
    while index < bytes.count {
      if index &+ 8 <= bytes.count {
        if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).unprintable == 0 {
          index &+= 8
          continue
        }
      }
      let byte = bytes[index]
      guard byte >= ASCII.space && byte < 0x7F || byte == ASCII.lineFeed || byte == ASCII.tab else { return false }
      index &+= 1
    }
    return true
  }

  private static func appendLegal(_ text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      if scalar.isUnsafe, scalar != "\n", scalar != "\t" {
        bytes.append(text: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}")
      } else if scalar.isASCII {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        UTF8.encode(scalar).map { bytes.append(contentsOf: $0) }
      }
    }
  }
}
