import ScopeValues

/// An application that is set aside as the text it was read from, and read again when it is asked for.
///
/// What is known of an application takes five times the memory of its text, and ten times that of its packed text.
package struct PackedApplication: Sendable {
  private let text: [UInt8]
  /// Bytes of the text before it was packed.
  private let count: Int
  private let origin: TextPosition
  private let pointerPrefix: String

  /// Nil for what is not the whole of its document, or no JSON by the letter: that has to be kept as it was read.
  package init?(_ application: Application, _ packer: TextPacker) {
    guard let text = application.wholeText, let packed = packer.pack(text) else { return nil }
    self.text = packed
    count = text.count
    origin = application.document.position(of: application.place)
    pointerPrefix = application.document.pointerPrefix
  }

  /// The text; nil where it cannot be had back, which cannot be.
  package func text(_ packer: TextPacker) -> [UInt8]? { packer.unpack(text, count: count) }

  /// The application by its text; nil where that is none any more, which cannot be.
  package func read(_ text: [UInt8]) -> Application? {
    guard let document = JSONDocument(element: text, at: origin, pointerPrefix: pointerPrefix) else { return nil }
    let reader = RegistrationReader.read(JSONItem(document: document, isElement: true))
    return reader.applications.count == 1 ? reader.applications[0] : nil
  }
}

extension Application {
  /// The text that the application was read from, where that is an object by itself.
  package var wholeText: ArraySlice<UInt8>? {
    guard place == document.root, document.sourceMap == nil, document.comments.isEmpty,
      document.kind(place) == .object
    else { return nil }
    let text = document.content(place)
    // A text may leave the braces around its members out.
    return text.first == ASCII.openBrace && text.last == ASCII.closeBrace ? text : nil
  }
}

extension JSONDocument {
  /// The document of an object that stands at a position of its input; nil where it is no JSON.
  convenience init?(element bytes: [UInt8], at origin: TextPosition, pointerPrefix: String) {
    let nodes: [JSONNode]? = bytes.withUnsafeBytes { buffer in
      var parser = JSONParser(
        bytes: buffer, from: 0, mayContinue: false, maximumDepth: JSONItemReader.Limits().depth,
        reserving: bytes.count / 12)
      guard (try? parser.parseValue()) != nil, parser.offset == bytes.count else { return nil }
      return parser.nodes
    }
    guard let nodes else { return nil }
    self.init(bytes: bytes, nodes: nodes, comments: [], originOffset: 0, origin: origin, pointerPrefix: pointerPrefix)
  }
}
