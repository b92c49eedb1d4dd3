import ScopeValues

/// Objects of an input's array that stand in memory one after another, cut apart and not looked into, so that reading
/// goes on while another thread looks.
package struct JSONRun: Sendable {
  /// The window of the input that holds them.
  let bytes: [UInt8]
  /// Where each stands in the window.
  let ranges: [Range<Int>]
  /// Where in the window the value ends that comes before them.
  let start: Int
  /// The place in the array of the first.
  let ordinal: Int
  /// An index in the window at or before the first, and its position.
  let originOffset: Int
  let origin: TextPosition
  let maximumDepth: Int
  let nodeEstimate: Int

  /// Calls `body` with each value in turn, until it returns false or a value comes that is more or less than JSON.
  ///
  /// - Returns: how many values `body` accepted; ``JSONItemReader`` has to read the others, and says what is wrong.
  func read(_ body: (JSONItem) -> Bool) -> Int {
    var (origin, originOffset, estimate) = (origin, originOffset, nodeEstimate)
    for (index, range) in ranges.enumerated() {
      origin = origin.advanced(over: bytes[originOffset..<range.lowerBound])
      originOffset = range.lowerBound
      guard let nodes = nodes(range, reserving: estimate) else { return index }
      estimate = max(estimate, nodes.count)
      let document = JSONDocument(
        bytes: bytes, nodes: nodes, comments: [], originOffset: originOffset, origin: origin,
        pointerPrefix: "/\(ordinal + index)")
      guard body(JSONItem(document: document, isElement: true)) else { return index }
    }
    return ranges.count
  }

  /// The tape of one value; nil where it is not JSON by the letter, or ends elsewhere than it seemed to.
  private func nodes(_ range: Range<Int>, reserving capacity: Int) -> [JSONNode]? {
    bytes.withUnsafeBytes { buffer in
      var parser = JSONParser(
        bytes: UnsafeRawBufferPointer(rebasing: buffer[..<range.upperBound]), from: range.lowerBound,
        mayContinue: false, maximumDepth: maximumDepth, reserving: capacity)
      guard (try? parser.parseValue()) != nil, parser.offset == range.upperBound, parser.comments.isEmpty,
        parser.firstTrailingComma == nil
      else { return nil }
      return parser.nodes
    }
  }
}

extension JSONItemReader {
  /// Cuts the objects that come next in the input's array, as far as they stand whole in the window, and goes on after
  /// them; nil where the next value is another one, which ``next()`` reads.
  package mutating func run(upTo count: Int) -> JSONRun? {
    guard state == .afterElement else { return nil }
    let start = window.offset
    var ranges: [Range<Int>] = []
    window.bytes.withUnsafeBytes { buffer in
      var parser = JSONParser(bytes: buffer, from: start, mayContinue: true, maximumDepth: limits.depth, reserving: 0)
      while ranges.count < count, parser.skip(to: ASCII.comma), parser.skip(to: ASCII.openBrace) {
        let first = parser.offset - 1
        parser.offset = first
        guard parser.skipObject() else { break }
        ranges.append(first..<parser.offset)
      }
    }
    guard let last = ranges.last else { return nil }
    let run = JSONRun(
      bytes: window.bytes, ranges: ranges, start: start, ordinal: ordinal, originOffset: window.originOffset,
      origin: window.origin,
      maximumDepth: limits.depth, nodeEstimate: nodeEstimate)
    window.offset = last.upperBound
    window.advanceOrigin()
    ordinal += ranges.count
    return run
  }

  /// Goes back to the values of a run from one of them on; nothing but runs may have been read since.
  package mutating func goBack(to run: JSONRun, from index: Int) {
    window.offset = index == 0 ? run.start : run.ranges[index - 1].upperBound
    window.returnOrigin(to: run.originOffset, at: run.origin)
    ordinal = run.ordinal + index
  }
}
