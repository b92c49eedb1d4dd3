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
  @inline(__always)
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
  ///
  /// The names are words that the compiler knows, so that a key costs one or two comparisons.
  @inline(__always)
  init?(_ token: JSONByteCursor.Token, in cursor: JSONByteCursor) {
    let name = cursor.folded(token)
    @inline(__always) func isNamed(_ column: Self) -> Bool { name == FoldedName.of(column.name) }
    let column: Self? =
      switch token.count {
      case 4: isNamed(.time) ? .time : isNamed(.type) ? .type : isNamed(.flow) ? .flow : nil
      case 5: isNamed(.appID) ? .appID : isNamed(.roles) ? .roles : isNamed(.calls) ? .calls : nil
      case 6: isNamed(.userID) ? .userID : isNamed(.scopes) ? .scopes : nil
      case 7: isNamed(.identityType) ? .identityType : isNamed(.records) ? .records : nil
      case 8: isNamed(.category) ? .category : isNamed(.lastSeen) ? .lastSeen : nil
      case 9: isNamed(.requestID) ? .requestID : isNamed(.firstSeen) ? .firstSeen : nil
      case 10:
        isNamed(.requestURI)
          ? .requestURI : isNamed(.properties) ? .properties : isNamed(.unreadable) ? .unreadable : nil
      case 13: isNamed(.requestMethod) ? .requestMethod : isNamed(.timeGenerated) ? .timeGenerated : nil
      case 18: isNamed(.statusCode) ? .statusCode : isNamed(.servicePrincipalID) ? .servicePrincipalID : nil
      default: nil
      }
    guard let column else { return nil }
    self = column
  }
}

/// Up to 24 bytes of a name as three words with letters in one case, for comparing names of one length.
enum FoldedName {
  typealias Words = (UInt64, UInt64, UInt64)

  /// - Parameter word: eight bytes from an offset on; of a shorter name its bytes, whatever follows them.
  @inline(__always)
  static func of(_ count: Int, _ word: (Int) -> UInt64) -> Words {
    let letters: UInt64 = 0x2020_2020_2020_2020
    guard count >= 8 else {
      return ((word(0) | letters) & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1), 0, 0)
    }
    let last = word(count &- 8) | letters
    return (word(0) | letters, count >= 16 ? word(8) | letters : last, last)
  }

  @inline(__always)
  static func of(_ name: StaticString) -> Words {
    let count = name.utf8CodeUnitCount
    return of(count) { offset in
      guard count < 8 else {
        return UInt64(
          littleEndian: UnsafeRawPointer(name.utf8Start).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      var word: UInt64 = 0
      for index in 0..<count {
        word |= UInt64(name.utf8Start[index]) &<< UInt64(truncatingIfNeeded: 8 &* index)
      }
      return word
    }
  }
}
