/// The path of an address as it may be shown, or kept.
package enum AddressPath {
  /// The path with its words and ids; names of persons, of files and whatever looks like a secret are masked.
  ///
  /// - Parameter keepsFiles: whether names of files stay, as they stand in source code.
  static func shown(_ bytes: ArraySlice<UInt8>, keepsFiles: Bool = false) -> [UInt8] {
    let segments = bytes.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    if keepsFiles {
      return Array(segments.map { isPlaceholder($0) ? Array($0) : segment($0) }.joined(separator: [ASCII.slash]))
    }
    return Array(namesLeftOut(segments, keepsEnd: true, segment).joined(separator: [ASCII.slash]))
  }

  /// What may be kept of a URL that the catalog does not know: its path in small letters without ids, names and
  /// addresses.
  package static func redacted(_ url: String) -> String {
    var path = Array(url.utf8)[...]
    if let colon = path.indices.dropLast(2).first(where: {
      path[$0] == ASCII.colon && path[$0 + 1] == ASCII.slash && path[$0 + 2] == ASCII.slash
    }) {
      path = path[(colon + 3)...].drop { $0 != ASCII.slash }
    }
    path = path.prefix { $0 != ASCII.question && $0 != ASCII.number }
    let kept = namesLeftOut(path.split(separator: ASCII.slash), word).joined(separator: [ASCII.slash])
    return "/" + String(decoding: kept.prefix(mostKept).map(\.lowercased), as: UTF8.self)
  }

  /// Bytes that are kept of a path, the slash at its beginning not among them.
  private static let mostKept = 199
  private static let names = Array("{path}".utf8)
  private static let user = Array("{user}".utf8)

  /// Segments, with one placeholder for those that address an item by names, as in `root:/folder/file.txt:`; these are
  /// nobody else's business.
  private static func namesLeftOut(
    _ segments: [ArraySlice<UInt8>], keepsEnd: Bool = false, _ shown: (ArraySlice<UInt8>) -> [UInt8]
  ) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var isNamed = false
    for segment in segments {
      if isNamed {
        // A path that was left out before ends with its placeholder.
        isNamed = segment.last != ASCII.colon && !segment.elementsEqual(names)
        if parts.last != names { parts.append(names) }
        // What follows is a path of the API again: `root:/{path}:/content`.
        if keepsEnd, segment.last == ASCII.colon { parts[parts.count - 1].append(ASCII.colon) }
        continue
      }
      isNamed = segment.last == ASCII.colon && segment.count > 1
      parts.append(isPlaceholder(segment) ? Array(segment) : shown(segment))
    }
    return parts
  }

  /// Whether a segment is a name in braces, as templates have it.
  private static func isPlaceholder(_ segment: ArraySlice<UInt8>) -> Bool {
    segment.first == UInt8(ascii: "{") && segment.last == ASCII.closeBrace && segment.count <= 40
      && segment.dropFirst().dropLast().allSatisfy { $0.isASCIILetter || $0 == ASCII.hyphen || $0 == ASCII.underscore }
  }

  // MARK: Shown

  /// One segment, or another word of an address.
  static func segment(_ segment: ArraySlice<UInt8>) -> [UInt8] {
    let text = Array(PercentEncoding.decode(String(decoding: segment, as: UTF8.self)).utf8)
    if text.contains(ASCII.at) {
      guard let open = segment.firstIndex(of: ASCII.openParenthesis), isWord(segment[..<open]) else { return user }
      return Array(segment[...open]) + user + [ASCII.closeParenthesis]
    }
    guard SecretSpans.find(in: text[...]).isEmpty else {
      // Of a function's argument the name of the function tells nothing: delta(token='…').
      guard let open = segment.firstIndex(of: ASCII.openParenthesis), segment.last == ASCII.closeParenthesis,
        isWord(segment[..<open]), SecretSpans.find(in: segment[..<open]).isEmpty
      else { return Array(TokenShape.mark.utf8) }
      return Array(segment[...open]) + Array(TokenShape.mark.utf8) + [ASCII.closeParenthesis]
    }
    if let semicolon = segment.firstIndex(of: ASCII.semicolon), segment[semicolon...].contains(ASCII.equals) {
      return Array(segment[...semicolon]) + Array(TokenShape.mark.utf8)
    }
    // What is searched for is free text; other literals are keys and periods.
    guard text.contains(ASCII.apostrophe), text.contains(ASCII.space),
      let open = segment.firstIndex(of: ASCII.openParenthesis)
    else { return Array(segment) }
    return Array(segment[...open]) + Array(TokenShape.mark.utf8) + [ASCII.closeParenthesis]
  }

  // MARK: Kept

  private static func word(_ segment: ArraySlice<UInt8>) -> [UInt8] {
    if let open = segment.firstIndex(of: ASCII.openParenthesis), isWord(segment[..<open]) {
      return Array(segment[..<open]) + Array("({id})".utf8)
    }
    return isWord(segment) ? Array(segment) : Array("{id}".utf8)
  }

  /// Whether the segment looks like a name in an API: letters, and few digits.
  private static func isWord(_ segment: ArraySlice<UInt8>) -> Bool {
    guard segment.count <= 64, !TokenShape.isToken(segment) else { return false }
    var digits = 0
    for byte in segment {
      switch byte {
      case _ where byte.isASCIIDigit: digits += 1
      case _ where byte.isASCIILetter: break
      case ASCII.dollar, ASCII.point, ASCII.underscore, ASCII.colon: break
      default: return false
      }
    }
    return digits <= 4 && digits < segment.count
  }
}
