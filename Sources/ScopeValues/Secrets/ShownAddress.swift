/// An address as it may be shown: where it leads, without what is somebody's own business.
///
/// User information and fragment are left out, the values of query parameters that are no option of OData are masked,
/// and so are the literals in those that are, the names of persons and whatever looks like a secret.
package enum ShownAddress {
  /// The options of OData (OData 4.01, part 2, section 5.1), whose values say what is asked for.
  private static let options: Set<String> = [
    "apply", "compute", "count", "expand", "filter", "format", "levels", "orderby", "search", "select", "skip", "top",
  ]

  /// The address with everything private masked; a text that is no address is masked word by word.
  package static func of(_ address: String) -> String {
    let bytes = Array(address.utf8)[...]
    let end = bytes.firstIndex(of: ASCII.number) ?? bytes.endIndex
    let mark = bytes[..<end].firstIndex(of: ASCII.question) ?? end
    let shown = authorityAndPath(bytes[..<mark])
    guard mark < end else { return String(decoding: shown, as: UTF8.self) }
    let parameters = bytes[(mark + 1)..<end].split(separator: ASCII.ampersand, omittingEmptySubsequences: false)
    return String(
      decoding: shown + [ASCII.question] + parameters.map(parameter).joined(separator: [ASCII.ampersand]), as: UTF8.self
    )
  }

  // MARK: Path

  private static func authorityAndPath(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard let start = authority(of: bytes) else { return path(bytes) }
    let end = bytes[start...].firstIndex { $0 == ASCII.slash || $0 == ASCII.backslash } ?? bytes.endIndex
    let host = bytes[start..<end].lastIndex(of: ASCII.at).map { $0 + 1 } ?? start
    return Array(bytes[..<start]) + bytes[host..<end] + path(bytes[end...])
  }

  /// Where the authority begins: after the two slashes that follow a scheme, or begin the text.
  private static func authority(of bytes: ArraySlice<UInt8>) -> Int? {
    guard let slash = bytes.firstIndex(of: ASCII.slash), slash + 1 < bytes.endIndex, bytes[slash + 1] == ASCII.slash,
      slash == bytes.startIndex || bytes[slash - 1] == ASCII.colon
    else { return nil }
    return slash + 2
  }

  private static func path(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var segments: [[UInt8]] = []
    var isNamed = false
    for segment in bytes.split(separator: ASCII.slash, omittingEmptySubsequences: false) {
      // `root:/folder/file.txt:` addresses an item by names that are nobody else's business.
      if isNamed {
        isNamed = segment.last != ASCII.colon
        if segments.last != Array("{path}".utf8) { segments.append(Array("{path}".utf8)) }
        continue
      }
      isNamed = segment.last == ASCII.colon && segment.count > 1
      segments.append(self.segment(segment))
    }
    return Array(segments.joined(separator: [ASCII.slash]))
  }

  private static func segment(_ segment: ArraySlice<UInt8>) -> [UInt8] {
    let text = PercentEncoding.decode(String(decoding: segment, as: UTF8.self))
    if text.utf8.contains(ASCII.at) { return Array("{user}".utf8) }
    let words = segment.split { !TokenShape.isTokenByte($0) }
    return words.contains(where: TokenShape.isToken) ? Array(TokenShape.mark.utf8) : Array(segment)
  }

  // MARK: Query

  private static func parameter(_ parameter: ArraySlice<UInt8>) -> [UInt8] {
    guard let equals = parameter.firstIndex(of: ASCII.equals) else {
      return isOption(parameter) || parameter.isEmpty ? Array(parameter) : Array(TokenShape.mark.utf8)
    }
    let (name, value) = (parameter[..<equals], parameter[(equals + 1)...])
    return Array(name) + [ASCII.equals]
      + (isOption(name) ? literalsMasked(value) : value.isEmpty ? [] : Array(TokenShape.mark.utf8))
  }

  /// Microsoft Graph takes an option without its dollar sign, too.
  private static func isOption(_ name: ArraySlice<UInt8>) -> Bool {
    let name = PercentEncoding.decode(String(decoding: name, as: UTF8.self)).lowercased()
    return options.contains(String(name.hasPrefix("$") ? name.dropFirst() : name[...]))
  }

  /// An option's value with what stands in quotes masked, as written or percent-encoded, and with secrets masked.
  private static func literalsMasked(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let text = Array(PercentEncoding.decode(String(decoding: value, as: UTF8.self)).utf8)
    guard text.contains(where: { $0 == ASCII.apostrophe || $0 == ASCII.quote }) else {
      return value.split { !TokenShape.isTokenByte($0) }.contains(where: TokenShape.isSecret)
        ? Array(TokenShape.mark.utf8) : Array(value)
    }
    var masked: [UInt8] = []
    var open: UInt8?
    for byte in text {
      if let quote = open {
        if byte == quote {
          masked += TokenShape.mark.utf8
          masked.append(byte)
          open = nil
        }
      } else {
        masked.append(byte)
        if byte == ASCII.apostrophe || byte == ASCII.quote { open = byte }
      }
    }
    if open != nil { masked += TokenShape.mark.utf8 }
    return masked
  }
}
