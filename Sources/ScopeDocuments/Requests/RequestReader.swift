import ScopeValues

/// Reads requests from lines of `METHOD URL`, JSON lines and arrays, HAR recordings and `$batch` bodies.
package enum RequestReader {
  /// Bytes of one input; a longer one is not read.
  package static let maximumSize = 256 << 20

  /// What the input holds is recognised by its first character that is not a space.
  package static func read(_ read: @escaping ReadBytes) -> RequestList {
    var list = RequestList()
    var source = ByteSource(read)
    let bytes: [UInt8]
    do throws(ReadFailure) { bytes = try source.text(upTo: maximumSize + 1) } catch {
      list.problems.append(problem(error.reason, error.remedy, .start))
      return list
    }
    guard bytes.count <= maximumSize else {
      list.problems.append(
        problem(
          "the input is larger than \(maximumSize >> 20) MiB", "Split it, or fold logs of this size with --activity.",
          .start))
      return list
    }
    if let archive = Archive.recognise(bytes[...]) {
      list.problems.append(
        problem("this is \(archive.phrase)", "Unpack it first, and give the requests that it holds.", .start))
      return list
    }
    guard !bytes.prefix(4_096).contains(0) else {
      list.problems.append(problem("this is binary data", "Write one request a line, as text.", .start))
      return list
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    switch text.first(where: { ![ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn].contains($0) }) {
    case nil: break
    case ASCII.openBrace where isJSONLines(text): lines(text, into: &list)
    case ASCII.openBrace, ASCII.openBracket: RequestJSONReader.read(text, into: &list)
    default: lines(text, into: &list)
    }
    return list
  }

  /// The requests of a text that is in memory already.
  package static func read(_ text: [UInt8]) -> RequestList {
    read(readBytes(of: text))
  }

  // MARK: Lines

  /// Whether the first line is an object and another one follows on the next: a torn line then spoils only itself.
  private static func isJSONLines(_ text: ArraySlice<UInt8>) -> Bool {
    let lines = text.split(separator: ASCII.lineFeed, maxSplits: 64).lazy.map(\.trimmed).filter { !$0.isEmpty }.prefix(
      2)
    return lines.count == 2 && lines.allSatisfy { $0.first == ASCII.openBrace } && lines.first?.last == ASCII.closeBrace
  }

  private static func lines(_ text: ArraySlice<UInt8>, into list: inout RequestList) {
    var position = TextPosition.start
    for line in text.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      self.line(line, at: position, into: &list)
      position.line += 1
      position.byte += line.count + 1
    }
  }

  private static func line(_ line: ArraySlice<UInt8>, at start: TextPosition, into list: inout RequestList) {
    let trimmed = line.trimmed
    guard let first = trimmed.first, first != ASCII.number, !trimmed.starts(with: [ASCII.slash, ASCII.slash]) else {
      return
    }
    let position = start.advanced(over: line[..<trimmed.startIndex])
    if first == ASCII.openBrace || first == ASCII.quote {
      return RequestJSONReader.read(trimmed, at: position, into: &list)
    }
    guard let request = request(from: trimmed, at: position) ?? entity(from: trimmed, at: position) else {
      list.problems.append(
        problem(
          "expected a method and a URL, such as \u{201C}GET /users\u{201D}",
          "Write one request a line; lines that begin with # are comments.", position))
      return
    }
    list.requests.append(request)
  }

  /// A request from the text `METHOD URL`, which a comment after ` #` or a protocol version may follow.
  static func request(from text: ArraySlice<UInt8>, at position: TextPosition) -> RecordedRequest? {
    guard let space = text.firstIndex(where: { $0 == ASCII.space || $0 == ASCII.tab }) else { return nil }
    guard let method = method(String(decoding: text[..<space], as: UTF8.self)) else { return nil }
    // A space stands before it at the least: that of the method.
    var url = text[(space + 1)...]
    if let comment = url.indices.first(where: {
      url[$0] == ASCII.number && (text[$0 - 1] == ASCII.space || text[$0 - 1] == ASCII.tab)
    }) {
      url = url[..<comment]
    }
    url = url.trimmed
    if let version = url.lastIndex(of: ASCII.space), url[version...].starts(with: Array(" HTTP/".utf8)) {
      url = url[..<version].trimmed
    }
    if url.count > 1, let quote = url.first, quote == ASCII.quote || quote == ASCII.apostrophe, url.last == quote {
      url = url.dropFirst().dropLast()
    }
    guard !url.isEmpty else { return nil }
    return RecordedRequest(method: method, url: String(decoding: url, as: UTF8.self), position: position)
  }

  /// What can be done to an entity, in small letters.
  private static let entityActions: Set<String> = ["read", "change", "write", "create", "update", "delete"]

  /// An entity and what is done to it, from the text `ENTITY: ACTION`.
  private static func entity(from text: ArraySlice<UInt8>, at position: TextPosition) -> RecordedRequest? {
    guard let colon = text.lastIndex(of: ASCII.colon) else { return nil }
    return entity(
      String(decoding: text[..<colon].trimmed, as: UTF8.self),
      String(decoding: text[(colon + 1)...].trimmed, as: UTF8.self), at: position)
  }

  /// An entity and what is done to it; nil where the words cannot mean that, so that no stray text is repeated later.
  static func entity(_ name: String, _ action: String, at position: TextPosition) -> RecordedRequest? {
    guard !name.isEmpty, !action.isEmpty else { return nil }
    guard entityActions.contains(action.lowercased()) || name.lowercased() == "remote actions" else { return nil }
    return RecordedRequest(method: action, url: name, position: position, isEntity: true)
  }

  private static let methods: Set<String> = [
    "GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "MERGE",
  ]

  /// The method in capitals; nil for a word that is no method of HTTP.
  package static func method(_ word: String) -> String? {
    let method = word.uppercased()
    return methods.contains(method) ? method : nil
  }

  static func problem(_ message: String, _ remedy: String, _ position: TextPosition) -> DocumentProblem {
    DocumentProblem(message: message, remedy: remedy, position: position)
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces, tabs and carriage returns at both ends.
  fileprivate var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let byte = slice.first, byte == ASCII.space || byte == ASCII.tab || byte == ASCII.carriageReturn {
      slice.removeFirst()
    }
    while let byte = slice.last, byte == ASCII.space || byte == ASCII.tab || byte == ASCII.carriageReturn {
      slice.removeLast()
    }
    return slice
  }
}
