extension String {
  /// The text with some ASCII characters replaced, each by what stands for it.
  func escaping(_ replacements: KeyValuePairs<Unicode.Scalar, String>) -> String {
    var text = self
    return text.withUTF8 { utf8 in
      let isPlain = utf8.allSatisfy { byte in !replacements.contains { $0.key.value == UInt32(byte) } }
      guard !isPlain else { return self }
      var escaped: [UInt8] = []
      escaped.reserveCapacity(utf8.count + 32)
      for byte in utf8 {
        if let replacement = replacements.first(where: { $0.key.value == UInt32(byte) }) {
          escaped.append(contentsOf: replacement.value.utf8)
        } else {
          escaped.append(byte)
        }
      }
      return String(decoding: escaped, as: UTF8.self)
    }
  }
}
