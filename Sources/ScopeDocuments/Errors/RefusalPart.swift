import ScopeValues

/// The part of a longer recording that was refused: one entry of a HAR file or of a log, one answer of a batch.
struct RefusalPart {
  /// The answer as a transcript: status line, headers, body.
  var text: [UInt8]
  var request: StatedRequest?
  /// The names in the request's body.
  var requestMembers: [String] = []
  var origin: ServiceError.Part
  /// The value of the request's Authorization header, or what may hold it.
  var authorization: [UInt8]?

  /// The refused part of a text that records several; nil where it records none.
  ///
  /// - Parameter text: the text that the pieces stand in.
  static func find(in pieces: [JSONPieces.Piece], of text: ArraySlice<UInt8>) -> RefusalPart? {
    for piece in pieces {
      let document = piece.document
      if let log = document.member("log", of: document.root), let entries = document.member("entries", of: log) {
        return entry(document, entries)
      }
    }
    return batch(pieces) ?? record(LogRecords(pieces, of: text))
  }

  // MARK: Logs

  /// The refused one of several records, with what stands beside records; one alone is read like any other body.
  private static func record(_ log: LogRecords) -> RefusalPart? {
    let statuses = log.records.map(\.status)
    guard statuses.count > 1, let index = chosen(statuses) else { return nil }
    var part = RefusalPart(
      text: Array("HTTP/1.1 \(statuses[index])\n\n".utf8) + log.records[index].text + [ASCII.lineFeed] + log.rest,
      request: log.records[index].request,
      origin: .init(kind: .recording, name: String(index + 1), count: statuses.count))
    part.origin.refused = statuses.count { $0 >= 400 }
    part.authorization = Array(log.records[index].text)
    return part
  }

  // MARK: HAR

  /// HTTP Archive 1.2: log.entries[] with request and response.
  private static func entry(_ document: JSONDocument, _ entries: JSONPlace) -> RefusalPart? {
    let all = document.elements(of: entries)
    let statuses = all.map { entry in
      document.member("response", of: entry).flatMap { document.integer(document.member("status", of: $0)) } ?? 0
    }
    guard let index = chosen(statuses) else { return nil }
    let entry = all[index]
    var part = RefusalPart(text: [], origin: .init(kind: .recording, name: String(index + 1), count: all.count))
    part.origin.refused = statuses.count { $0 >= 400 }
    if let request = document.member("request", of: entry),
      let url = document.string(document.member("url", of: request))
    {
      let method = document.string(document.member("method", of: request))?.uppercased()
      part.request = StatedRequest(method: method, url: url)
      let posted = document.member("postData", of: request).flatMap { document.string(document.member("text", of: $0)) }
      if let posted { part.requestMembers = RequestMembers.names(in: Array(posted.utf8)[...]) }
      part.authorization = header("authorization", document, request).map { Array($0.utf8) }
    }
    guard let response = document.member("response", of: entry) else { return part }
    var text = "HTTP/1.1 \(statuses[index])\n"
    for header in document.member("headers", of: response).map(document.elements) ?? [] {
      let name = document.string(document.member("name", of: header)) ?? ""
      let value = document.string(document.member("value", of: header)) ?? ""
      text += "\(name): \(value.prefix(2_000))\n"
    }
    if let content = document.member("content", of: response),
      let body = document.string(document.member("text", of: content))
    {
      let isEncoded = document.string(document.member("encoding", of: content)) == "base64"
      text += "\n" + (isEncoded ? ErrorBase64.text(body) ?? "" : body)
    }
    part.text = Array(text.utf8)
    return part
  }

  private static func header(_ name: String, _ document: JSONDocument, _ message: JSONPlace) -> String? {
    for header in document.member("headers", of: message).map(document.elements) ?? []
    where document.string(document.member("name", of: header))?.lowercased() == name {
      return document.string(document.member("value", of: header))
    }
    return nil
  }

  // MARK: Batch

  /// The answers of a `$batch` call, and the requests where they are there as well, joined by id.
  private static func batch(_ pieces: [JSONPieces.Piece]) -> RefusalPart? {
    for piece in pieces {
      let document = piece.document
      // Some tools wrap the answer in a body.
      let holder =
        document.member("responses", of: document.root) != nil
        ? document.root : document.member("body", of: document.root)
      guard let holder, let answers = document.member("responses", of: holder), document.kind(answers) == .array
      else { continue }
      let all = document.elements(of: answers)
      let statuses = all.map { document.integer(document.member("status", of: $0)) ?? 0 }
      guard let index = chosen(statuses) else { return nil }
      let id = identifier(document, all[index]) ?? String(index + 1)
      var part = RefusalPart(text: [], origin: .init(kind: .batch, name: id, count: all.count))
      part.origin.refused = statuses.count { $0 >= 400 }
      var text = Array("HTTP/1.1 \(statuses[index])\n\n".utf8)
      if let body = document.member("body", of: all[index]) { text += document.content(body) }
      part.text = text
      part.join(pieces, id: id)
      return part
    }
    return nil
  }

  private mutating func join(_ pieces: [JSONPieces.Piece], id: String) {
    for piece in pieces {
      let document = piece.document
      let list = document.member("requests", of: document.root) ?? document.root
      for request in document.elements(of: list) where Self.identifier(document, request) == id {
        guard let url = document.string(document.member("url", of: request)) else { continue }
        self.request = StatedRequest(
          method: document.string(document.member("method", of: request))?.uppercased(), url: url)
        if let body = document.member("body", of: request) {
          requestMembers = document.members(of: body).map { document.text($0.name) }
        }
        return
      }
    }
  }

  private static func identifier(_ document: JSONDocument, _ place: JSONPlace) -> String? {
    guard let id = document.member("id", of: place) else { return nil }
    return document.kind(id) == .string || document.kind(id) == .number ? String(document.text(id).prefix(40)) : nil
  }

  /// The index of the status that asks for an explanation: a refusal before any other failure.
  private static func chosen(_ statuses: [Int]) -> Int? {
    statuses.firstIndex { $0 == 403 || $0 == 401 } ?? statuses.firstIndex { $0 >= 400 }
  }
}
