/// A quoted text as it may be shown: secrets in it masked, addresses in it as ``ShownAddress`` shows them.
package enum ShownText {
  /// The text of one line or more, in linear time; a text that was shown before stays as it is.
  package static func of(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ $0.count > 5 && SecretSpans.mayHoldSecret($0) }) else { return text }
    var bytes = Array(text.utf8)
    // Every address has a slash.
    if bytes.contains(ASCII.slash) { bytes = addressesMasked(bytes) }
    return String(decoding: masked(bytes[...], SecretSpans.find(in: bytes[...])), as: UTF8.self)
  }

  /// Bytes with a mark in the place of each of some ranges, which are in order and apart.
  package static func masked(_ bytes: ArraySlice<UInt8>, _ spans: [Range<Int>]) -> [UInt8] {
    guard !spans.isEmpty else { return Array(bytes) }
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count)
    var start = bytes.startIndex
    for span in spans {
      shown += bytes[start..<span.lowerBound]
      shown += TokenShape.mark.utf8
      start = span.upperBound
    }
    return shown + bytes[start...]
  }

  // MARK: Addresses

  /// Each run without white space, quotes and brackets that is an address, shown as one.
  private static func addressesMasked(_ bytes: [UInt8]) -> [UInt8] {
    let bytes = withoutEscapedSlashes(bytes)
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, !endsAddress(bytes, end) { end += 1 }
      let run = bytes[index..<end]
      if let start = addressStart(in: run) {
        let address = withoutEnding(run[start...])
        shown += run[..<start]
        shown += ShownAddress.of(String(decoding: address, as: UTF8.self)).utf8
        shown += run[address.endIndex...]
      } else {
        shown += run
      }
      if end < bytes.count { shown.append(bytes[end]) }
      index = end + 1
    }
    return shown
  }

  /// What PHP and .NET write in JSON as `\/` is a slash.
  private static func withoutEscapedSlashes(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(ASCII.backslash) else { return bytes }
    return bytes.indices.filter {
      bytes[$0] != ASCII.backslash || $0 + 1 == bytes.count || bytes[$0 + 1] != ASCII.slash
    }.map { bytes[$0] }
  }

  private static func endsAddress(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte <= ASCII.space || byte == ASCII.quote || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "`")
    {
      return true
    }
    // Quotation marks from U+2018 to U+201F.
    return byte == 0xE2 && index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xF8 == 0x98
  }

  /// An address without what stands after it in a sentence.
  private static func withoutEnding(_ address: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isOpen = !address.contains(ASCII.openParenthesis)
    let isQuoted = address.count { $0 == ASCII.apostrophe } % 2 == 1
    var address = address
    while let last = address.last {
      switch last {
      case ASCII.comma, ASCII.point, ASCII.semicolon, ASCII.colon: break
      case ASCII.closeParenthesis where isOpen: break
      case ASCII.apostrophe where isQuoted: break
      default: return address
      }
      address.removeLast()
    }
    return address
  }

  /// Where the address in a run begins: its scheme, or the path before a query.
  private static func addressStart(in run: ArraySlice<UInt8>) -> Int? {
    if let colon = run.indices.dropLast(2).first(where: {
      run[$0] == ASCII.colon && run[$0 + 1] == ASCII.slash && run[$0 + 2] == ASCII.slash
    }) {
      var start = colon
      while start > run.startIndex, run[start - 1].isASCIILetter || run[start - 1].isASCIIDigit { start -= 1 }
      return start < colon ? start : colon + 1
    }
    guard let slash = run.firstIndex(of: ASCII.slash), let mark = run[slash...].firstIndex(of: ASCII.question),
      run[mark...].contains(ASCII.equals)
    else { return nil }
    return slash
  }
}
