/// Finds what of the addresses in a text is nobody's business: user information, and what follows a question mark or a
/// number sign, where codes and keys stand.
package enum AddressSpans {
  /// Where such parts stand, in order and apart, in linear time.
  ///
  /// - Parameter isWhole: whether the text holds nothing after an address, so that its query reaches to the end.
  package static func find(in text: ArraySlice<UInt8>, isWhole: Bool) -> [Range<Int>] {
    guard text.contains(ASCII.colon) else { return [] }
    var spans: [Range<Int>] = []
    var index = text.startIndex
    while let start = authority(in: text, from: index) {
      let address = text[start...].prefix { !ends($0) }
      let authority = address.prefix { $0 != ASCII.slash && $0 != ASCII.question && $0 != ASCII.number }
      // A password may hold a slash or a question mark, and looks like a port then, which it is none.
      let isCut = !authority.contains(ASCII.at) && !isPort(authority)
      let reach = isCut ? address : authority
      if let at = reach.lastIndex(of: ASCII.at), at > start { spans.append(start..<at) }
      if let mark = address.firstIndex(where: { $0 == ASCII.question || $0 == ASCII.number }) {
        spans.append(mark + 1..<(isWhole ? text.endIndex : address.endIndex))
        if isWhole { return spans.apart }
      }
      index = address.endIndex
    }
    guard isWhole, spans.isEmpty, let colon = text.firstIndex(of: ASCII.colon),
      let mark = text[colon...].firstIndex(where: { $0 == ASCII.question || $0 == ASCII.number }),
      mark + 1 < text.endIndex
    else { return spans.apart }
    return [mark + 1..<text.endIndex]
  }

  /// Where the next authority begins: after a colon and two slashes.
  private static func authority(in text: ArraySlice<UInt8>, from index: Int) -> Int? {
    var start = index
    while let colon = text[start...].firstIndex(of: ASCII.colon) {
      if text[colon...].starts(with: "://".utf8) { return colon + 3 }
      start = colon + 1
    }
    return nil
  }

  /// Whether an authority has no port, or digits for one.
  private static func isPort(_ authority: ArraySlice<UInt8>) -> Bool {
    guard let colon = authority.lastIndex(of: ASCII.colon) else { return true }
    return authority[(colon + 1)...].allSatisfy(\.isASCIIDigit)
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte <= ASCII.space || byte == ASCII.quote || byte == ASCII.apostrophe || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
  }
}

extension [Range<Int>] {
  /// The ranges in order, those that touch as one.
  package var apart: [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
