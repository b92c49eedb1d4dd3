import CLibXML2

/// Writes XML through libxml2, after filtering the characters that XML 1.0 forbids: libxml2 does not.
struct XMLWriter {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  /// The document that `body` writes; nil where libxml2 has no memory.
  static func document(_ body: (XMLWriter) -> Void) -> String? {
    guard let buffer = xmlBufferCreate() else { return nil }
    defer { xmlBufferFree(buffer) }
    guard let writer = xmlNewTextWriterMemory(buffer, 0) else { return nil }
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, "  ")
    xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)
    body(XMLWriter(buffer: buffer, writer: writer))
    xmlTextWriterEndDocument(writer)
    xmlFreeTextWriter(writer)
    guard let content = xmlBufferContent(buffer) else { return nil }
    return String(cString: content)
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
    var legal = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A: legal.unicodeScalars.append(scalar)
      case 0x00..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
        legal += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: legal.unicodeScalars.append(scalar)
      }
    }
    return legal
  }
}
