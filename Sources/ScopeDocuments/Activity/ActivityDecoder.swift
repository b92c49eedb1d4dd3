import ScopeValues

/// The columns of one record, as tokens.
struct ActivityRecord {
  private var tokens = InlineArray<21, JSONByteCursor.Token>(repeating: JSONByteCursor.Token())
  /// Whether the object held records instead of being one.
  var isEnvelope = false

  subscript(column: ActivityColumn) -> JSONByteCursor.Token {
    get { tokens[Int(column.rawValue)] }
    set { tokens[Int(column.rawValue)] = newValue }
  }
}

/// Turns the columns of a record into a call.
struct ActivityDecoder {
  let bytes: UnsafeBufferPointer<UInt8>
  let cursor: JSONByteCursor
  let isDelimited: Bool

  /// How many records an engine could not use, where the row says that and stands for no call.
  func unreadable(_ record: ActivityRecord) -> Int? {
    guard has(record[.unreadable]), let count = number(record[.unreadable]), count > 0 else { return nil }
    return count
  }

  /// The call; nil where it cannot be used.
  func call(_ record: ActivityRecord, _ problem: inout ActivityProblem?) -> ActivityCall? {
    for column in [ActivityColumn.category, .type] where has(record[column]) {
      guard equals(record[column], "microsoftgraphactivitylogs") else {
        problem = .wrongTable
        return nil
      }
    }
    guard has(record[.appID]), has(record[.requestMethod]), has(record[.requestURI]), has(record[.statusCode]) else {
      problem = .missingColumn
      return nil
    }
    guard let appID = guid(record[.appID]) else {
      problem = .badIdentifier
      return nil
    }
    guard let status = number(record[.statusCode]), status < 1_000,
      let count = has(record[.calls]) ? number(record[.calls]) : 1, count > 0
    else {
      problem = .badNumber
      return nil
    }
    guard areEscapesSound(record[.requestURI]), areEscapesSound(record[.roles]), areEscapesSound(record[.scopes]) else {
      problem = .notJSON
      return nil
    }
    let isDelegated = isDelegated(record)
    let ownTime = has(record[.timeGenerated]) ? record[.timeGenerated] : record[.time]
    let first = moment(has(record[.firstSeen]) ? record[.firstSeen] : ownTime, &problem)
    let last = has(record[.lastSeen]) ? moment(record[.lastSeen], &problem) : first
    var requestKey: UInt64 = 0
    if has(record[.requestID]) {
      if let id = guid(record[.requestID]) {
        requestKey = Self.mixed(id)
      } else {
        problem = .badRequestIdentifier
      }
    }
    let grants = span(record[isDelegated ? .scopes : .roles])
    return ActivityCall(
      appID: appID, isDelegated: isDelegated, method: method(record[.requestMethod]), status: UInt16(status),
      requestKey: requestKey, first: first, last: last, count: count, url: span(record[.requestURI]),
      grants: grants, grantsKey: grants.range.isEmpty ? 0 : cursor.hash(of: grants.range))
  }

  /// An id's bits spread over one word; never zero, which is no id.
  private static func mixed(_ id: GUID) -> UInt64 {
    var word = id.high ^ (id.low &* 0x9E37_79B9_7F4A_7C15)
    word = (word ^ word >> 32) &* 0xD6E8_FEB8_6659_FD93
    return max(word ^ word >> 32, 1)
  }

  /// With a user the call is delegated; the application id of the caller says the opposite only without one.
  private func isDelegated(_ record: ActivityRecord) -> Bool {
    if has(record[.flow]) { return equals(record[.flow], "delegated") }
    if has(record[.userID]) { return true }
    if has(record[.servicePrincipalID]) { return false }
    if has(record[.identityType]) { return equals(record[.identityType], "user") }
    return has(record[.scopes]) && !has(record[.roles])
  }

  // MARK: Tokens

  private func span(_ token: JSONByteCursor.Token) -> ActivityCall.Span {
    token.isString
      ? .init(range: token.range, hasEscapes: token.kind == .escapedString) : .init(range: 0..<0, hasEscapes: false)
  }

  /// Whether the record states the column: null, an empty text and no column at all say nothing.
  private func has(_ token: JSONByteCursor.Token) -> Bool {
    switch token.kind {
    case .missing, .container: false
    case .literal: bytes[Int(token.start)] != UInt8(ascii: "n")
    case .string, .escapedString: token.count > 0
    }
  }

  /// Whether the text is `name` in any letter case; `name` has small letters.
  private func equals(_ token: JSONByteCursor.Token, _ name: StaticString) -> Bool {
    cursor.spells(token, name)
  }

  private func number(_ token: JSONByteCursor.Token) -> Int? {
    guard token.count > 0, token.count < 16 else { return nil }
    var value = 0
    for at in token.range {
      guard bytes[at].isASCIIDigit else { return nil }
      value = value * 10 + Int(bytes[at] - 0x30)
    }
    return value
  }

  private func method(_ token: JSONByteCursor.Token) -> ActivityCall.Method {
    switch token.count {
    case 3: equals(token, "get") ? .get : equals(token, "put") ? .put : .other
    case 4: equals(token, "post") ? .post : .other
    case 5: equals(token, "patch") ? .patch : .other
    case 6: equals(token, "delete") ? .delete : .other
    default: .other
    }
  }

  /// The 36 characters of an id; nil where they are no id.
  private func guid(_ token: JSONByteCursor.Token) -> GUID? {
    guard token.kind == .string, token.count == 36 else { return nil }
    return cursor.guid(at: Int(token.start))
  }

  private func moment(_ token: JSONByteCursor.Token, _ problem: inout ActivityProblem?) -> Int? {
    guard has(token) else { return nil }
    guard let seconds = ActivityTime.seconds(in: bytes, token.range) else {
      problem = .badDate
      return nil
    }
    return seconds
  }

  /// Whether every escape is one that JSON knows, so that it can be resolved.
  private func areEscapesSound(_ token: JSONByteCursor.Token) -> Bool {
    guard token.kind == .escapedString, !isDelimited else { return true }
    return JSONEscapes.areSound(bytes[token.range])
  }
}
