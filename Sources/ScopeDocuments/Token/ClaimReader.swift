import ScopeValues

/// Reads single claims out of JSON of any shape, and remarks on what is odd.
struct ClaimReader {
  /// How Entra writes a list.
  enum ListForm {
    case spaceSeparated, array
    /// Numbers separated by spaces.
    case numbers
  }

  let document: JSONDocument
  var remarks = TokenRemarks()

  /// The longest `value` that an app role or scope may have is 120 characters; there are longer ones elsewhere.
  private static let entryLimit = 250
  private static let textLimit = 1_024

  private var places: [String: JSONPlace] = [:]
  /// The claims that stand twice, without their last values.
  private var repeated: [(name: String, place: JSONPlace)] = []

  init(document: JSONDocument) {
    self.document = document
    for (name, value) in document.members(of: document.root) {
      let name = document.text(name)
      guard let earlier = places.updateValue(value, forKey: name) else { continue }
      repeated.append((name, earlier))
      remarks.add(.duplicate(.claims))
    }
  }

  /// The names of all claims.
  var names: Set<String> { Set(places.keys) }

  /// The value of a claim; the last one where it stands twice.
  private func place(_ claim: String) -> JSONPlace? { places[claim] }

  private mutating func remarkKind(_ claim: String, _ place: JSONPlace) {
    let kind = document.kind(place)
    remarks.add(kind == .null ? .null(claim: claim) : .oddKind(claim: claim, found: kind.phrase))
  }

  /// A string claim; nil where it is absent, empty or something else.
  mutating func text(_ claim: String) -> String? {
    guard let place = place(claim) else { return nil }
    guard let text = document.string(place) else {
      remarkKind(claim, place)
      return nil
    }
    guard !text.isEmpty else {
      remarks.add(.emptyClaim(claim))
      return nil
    }
    guard text.utf8.count <= Self.textLimit else {
      remarks.add(.oversizedEntry(claim: claim))
      return nil
    }
    return text
  }

  mutating func guid(_ claim: String) -> GUID? {
    guard let text = text(claim) else { return nil }
    guard let guid = GUID(text) else {
      remarks.add(.oddText(claim: claim, expected: "an id"))
      return nil
    }
    return guid
  }

  /// A small whole number, written as a string or as a number.
  mutating func number(_ claim: String) -> Int? {
    guard let place = place(claim) else { return nil }
    switch document.kind(place) {
    case .number: return document.integer(place)
    case .string:
      if let number = Int(document.text(place)) { return number }
      remarks.add(.oddText(claim: claim, expected: "a number"))
      return nil
    default:
      remarkKind(claim, place)
      return nil
    }
  }

  /// "1.0" or "2.0".
  mutating func version(_ claim: String) -> String? {
    guard let place = place(claim) else { return nil }
    switch document.kind(place) {
    case .string: break
    case .number: remarkKind(claim, place)
    default:
      remarkKind(claim, place)
      return nil
    }
    switch document.text(place) {
    case "1.0", "1": return "1.0"
    case "2.0", "2": return "2.0"
    default:
      remarks.add(.oddText(claim: claim, expected: "1.0 or 2.0"))
      return nil
    }
  }

  /// The audience; a list of them where RFC 7519 (section 4.1.3) allows one.
  mutating func audiences(_ claim: String) -> [String] {
    guard let place = place(claim) else { return [] }
    guard document.kind(place) == .array else { return text(claim).map { [$0] } ?? [] }
    remarkKind(claim, place)
    let list = document.elements(of: place).compactMap { document.string($0) }
      .filter { !$0.isEmpty && $0.utf8.count <= Self.textLimit }
    if list.count > 1 { remarks.add(.severalAudiences(list.count)) }
    if list.isEmpty { remarks.add(.emptyClaim(claim)) }
    return list
  }

