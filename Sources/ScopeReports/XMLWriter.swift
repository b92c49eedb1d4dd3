import CLibXML2

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
    guard let buffer = xmlBufferCreateSize(1 << 15) else { return }
    defer { xmlBufferFree(buffer) }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else { return }
    defer { xmlFreeTextWriter(writer) }
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, " ")
    body(XMLWriter(writer: writer))
    xmlTextWriterFlush(writer)
    guard let content = xmlBufferContent(buffer) else { return }
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }

  /// The XML declaration and the opening tag of a document's root.
  ///
  /// libxml2 closes an element without content by itself, so the tag is what stands before its slash.
  static func opening(_ root: StaticString, _ attributes: [(StaticString, String)]) -> [UInt8] {
    let empty = fragment { xml in xml.element(root, attributes) {} }
    let tag = empty.lastIndex(of: 0x2F).map { empty[..<$0] } ?? []
    return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + tag + Array(">\n".utf8)
  }

  func element(_ name: StaticString, _ attributes: [(StaticString, String)] = [], text: String? = nil, _ body: () -> Void = {}) {
    start(name)
    for (key, value) in attributes { attribute(key, XMLText(value)) }
    if let text { XMLText(text).bytes.withUnsafeBufferPointer { _ = xmlTextWriterWriteString(writer, $0.baseAddress) } }
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
  func end() { xmlTextWriterEndElement(writer) }
}

/// Text that XML 1.0 allows, ended by a zero as libxml2 wants it.
struct XMLText: Sendable {
  fileprivate private(set) var bytes: [UInt8]

  /// Every character that XML forbids, and every control and bidirectional mark, becomes visible.
  init(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    bytes = Array((isPlain ? text : Self.legal(text)).utf8)
    bytes.append(0)
  }

  /// A whole number that is not negative.
  init(decimal value: Int) {
    bytes = []
    bytes.append(decimal: value)
    bytes.append(0)
  }

  var isEmpty: Bool { bytes.count == 1 }

  /// Becomes two texts one after the other, in the memory that it has.
  @inline(__always)
  mutating func set(_ first: XMLText, _ second: XMLText) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: first.bytes)
    bytes.removeLast()
    bytes.append(contentsOf: second.bytes)
  }

  private static func legal(_ text: String) -> String {
    var legal = ""
    for scalar in text.unicodeScalars {
      if scalar.isUnsafe, scalar != "\n", scalar != "\t" {
        legal += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        legal.unicodeScalars.append(scalar)
      }
    }
    return legal
  }
}
