package import ScopeValues

/// A file of suppressions as it is written: which findings are accepted, why, by whom and until when.
package struct SuppressionFile: Sendable {
  package var path: String
  package let document: JSONDocument
  package var entries: [SuppressionEntry] = []
  /// Where the list stands.
  let list: JSONPlace

  /// The name that is used where none is given.
  package static let name = "scopeaudit.suppressions.json"

  /// Digits of a fingerprint that suffice.
  package static let shortFingerprint = 16

  /// Whether a text is a fingerprint, or the beginning of one that suffices.
  package static func isFingerprint(_ text: String) -> Bool {
    [shortFingerprint, 32].contains(text.utf8.count) && text.utf8.allSatisfy { $0.hexadecimalValue != nil }
  }

  /// Letters that a reason has to have: fewer explain nothing.
  package static let shortestReason = 10

  /// - Throws: ``ConfigurationError`` at the first thing that is not understood.
  package init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
    self.path = path
    let object = try ObjectReader(bytes, path: path, names: ["$schema", "suppressions"])
    document = object.document
    _ = try object.string("$schema")
    guard let list = object["suppressions"] else {
      throw object.error(
        at: object.place, "the list \u{201C}suppressions\u{201D} is missing", "Write { \"suppressions\": [] }.")
    }
    self.list = list
    for place in try object.elements("suppressions") {
      entries.append(try SuppressionEntry(document, place, path: path))
    }
  }

  package func error(at place: JSONPlace, _ message: String, _ remedy: String) -> ConfigurationError {
    ConfigurationError(path: path, position: document.position(of: place), message: message, remedy: remedy)
  }
}

/// One accepted finding, or all findings of a rule on an application.
package struct SuppressionEntry: Sendable {
  package var place: JSONPlace
  /// 32 hexadecimal digits in lower case, or the first 16 of them.
  package var fingerprint: String?
  package var rule: String?
  package var rulePlace: JSONPlace?
  package var appId: String?
  /// A permission, an address, a credential: what the finding is about.
  package var subject: String?
  package var reason: String
  package var owner: String?
  package var ticket: String?
  package var expiry: Expiry
  /// Where the date stands.
  package var expiryPlace: JSONPlace?

  /// Until when an entry counts.
  package enum Expiry: Hashable, Sendable {
    case never
    /// Up to the end of the day in UTC; here is its beginning.
    case day(Timestamp)
    /// Not a date, so that nobody knows; that counts as over.
    case malformed(String)

    package init(_ text: String) {
      let isDate = text.utf8.count == 10
      self = (isDate ? Timestamp(rfc3339: text + "T00:00:00Z") : nil).map(Self.day) ?? .malformed(text)
    }

    package func isOver(at now: Timestamp) -> Bool {
      switch self {
      case .never: false
      case .day(let start): now.seconds(since: start) >= 86_400
      case .malformed: true
      }
    }
  }

  private static let keys = [
    "fingerprint", "rule", "appId", "subject", "reason", "owner", "created", "ticket", "approvedBy", "expires",
  ]

  init(_ document: JSONDocument, _ place: JSONPlace, path: String) throws(ConfigurationError) {
    let object = try ObjectReader(document, place, path: path, names: Self.keys)
    self.place = place
    fingerprint = try object.string("fingerprint")?.lowercased()
    rule = try object.string("rule")
    rulePlace = object["rule"]
    appId = try object.string("appId")?.lowercased()
    subject = try object.string("subject")
    owner = try object.string("owner")
    ticket = try object.string("ticket")
    _ = try object.string("approvedBy")
    expiry = try object.string("expires").map(Expiry.init) ?? .never
    expiryPlace = object["expires"]
    let reason = try object.string("reason") ?? ""
    self.reason = reason
    guard reason.count(where: { !$0.isWhitespace }) >= SuppressionFile.shortestReason else {
      throw object.error(
        at: object["reason"] ?? place,
        "a suppression needs a reason of \(SuppressionFile.shortestReason) letters or more",
        "Say why the finding is acceptable.")
    }
    if let fingerprint, !SuppressionFile.isFingerprint(fingerprint) {
      throw object.error(
        at: object["fingerprint"] ?? place, "a fingerprint has 12 or 32 hexadecimal digits",
        "Copy it from a text or JSON report.")
    }
    guard fingerprint != nil || rule != nil && appId != nil else {
      throw object.error(
        at: place, "a suppression names a fingerprint, or a rule and an appId", "Add what is missing.")
    }
    if let created = try object.string("created"), case .malformed = Expiry(created) {
      throw object.error(
        at: object["created"] ?? place, "created is not a date", "Write it as 2026-08-24.")
    }
  }
}
