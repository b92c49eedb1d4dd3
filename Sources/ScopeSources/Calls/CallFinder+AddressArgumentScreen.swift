import ScopeValues

extension CallFinder {
  /// Whether a file may hand an address to a function.
  static func mayHand(_ file: CodeFile) -> Bool {
    !file.isShell && !["json", "http"].contains(file.language)
      && (file.mentionsGraph || file.isPowerShell || !file.pathTexts.isEmpty || !file.addresses.isEmpty
        || file.source.quotesPath)
  }

  /// Whether an expression may be an address, so that most arguments cost nothing.
  func isWorthwhile(_ value: Expression, _ isLikely: Bool, _ file: CodeFile) -> Bool {
    switch value.kind {
    case .text(let parts):
      guard case .literal(let text, _)? = parts.first else { return !parts.isEmpty && parts.count > 1 }
      return text.hasPrefix("/") || text.hasPrefix("http") || isLikely && project.paths.hasRoot(text)
        || isLikely && text.hasPrefix("v1.0/") || isLikely && text.hasPrefix("beta/")
    case .name, .chain: return isLikely || file.importsGraph
    case .operation, .conditional: return true
    case .prefixed(_, let inner): return isWorthwhile(inner, isLikely, file)
    default: return false
    }
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
