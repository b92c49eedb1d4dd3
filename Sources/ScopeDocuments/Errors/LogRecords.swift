import ScopeValues

/// The records of a log in JSON, one request each: a line of one's own logging, of MicrosoftGraphActivityLogs, of
/// Application Insights, of the Elastic Common Schema.
struct LogRecords {
  /// One request and what came of it.
  struct Record {
    var request: StatedRequest
    var status: Int
    /// The record's own text.
    var text: ArraySlice<UInt8>
  }

  /// In the order of the text.
  private(set) var records: [Record] = []
  /// What stands between records, such as the body of an answer on a line of its own.
  private(set) var rest: [UInt8] = []

  /// Names of members, in small letters; a dot stands where a logger has flattened what it nests.
  private static let addresses: Set<String> = [
    "url", "uri", "requesturl", "requesturi", "request_url", "request_uri", "full", "original", "url.full",
    "url.original", "http.url", "path", "url.path", "http.target", "endpoint", "data",
  ]
  private static let methods: Set<String> = [
    "method", "requestmethod", "request_method", "httpmethod", "http_method", "http.method", "http.request.method",
    "verb",
  ]
  private static let statuses: Set<String> = [
    "status", "statuscode", "status_code", "responsestatuscode", "response_status_code", "resultcode", "httpstatus",
    "httpstatuscode", "http_status", "http.status_code", "http.response.status_code",
  ]
  private static let deepest = 3

  init(_ pieces: [JSONPieces.Piece], of text: ArraySlice<UInt8>) {
    var start = text.startIndex
    for piece in pieces {
      let document = piece.document
      let found = Self.list(document).compactMap { Self.record(document, $0) }
      guard !found.isEmpty else { continue }
      records += found
      rest += text[start..<piece.range.lowerBound]
      start = piece.range.upperBound
    }
    rest += text[start...]
  }

  /// The objects of a piece that may be records: itself, the elements of an array, or those of its one list.
  private static func list(_ document: JSONDocument) -> [JSONPlace] {
    if document.kind(document.root) == .array { return document.elements(of: document.root) }
    let lists = document.members(of: document.root).map(\.value).filter { document.kind($0) == .array }
    guard lists.count == 1, record(document, document.root) == nil else { return [document.root] }
    return document.elements(of: lists[0])
  }

  private static func record(_ document: JSONDocument, _ place: JSONPlace) -> Record? {
    guard document.kind(place) == .object,
      let status = first(statuses, document, place, deepest, read: { number(document, $0) }),
      let url = first(addresses, document, place, deepest, read: { address(document, $0) })
    else { return nil }
    let method = first(methods, document, place, deepest) { value -> String? in
      let text = document.string(value)?.uppercased()
      return text.flatMap { StatedMethod.all.contains($0) ? $0 : nil }
    }
    return Record(request: StatedRequest(method: method, url: url), status: status, text: document.content(place))
  }

  private static func number(_ document: JSONDocument, _ value: JSONPlace) -> Int? {
    let number = document.integer(value) ?? document.string(value).flatMap { Int($0) }
    return number.flatMap { 100..<600 ~= $0 ? $0 : nil }
  }

  private static func address(_ document: JSONDocument, _ value: JSONPlace) -> String? {
    document.string(value).flatMap { $0.hasPrefix("https://") || $0.hasPrefix("/") ? $0 : nil }
  }

  /// The first member with one of the names whose value can be read, those of the object itself before nested ones.
  private static func first<Value>(
    _ names: Set<String>, _ document: JSONDocument, _ place: JSONPlace, _ depth: Int, read: (JSONPlace) -> Value?
  ) -> Value? {
    let members = document.members(of: place)
    for (key, value) in members where names.contains(document.text(key).lowercased()) {
      if let found = read(value) { return found }
    }
    guard depth > 0 else { return nil }
    for (_, value) in members where document.kind(value) == .object {
      if let found = first(names, document, value, depth - 1, read: read) { return found }
    }
    return nil
  }
}
