/// A finding's identity across runs: what was found about whom, never where or in which words.
enum Fingerprint {
  /// Two 64-bit FNV-1a hashes over the parts, as 32 hexadecimal digits.
  static func make(_ parts: [String]) -> String {
    var words: [UInt64] = []
    for seed: UInt64 in [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F] {
      var hash = seed
      for part in parts {
        for byte in part.lowercased().utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
      }
      hash ^= hash >> 32
      words.append(hash)
    }
    return words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
