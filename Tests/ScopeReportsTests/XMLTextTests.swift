import Foundation
import ScopeValues
import Testing

@testable import ScopeReports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What is written as XML is well formed for a strict parser, and says the same as before.
@Suite struct XMLTextTests {
  /// A parser's view of one element: an attribute "a", and its text.
  private final class Reader: NSObject, XMLParserDelegate {
    var attribute = ""
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { attribute = attributes["a"] ?? "" }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func read(_ text: String) throws -> Reader {
    let bytes = XMLWriter.fragment { xml in xml.element("t", [("a", text)], text: text) }
    let reader = Reader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(decoding: bytes, as: UTF8.self).prefix(200))")
    return reader
  }

  /// Every scalar of the first plane and the beginning of the others, between two letters.
  @Test(arguments: Array(0...16))
  func everyScalarIsShownOrNamed(plane: UInt32) throws {
    let last: UInt32 = plane == 0 ? 0xFFFF : 0x3FF
    let scalars = (0...last).compactMap { Unicode.Scalar(plane << 16 | $0) }
    let text = scalars.map { "a\($0)b" }.joined()
    let expected = scalars.map { scalar in
      let isNamed = scalar.isUnsafe && scalar != "\n" && scalar != "\t"
      return isNamed ? "a\\u{\(String(scalar.value, radix: 16, uppercase: true))}b" : "a\(scalar)b"
    }.joined()
    let reader = try read(text)
    #expect(reader.text == expected)
    #expect(reader.attribute == expected)
  }

  @Test(arguments: ["", "]]>", "<!--", "&amp;", "\"'", "<?xml?>", "\u{0}", "a\u{0}b", "\u{1F680}"])
  func markupIsText(text: String) throws {
    let expected = text.replacing("\u{0}", with: "\\u{0}")
    let reader = try read(text)
    #expect(reader.text == expected && reader.attribute == expected)
  }

  /// What is written without libxml2 is what libxml2 would have written.
  @Test(arguments: Array(0...16))
  func everyScalarIsEscapedAsLibxml2Does(plane: UInt32) {
    let last: UInt32 = plane == 0 ? 0x27FF : 0x3F
    for value in 0...last {
      guard let scalar = Unicode.Scalar(plane << 16 | value) else { continue }
      for text in ["\(scalar)", "eight by\(scalar)", "\(scalar) and nine letters"] {
        var bytes = ByteBuffer()
        bytes.append(attribute: text)
        #expect(bytes.array == XMLWriter.escapedAttribute(text), "\(scalar.debugDescription)")
        bytes.removeAll()
        bytes.append(content: text)
        #expect(bytes.array == XMLWriter.escaped(text), "\(scalar.debugDescription)")
      }
    }
  }

  @Test(arguments: [false, true]) func patternIsCutAtItsGaps(isChild: Bool) {
    let pattern = XMLPattern(isChild: isChild) { xml in
      xml.element("a", [("b", XMLPattern.gap)]) {
        xml.element("c", text: XMLPattern.gap)
        xml.element(XMLPattern.child)
      }
    }
    var bytes = ByteBuffer()
    for gap in 0...3 {
      pattern.write(before: gap, to: &bytes)
      bytes.append(text: "[\(gap)]")
    }
    let expected =
      isChild
      ? " <a b=\"[0]\">\n  <c>[1]</c>\n [2] </a>\n[3]" : "<a b=\"[0]\">\n <c>[1]</c>\n[2]</a>\n[3]"
    #expect(bytes.text == expected)
  }

  @Test func openingIsTheTagAlone() {
    let opening = String(decoding: XMLWriter.opening("root", [("name", "a/b>")]), as: UTF8.self)
    #expect(opening == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<root name=\"a/b&gt;\">\n")
  }
}
