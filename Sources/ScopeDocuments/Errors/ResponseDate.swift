import ScopeValues

extension Timestamp {
  /// Reads the date of a response: RFC 3339 with or without its offset or its T (one published example has none),
  /// or the date of an HTTP header (RFC 9110 §5.6.7) such as "Tue, 24 Nov 2026 05:30:35 GMT".
  init?(response text: some StringProtocol) {
    if let date = Timestamp(exported: text) ?? Self.http(text) {
      self = date
      return
    }
    guard text.utf8.count > 10 else { return nil }
    self.init(exported: text.prefix(10) + "T" + text.dropFirst(10))
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func http(_ text: some StringProtocol) -> Timestamp? {
    let parts = Substring(text).split { $0 == " " }
    guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2,
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    return Timestamp(rfc3339: "\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
  }
}
