import ScopeValues

extension MemberName {
  /// Finds the name that `bytes` spell in any letter case.
  static func named(_ bytes: UnsafeRawBufferPointer) -> MemberName? {
    table.find(bytes)
  }

  private static let table = MemberNameTable(
    allCases.flatMap { name in name.spellings.map { (name, $0) } })
}

/// An open-addressing table over the names' first and last eight bytes with the letter case folded away.
private struct MemberNameTable: Sendable {
  private struct Slot: Sendable {
    var hash: UInt64 = 0
    var spelling: StaticString = ""
    var name: MemberName?
  }

  private static let size = 1024
  private var slots = [Slot](repeating: Slot(), count: size)

  init(_ entries: [(MemberName, StaticString)]) {
    for (name, spelling) in entries {
      let hash = Self.hash(
        UnsafeRawBufferPointer(start: spelling.utf8Start, count: spelling.utf8CodeUnitCount))
      var index = Int(truncatingIfNeeded: hash) & (Self.size - 1)
      while slots[index].name != nil { index = (index + 1) & (Self.size - 1) }
      slots[index] = Slot(hash: hash, spelling: spelling, name: name)
    }
  }

  @inline(__always)
  func find(_ bytes: UnsafeRawBufferPointer) -> MemberName? {
    let hash = Self.hash(bytes)
    var index = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    while let name = slots[index].name {
      if slots[index].hash == hash, Self.equal(bytes, slots[index].spelling) { return name }
      index = (index + 1) & (Self.size - 1)
    }
    return nil
  }

  /// Bit 5 is what tells the letter cases apart; what else it joins, ``equal(_:_:)`` takes apart again.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var first: UInt64 = 0
    var last: UInt64 = 0
    if bytes.count >= 8 {
      first = bytes.loadUnaligned(as: UInt64.self)
      last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    } else {
      for byte in bytes { first = first << 8 | UInt64(byte) }
    }
    let fold: UInt64 = 0x2020_2020_2020_2020
    var hash = (first | fold) &* 0x9E37_79B9_7F4A_7C15
    hash ^= (last | fold) &* 0xC2B2_AE3D_27D4_EB4F
    hash = (hash ^ UInt64(truncatingIfNeeded: bytes.count)) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 29
  }

  private static func equal(_ bytes: UnsafeRawBufferPointer, _ spelling: StaticString) -> Bool {
    let count = bytes.count
    guard count == spelling.utf8CodeUnitCount else { return false }
    let other = UnsafeRawBufferPointer(start: spelling.utf8Start, count: count)
    var index = 0
    while index &+ 8 <= count {
      guard word(bytes, index).lowercasedLetters == word(other, index) else { return false }
      index &+= 8
    }
    // The last eight bytes overlap what was compared.
    if index < count, count >= 8 { return word(bytes, count &- 8).lowercasedLetters == word(other, count &- 8) }
    while index < count {
      guard bytes[index].lowercased == other[index] else { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }
}
