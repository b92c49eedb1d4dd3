import ScopeValues

/// Finds the requests in JSON, whatever envelope they came in.
enum RequestJSONReader {
  private static let methodNames: Set<String> = ["method", "httpmethod", "requestmethod", "verb"]
  private static let urlNames: Set<String> = ["url", "uri", "requesturi", "requesturl", "href"]

  /// Reads a text that begins at a place of the input.
  static func read(_ text: ArraySlice<UInt8>, at start: TextPosition, into list: inout RequestList) {
    var part = RequestList()
    read(text, into: &part)
    for var request in part.requests {
      request.position = request.position.moved(to: start)
      list.requests.append(request)
    }
    for var problem in part.problems {
      problem.position = problem.position.moved(to: start)
      list.problems.append(problem)
    }
  }

  /// - Returns: how many bytes were walked to tell where requests stand.
  @discardableResult
  static func read(_ text: ArraySlice<UInt8>, into list: inout RequestList) -> Int {
    var limits = JSONItemReader.Limits()
    limits.value = RequestReader.maximumSize
    var reader = JSONItemReader(limits: limits, read: readBytes(of: text))
    var walked = 0
    while true {
      do throws(JSONError) {
        guard let item = try reader.next() else { break }
        var places = PositionCursor(item.document)
        collect(item.document, item.document.root, &places, into: &list)
        walked += places.walked
      } catch {
        list.problems.append(RequestReader.problem(error.problem.sentence, error.problem.remedy, error.position))
      }
    }
    return walked
  }

  /// The members that say something about requests, by their names in small letters.
  private struct Members {
    var method: JSONPlace?
    var url: JSONPlace?
    var entity: JSONPlace?
    var action: JSONPlace?
    var envelope: [String: JSONPlace] = [:]

    init(_ document: JSONDocument, _ place: JSONPlace) {
      document.forEachMember(of: place) { key, value in
        let name = document.text(key).lowercased()
        if RequestJSONReader.methodNames.contains(name) { method = value }
        if RequestJSONReader.urlNames.contains(name) { url = value }
        if name == "entity" { entity = value }
        if name == "action" { action = value }
        if ["requests", "log", "entries", "request", "value", "body", "postdata"].contains(name) {
          envelope[name] = value
        }
      }
    }
  }

  private static func collect(
    _ document: JSONDocument, _ place: JSONPlace, _ places: inout PositionCursor, into list: inout RequestList
  ) {
    func refuse(_ message: String) {
      list.problems.append(
        RequestReader.problem(
          message,
          "Give each as {\"method\": \u{2026}, \"url\": \u{2026}} or {\"entity\": \u{2026}, \"action\": \u{2026}}.",
          places.position(of: place)))
    }
    switch document.kind(place) {
    case .array:
      for element in document.elements(of: place) { collect(document, element, &places, into: &list) }
    case .string:
      let position = places.position(of: place)
      guard let request = RequestReader.request(from: Array(document.text(place).utf8)[...], at: position) else {
        return refuse("expected a request, found a text that is none")
      }
      list.requests.append(request)
    case .object:
      let members = Members(document, place)
      if let log = members.envelope["log"] {
        recording(document, log, &places, into: &list)
      } else if members.method != nil || members.url != nil {
        request(document, place, members, &places, isFromTraffic: false, into: &list)
      } else if let name = document.string(members.entity), let action = document.string(members.action) {
        guard let entity = RequestReader.entity(name, action, at: places.position(of: place)) else {
          return refuse("expected an action on an entity: read, change, create, update or delete")
        }
        list.requests.append(entity)
      } else if let inner = members.envelope["requests"] ?? members.envelope["request"] ?? members.envelope["value"] {
        collect(document, inner, &places, into: &list)
      } else {
        refuse("expected a request, found an object without method and url")
      }
    default: refuse("expected a request, found \(document.kind(place).phrase)")
    }
  }

  /// A HAR recording (HTTP Archive 1.2): log.entries[].request.
  private static func recording(
    _ document: JSONDocument, _ log: JSONPlace, _ places: inout PositionCursor, into list: inout RequestList
  ) {
    guard let entries = Members(document, log).envelope["entries"] else {
      list.problems.append(
        RequestReader.problem(
          "a HAR recording without entries", "Record again and save it as HAR.", places.position(of: log)))
      return
    }
    for entry in document.elements(of: entries) {
      guard let place = Members(document, entry).envelope["request"] else { continue }
      request(document, place, Members(document, place), &places, isFromTraffic: true, into: &list)
    }
  }

  private static func request(
    _ document: JSONDocument, _ place: JSONPlace, _ members: Members, _ places: inout PositionCursor,
    isFromTraffic: Bool, into list: inout RequestList
  ) {
    let position = places.position(of: place)
    guard let word = document.string(members.method), let method = RequestReader.method(word) else {
      list.problems.append(
        RequestReader.problem("a request without a method that HTTP knows", "Give its method, such as GET.", position))
      return
    }
    guard let url = document.string(members.url), !url.isEmpty else {
      list.problems.append(RequestReader.problem("a request without a URL", "Give its url.", position))
      return
    }
    // A browser's question whether it may ask needs no permission.
    if isFromTraffic, method == "OPTIONS" || method == "CONNECT" { return }
    guard isBatch(url) else {
      list.requests.append(
        RecordedRequest(
          method: method, url: url, position: position, isFromTraffic: isFromTraffic, body: body(document, members)))
      return
    }
    let before = list.requests.count
    parts(document, members, &places, isFromTraffic: isFromTraffic, into: &list)
    if list.requests.count == before {
      list.problems.append(
        RequestReader.problem(
          "a $batch request without its parts",
          "Give the body with its requests: the envelope needs no permission itself.", position))
    }
  }

  /// What is said of the body: an object under body, or a text there or under a recording's postData.
  private static func body(_ document: JSONDocument, _ members: Members) -> StatedBody? {
    if let body = members.envelope["body"] {
      return document.string(body).map { StatedBody(text: $0) } ?? StatedBody(document, body)
    }
    guard let text = members.envelope["postdata"].flatMap({ document.member("text", of: $0) }) else { return nil }
    return document.string(text).flatMap { StatedBody(text: $0) }
  }

  private static func isBatch(_ url: String) -> Bool {
    url.prefix { $0 != "?" }.lowercased().hasSuffix("/$batch")
  }

  /// The parts of a batch: an object under body, or the text that a recording keeps under postData.
  private static func parts(
    _ document: JSONDocument, _ members: Members, _ places: inout PositionCursor, isFromTraffic: Bool,
    into list: inout RequestList
  ) {
    if let body = members.envelope["body"], document.kind(body) == .object,
      let requests = Members(document, body).envelope["requests"]
    {
      collect(document, requests, &places, into: &list)
      return
    }
    let posted = members.envelope["postdata"].flatMap { document.member("text", of: $0) } ?? members.envelope["body"]
    guard let posted, let text = document.string(posted) else { return }
    var inner = RequestList()
    read(Array(text.utf8)[...], into: &inner)
    // Places inside the posted text mean nothing to a reader: the recording's own place does.
    let position = places.position(of: posted)
    for var request in inner.requests {
      request.position = position
      request.isFromTraffic = isFromTraffic
      list.requests.append(request)
    }
  }
}

extension TextPosition {
  /// The place in the whole input of a place in a text that begins at `start`.
  fileprivate func moved(to start: TextPosition) -> TextPosition {
    TextPosition(
      line: start.line + line - 1, column: line == 1 ? start.column + column - 1 : column, byte: start.byte + byte)
  }
}
