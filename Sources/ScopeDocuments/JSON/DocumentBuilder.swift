import ScopeValues

/// Makes a document of values that stand in other texts than JSON, so that everything that reads JSON reads them:
/// each value keeps the place at which it really stands.
package struct DocumentBuilder {
  private var bytes: [UInt8] = []
  private var nodes: [JSONNode] = []
  private var places: [MappedPlace] = []

  package init() {}

  /// Adds an object; `body` adds names and values in turn.
  package mutating func object(at place: MappedPlace, _ body: (inout DocumentBuilder) -> Void) {
    container(.object, ASCII.openBrace, ASCII.closeBrace, place, body)
  }

  /// Adds an array; `body` adds its elements.
  package mutating func array(at place: MappedPlace, _ body: (inout DocumentBuilder) -> Void) {
    container(.array, ASCII.openBracket, ASCII.closeBracket, place, body)
  }

  private mutating func container(
    _ kind: JSONKind, _ open: UInt8, _ close: UInt8, _ place: MappedPlace, _ body: (inout DocumentBuilder) -> Void
  ) {
    let index = nodes.count
    add(kind, [open], place)
    body(&self)
    bytes.append(close)
    nodes[index].end = UInt32(truncatingIfNeeded: bytes.count)
    nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  /// Adds the name of the member whose value is added next.
  package mutating func name(_ name: String, at place: MappedPlace) { quoted(.key, name, place) }

  package mutating func string(_ text: String, at place: MappedPlace) { quoted(.string, text, place) }

  /// Adds a value that is decided at run time.
  ///
  /// - Parameter name: what decides it, as it is written in the source.
  package mutating func runTimeValue(_ name: String, at place: MappedPlace) {
    quoted(.string, SourceMap.expressionStart + name.filter { $0 != "}" } + "}", place)
  }

  package mutating func number(_ number: String, at place: MappedPlace) { add(.number, Array(number.utf8), place) }

  package mutating func boolean(_ flag: Bool, at place: MappedPlace) {
    add(flag ? .true : .false, Array((flag ? "true" : "false").utf8), place)
  }

  package mutating func null(at place: MappedPlace) { add(.null, Array("null".utf8), place) }

  /// The text stands as it is: nodes know where it ends, so that nothing needs an escape.
  private mutating func quoted(_ kind: JSONKind, _ text: String, _ place: MappedPlace) {
    add(kind, [ASCII.quote] + Array(text.utf8) + [ASCII.quote], place)
  }

  private mutating func add(_ kind: JSONKind, _ token: [UInt8], _ place: MappedPlace) {
    let start = UInt32(truncatingIfNeeded: bytes.count)
    bytes += token
    let name =
      kind == .key
      ? token.withUnsafeBytes { MemberName.named(UnsafeRawBufferPointer(rebasing: $0.dropFirst().dropLast())) } : nil
    nodes.append(
      JSONNode(
        start: start, end: UInt32(truncatingIfNeeded: bytes.count), next: UInt32(truncatingIfNeeded: nodes.count + 1),
        kind: kind, hasEscapes: false, name: name))
    places.append(place)
  }

  /// The document of what was added: one value.
  package func finish() -> JSONDocument {
    guard !nodes.isEmpty else { return .empty }
    return JSONDocument(
      bytes: bytes, nodes: nodes, comments: [], originOffset: 0, origin: .start, pointerPrefix: "",
      sourceMap: SourceMap(places: places))
  }
}
