/// Words of up to fifteen bytes, to tell whether a stretch of a text is one of them without making a text of it.
struct WordSet: Sendable {
  /// Words and empty places, which are zero; each word lies at its hash or behind it, and half of the places are empty.
  private let places: [SIMD2<UInt64>]

  static let longest = 15

  init(_ words: some Sequence<String>) {
    let keys = words.map { word in
      precondition(word.utf8.count <= Self.longest && !word.isEmpty)
      return Array(word.utf8).withUnsafeBufferPointer { Self.key($0, 0..<$0.count) }
    }
    var places = [SIMD2<UInt64>](repeating: .zero, count: 4)
    while places.count < keys.count * 2 { places += places }
    for key in keys {
      var place = Self.hash(key) & (places.count - 1)
      while places[place] != .zero, places[place] != key { place = (place + 1) & (places.count - 1) }
      places[place] = key
    }
    self.places = places
  }

  /// A word's bytes, and its length in the last one.
  private static func key(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> SIMD2<UInt64> {
    var key = SIMD2<UInt64>(0, UInt64(range.count) << 56)
    for (number, index) in range.enumerated() {
      key[number >> 3] |= UInt64(bytes[index]) << UInt64((number & 7) * 8)
    }
    return key
  }

  private static func hash(_ key: SIMD2<UInt64>) -> Int {
    let mixed = (key[0] ^ key[1] &* 0x9E37_79B9_7F4A_7C15) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed >> 40)
  }

  /// Whether the bytes in a range are one of the words.
  func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= Self.longest else { return false }
    let key = Self.key(bytes, range)
    var place = Self.hash(key) & (places.count - 1)
    while places[place] != .zero {
      if places[place] == key { return true }
      place = (place + 1) & (places.count - 1)
    }
    return false
  }
}
