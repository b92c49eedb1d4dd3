import ScopeValues

extension CallFinder {
  /// Whether a file may hand an address to a function.
  static func mayHand(_ file: CodeFile) -> Bool {
    !file.isShell && !["json", "http"].contains(file.language)
      && (file.mentionsGraph || file.isPowerShell || !file.pathTexts.isEmpty || !file.addresses.isEmpty
        || file.source.quotesPath)
  }
}

extension SourceText {
  /// Whether any text begins with a slash.
  fileprivate var quotesPath: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.count > 1 else { return false }
      for index in 1..<bytes.count where bytes[index] == UInt8(ascii: "/") {
        switch bytes[index - 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return true
        default: continue
        }
      }
      return false
    }
  }
}
