import ScopeValues

/// Passing over values that another thread reads.
extension JSONParser {
  /// Passes over an object by its brackets and strings alone; false where it does not end in the bytes, or where a
  /// slash may begin a comment, in which brackets do not count.
  mutating func skipObject() -> Bool {
    var depth = 0
    var index = offset
    while index < limit {
      let current = byte(index)
      index &+= 1
      if current == ASCII.quote {
        guard let end = stringEnd(from: index) else { return false }
        index = end
        continue
      }
      // Square and curly brackets differ in one bit.
      let folded = current | 0x20
      if folded == ASCII.openBrace {
        depth &+= 1
      } else if folded == ASCII.closeBrace {
        depth &-= 1
        guard depth > 0 else {
          offset = index
          return true
        }
      } else if current == ASCII.slash {
        return false
      }
    }
    return false
  }

  /// Passes over white space, and over one byte after it; false where another byte or nothing follows.
  mutating func skip(to wanted: UInt8) -> Bool {
    while offset < limit {
      let current = byte(offset)
      if current == wanted {
        offset &+= 1
        return true
      }
      guard
        current == ASCII.space || current == ASCII.lineFeed || current == ASCII.carriageReturn || current == ASCII.tab
      else { return false }
      offset &+= 1
    }
    return false
  }

  /// Where the string ends of which the text begins here; nil where it does not.
  private func stringEnd(from start: Int) -> Int? {
    var index = start
    while index < limit {
      while index &+ 8 <= limit {
        let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let special = word.matching(ASCII.quote) | word.matching(ASCII.backslash)
        if special != 0 {
          index &+= special.trailingZeroBitCount >> 3
          break
        }
        index &+= 8
      }
      guard index < limit else { return nil }
      switch byte(index) {
      case ASCII.quote: return index &+ 1
      case ASCII.backslash: index &+= 2
      default: index &+= 1
      }
    }
    return nil
  }
}
