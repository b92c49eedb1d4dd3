import CLibXML2

/// Writes XML through libxml2, after filtering the characters that XML 1.0 forbids: libxml2 does not.
struct XMLWriter {
  private let writer: xmlTextWriterPtr

  /// The elements that `body` writes, indented as children of a root; empty where libxml2 has no memory.
  static func fragment(_ body: (XMLWriter) -> Void) -> [UInt8] {
    guard let buffer = xmlBufferCreate() else { return [] }
    defer { xmlBufferFree(buffer) }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else { return [] }
    defer { xmlFreeTextWriter(writer) }
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, " ")
    body(XMLWriter(writer: writer))
    xmlTextWriterFlush(writer)
    guard let content = xmlBufferContent(buffer) else { return [] }
    return Array(UnsafeRawBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }

  /// The XML declaration and the opening tag of a document's root.
  ///
  /// libxml2 closes an element without content by itself, so the tag is what stands before its slash.
  static func opening(_ root: String, _ attributes: [(String, String)]) -> [UInt8] {
    let empty = fragment { $0.element(root, attributes) }
    let tag = empty.lastIndex(of: 0x2F).map { empty[..<$0] } ?? []
    return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + tag + Array(">\n".utf8)
  }

  func element(_ name: String, _ attributes: [(String, String)] = [], text: String? = nil, _ body: () -> Void = {}) {
    xmlTextWriterStartElement(writer, name)
    for (key, value) in attributes { xmlTextWriterWriteAttribute(writer, key, Self.legal(value)) }
    if let text { xmlTextWriterWriteString(writer, Self.legal(text)) }
    body()
    xmlTextWriterEndElement(writer)
  }

  /// The text with every character that XML 1.0 forbids, and every control and bidi mark, made visible.
  static func legal(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { utf8 in utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    if isPlain { return text }
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
