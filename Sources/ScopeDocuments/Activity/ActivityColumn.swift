import ScopeValues

/// The columns of MicrosoftGraphActivityLogs that folding needs, and those of a reduction that an engine made of it.
enum ActivityColumn: UInt8, CaseIterable, Sendable {
  case time, timeGenerated, category, type, appID, userID, servicePrincipalID, identityType
  case requestID, requestMethod, requestURI, statusCode, roles, scopes
  /// Only in a reduction: how many calls a row stands for, when the first and last were, and on whose behalf.
  case calls, firstSeen, lastSeen, flow
  /// Only in a reduction: how many records the engine could not use; such a row stands for no call.
  case unreadable
  /// Not columns but where they are.
  case properties, records

  /// The column's name in small letters.
  var name: StaticString {
    switch self {
    case .time: "time"
    case .timeGenerated: "timegenerated"
    case .category: "category"
    case .type: "type"
    case .appID: "appid"
    case .userID: "userid"
    case .servicePrincipalID: "serviceprincipalid"
    case .identityType: "c_idtyp"
    case .requestID: "requestid"
    case .requestMethod: "requestmethod"
    case .requestURI: "requesturi"
    case .statusCode: "responsestatuscode"
    case .roles: "roles"
    case .scopes: "scopes"
    case .calls: "calls"
    case .firstSeen: "firstseen"
    case .lastSeen: "lastseen"
    case .flow: "flow"
    case .unreadable: "unreadable"
    case .properties: "properties"
    case .records: "records"
    }
  }

  /// The column with a name in any letter case.
  init?(_ name: some StringProtocol) {
    let wanted = name.lowercased()
    guard let column = Self.allCases.first(where: { $0.name.description == wanted }) else { return nil }
    self = column
  }

  /// The column with a name in any letter case, from its length and bytes.
  @inline(__always)
  init?(_ token: JSONByteCursor.Token, in cursor: JSONByteCursor) {
    let candidates = ActivityColumnNames.byLength(Int(token.count))
    guard candidates != 0 else { return nil }
    let folded = cursor.folded(token)
    guard let column = ActivityColumnNames.column(folded, among: candidates) else { return nil }
    self = column
  }
}

/// The names of the columns as words with letters in one case, so that a key costs one or two comparisons.
private enum ActivityColumnNames {
  typealias Folded = (UInt64, UInt64, UInt64)

  /// A bit for each column whose name has the length.
  @inline(__always)
  static func byLength(_ count: Int) -> UInt32 {
    switch count {
    case 4: 1 << ActivityColumn.time.bit | 1 << ActivityColumn.type.bit | 1 << ActivityColumn.flow.bit
    case 5: 1 << ActivityColumn.appID.bit | 1 << ActivityColumn.roles.bit | 1 << ActivityColumn.calls.bit
    case 6: 1 << ActivityColumn.userID.bit | 1 << ActivityColumn.scopes.bit
    case 7: 1 << ActivityColumn.records.bit | 1 << ActivityColumn.identityType.bit
    case 8: 1 << ActivityColumn.category.bit | 1 << ActivityColumn.lastSeen.bit
    case 9: 1 << ActivityColumn.requestID.bit | 1 << ActivityColumn.firstSeen.bit
    case 10:
      1 << ActivityColumn.requestURI.bit | 1 << ActivityColumn.properties.bit | 1 << ActivityColumn.unreadable.bit
    case 13: 1 << ActivityColumn.requestMethod.bit | 1 << ActivityColumn.timeGenerated.bit
    case 18: 1 << ActivityColumn.statusCode.bit | 1 << ActivityColumn.servicePrincipalID.bit
    default: 0
    }
  }

  private static let folded: [Folded] = ActivityColumn.allCases.map { column in
    var words: [UInt64] = [0, 0, 0]
    for (index, byte) in column.name.description.utf8.enumerated() {
      words[index / 8] |= UInt64(byte | 0x20) << UInt64(8 * (index % 8))
    }
    return (words[0], words[1], words[2])
  }

  @inline(__always)
  static func column(_ name: Folded, among candidates: UInt32) -> ActivityColumn? {
    var rest = candidates
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      if folded[index] == name { return ActivityColumn(rawValue: UInt8(truncatingIfNeeded: index)) }
      rest &= rest &- 1
    }
    return nil
  }
}

extension ActivityColumn {
  fileprivate var bit: UInt32 { UInt32(rawValue) }
}
