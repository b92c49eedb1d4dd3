extension AccessType {
  /// Recognises the two types in any letter case.
  init?(_ bytes: ArraySlice<UInt8>) {
    func spells(_ word: StaticString) -> Bool {
      bytes.count == word.utf8CodeUnitCount
        && bytes.enumerated().allSatisfy { $1 | 0x20 == word.utf8Start[$0] }
    }
    if spells("role") {
      self = .role
    } else if spells("scope") {
      self = .scope
    } else {
      return nil
    }
  }
}