  /// The entries of a list claim once each, whether it is one text or an array of texts.
  mutating func words(_ claim: String, as form: ListForm) -> [TokenClaims.Entry] {
    guard let place = place(claim) else { return [] }
    // Programs differ in which one they read: what either of them holds is held.
    let all = repeated.filter { $0.name == claim }.map(\.place) + [place]
    return unique(all.flatMap { words(claim, at: $0, as: form) }, of: claim)
  }

  private mutating func words(_ claim: String, at place: JSONPlace, as form: ListForm) -> [TokenClaims.Entry] {
    var entries: [TokenClaims.Entry] = []
    switch document.kind(place) {
    case .string:
      if form == .array { remarkKind(claim, place) }
      entries = split(document.text(place), place: place)
    case .array:
      if form != .array { remarkKind(claim, place) }
      for element in document.elements(of: place) {
        switch document.kind(element) {
        case .string: entries += split(document.text(element), place: element)
        case .number where form == .numbers: entries.append(.init(name: document.text(element), place: element))
        default: remarks.add(.oddElement(claim: claim, found: document.kind(element).phrase))
        }
      }
    case .number where form == .numbers:
      remarkKind(claim, place)
      entries = [.init(name: document.text(place), place: place)]
    default: remarkKind(claim, place)
    }
    let isEmptyText = document.kind(place) == .string || document.kind(place) == .array
    if entries.isEmpty, isEmptyText { remarks.add(.emptyClaim(claim)) }
    return entries
  }

  /// The entries of a list: separated by spaces in a token, by commas or plus signs where somebody copied them out of an
  /// address or a table, and with the resource in front where they were copied out of a request.
  private func split(_ text: String, place: JSONPlace) -> [TokenClaims.Entry] {
    text.split { $0.isWhitespace || $0 == "," || $0 == "+" }.map { .init(name: String(Self.bare($0)), place: place) }
  }

  /// A scope without the address of Microsoft Graph: https://graph.microsoft.com/User.Read.
  private static func bare(_ scope: Substring) -> Substring {
    guard let prefix = ["https://graph.microsoft.com/", "https://graph.microsoft.us/"].first(where: scope.hasPrefix),
      scope.count > prefix.count
    else { return scope }
    return scope.dropFirst(prefix.count)
  }

  private mutating func unique(_ entries: [TokenClaims.Entry], of claim: String) -> [TokenClaims.Entry] {
    var seen: Set<String> = []
    return entries.filter { entry in
      guard entry.name.utf8.count <= Self.entryLimit else {
        remarks.add(.oversizedEntry(claim: claim))
        return false
      }
      let isNew = seen.insert(entry.name).inserted
      if !isNew { remarks.add(.repeatedEntry(claim: claim)) }
      return isNew
    }
  }

  /// A NumericDate (RFC 7519, section 2); also where it is written as text, RFC 3339 or milliseconds.
  mutating func time(_ claim: String) -> Timestamp? {
    guard let place = place(claim) else { return nil }
    switch document.kind(place) {
    case .number: break
    case .string:
      remarkKind(claim, place)
      if let time = Timestamp(rfc3339: document.text(place)) { return time }
    default:
      remarkKind(claim, place)
      return nil
    }
    let text = document.text(place)
    guard text.utf8.count <= 64, let seconds = Int64(text).map(Double.init) ?? Double(text) else {
      remarks.add(.oddText(claim: claim, expected: "a time"))
      return nil
    }
    if seconds >= 0, let time = Timestamp(secondsSince1970: seconds) { return time }
    if seconds >= 1e11, let time = Timestamp(secondsSince1970: seconds / 1_000), seconds < 1e14 {
      remarks.add(.milliseconds(claim: claim))
      return time
    }
    remarks.add(.timeOutOfRange(claim: claim))
    return nil
  }

  /// Whether two claims are the same text.
  func haveSameText(_ first: String, _ second: String) -> Bool {
    guard let left = document.string(place(first)), let right = document.string(place(second)) else { return false }
    return !left.isEmpty && left == right
  }
}
