import ScopeValues

/// Follows a JSON text byte by byte, and knows which bytes stand within its strings.
struct JSONQuotes {
  private var isOpen = false
  private var isEscaped = false

  /// Whether the next byte stands within a string; of a string's own quotes the last one does.
  mutating func isWithin(_ byte: UInt8) -> Bool {
    guard isOpen else {
      isOpen = byte == ASCII.quote
      return false
    }
    if isEscaped {
      isEscaped = false
    } else if byte == ASCII.backslash {
      isEscaped = true
    } else if byte == ASCII.quote {
      isOpen = false
    }
    return true
  }
}
