import ScopeDocuments
import Testing

/// Reads a text in pieces of `piece` bytes, as a slow pipe would deliver it.
private func items(of text: [UInt8], piece: Int = 7, limits: JSONItemReader.Limits = .init()) -> (
  items: [JSONItem], errors: [JSONError]
) {
  var rest = text[...]
  var reader = JSONItemReader(limits: limits) { buffer throws(ReadFailure) in
    let part = rest.prefix(min(buffer.count, piece))
    buffer.copyBytes(from: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
  var items: [JSONItem] = []
  var errors: [JSONError] = []
  while true {
    do throws(JSONError) {
      guard let item = try reader.next() else { break }
      items.append(item)
    } catch {
      errors.append(error)
      if errors.count > 20 { break }
    }
  }
  return (items, errors)
}

@Test(arguments: [1, 2, 3, 7, 64, 4096])
func readsElementsWhateverTheWindow(window: Int) {
  var limits = JSONItemReader.Limits()
  limits.window = window
  let text = Array("[{\"a\": \"x\"},\n {\"a\": \"\u{1F600}y\"}, 12, null]\n{\"b\": [1, 2]}".utf8)
  let (items, errors) = items(of: text, piece: 3, limits: limits)
  #expect(errors.isEmpty)
  #expect(items.count == 5)
  let second = items[1].document
  let value = second.member("a", of: second.root)
  #expect(value.map { second.text($0) } == "\u{1F600}y")
  #expect(value.map { second.pointer(to: $0) } == "/1/a")
  #expect(value.map { second.position(of: $0) } == TextPosition(line: 2, column: 8, byte: 20))
}

@Test(arguments: [
  ("", JSONProblem.empty, 1, 1), ("{\"a\": 01}", .invalidNumber, 1, 7),
  ("{\"a\" 1}", .unexpected(byte: 0x31, expected: .colon), 1, 6),
  ("[1, 2", .endsInside(.array, openedAt: .start), 1, 6), ("{\"a\": \"x\n\"}", .controlCharacter(10), 1, 9),
  ("- appId: x", .foreign(.yaml), 1, 1), ("- name: x\n  y: 1", .foreign(.yaml), 1, 1),
  ("nope", .foreign(.prose), 1, 1), ("<html>", .foreign(.markup), 1, 1), ("{\"a\": NaN}", .invalidLiteral, 1, 7),
])
func saysWhatIsWrongAndWhere(text: String, problem: JSONProblem, line: Int, column: Int) {
  let (_, errors) = items(of: Array(text.utf8))
  #expect(errors.first?.problem == problem)
  #expect(errors.first?.position.line == line)
  #expect(errors.first?.position.column == column)
}

@Test func boundsDepth() {
  let (_, errors) = items(of: [UInt8](repeating: 0x5B, count: 100_000), piece: 65_536)
  #expect(errors.first?.problem == .tooDeep(limit: 512))
}

@Test func goesOnAfterABrokenLine() {
  let (items, errors) = items(of: Array("{\"a\":1}\n{\"a\":}\n{\"a\":3}\n".utf8))
  #expect(items.count == 2)
  #expect(errors.count == 1)
  #expect(errors.first?.position.line == 2)
}
