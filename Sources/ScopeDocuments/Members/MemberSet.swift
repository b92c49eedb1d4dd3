extension JSONDocument {
  /// The name that a member goes by, if a registration is read by it.
  @inline(__always)
  func memberName(_ key: JSONPlace) -> MemberName? { nodes[Int(key.node)].name }

  /// The value of the last member that goes by `name`.
  func member(_ name: MemberName, of place: JSONPlace) -> JSONPlace? {
    var found: JSONPlace?
    forEachMember(of: place) { key, value in
      if memberName(key) == name { found = value }
    }
    return found
  }
}

/// A set of member names.
struct MemberBits {
  private var low: UInt128 = 0
  private var high: UInt128 = 0

  /// Adds a name; false where it is in the set already.
  @inline(__always)
  mutating func insert(_ name: MemberName) -> Bool {
    let bit = UInt128(1) << UInt128(name.rawValue & 127)
    if name.rawValue < 128 {
      defer { low |= bit }
      return low & bit == 0
    }
    defer { high |= bit }
    return high & bit == 0
  }

  func has(_ name: MemberName) -> Bool {
    (name.rawValue < 128 ? low : high) & UInt128(1) << UInt128(name.rawValue & 127) != 0
  }
}

/// The members of one object by name, gathered in one pass.
struct MemberSet {
  private var bits = MemberBits()
  /// The first name that stands twice.
  private(set) var repeated: JSONPlace?

  init(_ document: JSONDocument, _ place: JSONPlace) {
    document.forEachMember(of: place) { key, _ in
      guard let name = document.memberName(key), !bits.insert(name) else { return }
      if repeated == nil { repeated = key }
    }
  }

  func has(_ name: MemberName) -> Bool { bits.has(name) }
  func hasAny(_ names: MemberName...) -> Bool { names.contains(where: has) }
}
