extension String {
  /// The text with some ASCII characters replaced, each by what stands for it.
  func escaping(_ replacements: KeyValuePairs<Unicode.Scalar, String>) -> String {
    var text = self
    return text.withUTF8 { utf8 in
      // A bit for each character of ASCII that is replaced.
      var marks: (low: UInt64, high: UInt64) = (0, 0)
      for (character, _) in replacements {
        let bit: UInt64 = 1 << UInt64(character.value & 63)
        if character.value < 64 { marks.low |= bit } else { marks.high |= bit }
      }
      func isReplaced(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? marks.low : marks.high) >> UInt64(byte & 63) & 1 == 1
      }
      guard let first = utf8.firstIndex(where: isReplaced) else { return self }
      var escaped: [UInt8] = []
      escaped.reserveCapacity(utf8.count + 32)
      escaped.append(contentsOf: utf8[..<first])
      for byte in utf8[first...] {
        if isReplaced(byte), let replacement = replacements.first(where: { $0.key.value == UInt32(byte) }) {
          escaped.append(contentsOf: replacement.value.utf8)
        } else {
          escaped.append(byte)
        }
      }
      return String(decoding: escaped, as: UTF8.self)
    }
  }
}
