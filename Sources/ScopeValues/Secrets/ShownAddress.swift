/// An address as it may be shown: where it leads, without what is somebody's own business.
///
/// User information and fragment are left out, the values of query parameters that are no option of OData are masked,
/// and so are the literals in those that are, the names of persons and whatever looks like a secret.
package enum ShownAddress {
  /// The options of OData (OData 4.01, part 2, section 5.1), whose values say what is asked for.
  private static let options: Set<String> = [
    "apply", "compute", "count", "expand", "filter", "format", "levels", "orderby", "search", "select", "skip", "top",
  ]
  /// What else says which interface is called, such as Azure AD Graph's.
  private static let versions: Set<String> = ["api-version"]

  /// The address with everything private masked; a text that is no address is masked word by word.
  package static func of(_ address: String) -> String { shown(address, keepsFiles: false) }

  /// The address that source code spells, with the names of files that stand in the code; all else is masked alike.
  package static func ofCode(_ address: String) -> String { shown(address, keepsFiles: true) }

  private static func shown(_ address: String, keepsFiles: Bool) -> String {
    let bytes = Array(address.utf8)[...]
    let end = bytes.firstIndex(of: ASCII.number) ?? bytes.endIndex
    let mark = bytes[..<end].firstIndex(of: ASCII.question) ?? end
    let shown = authorityAndPath(bytes[..<mark], keepsFiles)
    guard mark < end else { return String(decoding: shown, as: UTF8.self) }
    let parameters = bytes[(mark + 1)..<end].split(separator: ASCII.ampersand, omittingEmptySubsequences: false)
    return String(
      decoding: shown + [ASCII.question] + parameters.map(parameter).joined(separator: [ASCII.ampersand]), as: UTF8.self
    )
  }

  // MARK: Authority and path

  private static func authorityAndPath(_ bytes: ArraySlice<UInt8>, _ keepsFiles: Bool) -> [UInt8] {
    guard let start = authority(of: bytes) else { return AddressPath.shown(bytes, keepsFiles: keepsFiles) }
    let end = bytes[start...].firstIndex { $0 == ASCII.slash || $0 == ASCII.backslash } ?? bytes.endIndex
    let host = bytes[start..<end].lastIndex(of: ASCII.at).map { $0 + 1 } ?? start
    return Array(bytes[..<start]) + self.host(bytes[host..<end])
      + AddressPath.shown(bytes[end...], keepsFiles: keepsFiles)
  }

  /// Where the authority begins: after the two slashes that follow a scheme, or begin the text.
  private static func authority(of bytes: ArraySlice<UInt8>) -> Int? {
    guard let slash = bytes.firstIndex(of: ASCII.slash), slash + 1 < bytes.endIndex, bytes[slash + 1] == ASCII.slash,
      slash == bytes.startIndex || bytes[slash - 1] == ASCII.colon
    else { return nil }
    return slash + 2
  }

  /// A host with its port; a password that holds a slash looks like one, and is none.
  private static func host(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard let colon = bytes.lastIndex(of: ASCII.colon), bytes.last != UInt8(ascii: "]") else { return Array(bytes) }
    let port = bytes[(colon + 1)...]
    // Templates have names and asterisks there.
    let isPort = port.allSatisfy { $0.isASCIIDigit || $0 == ASCII.asterisk } || port.first == UInt8(ascii: "{")
    return isPort ? Array(bytes) : Array(TokenShape.mark.utf8)
  }

  // MARK: Query

  private static func parameter(_ parameter: ArraySlice<UInt8>) -> [UInt8] {
    guard let equals = parameter.firstIndex(of: ASCII.equals) else {
      return parameter.isEmpty || kind(parameter) != .other ? Array(parameter) : Array(TokenShape.mark.utf8)
    }
    let (name, value) = (parameter[..<equals], parameter[(equals + 1)...])
    let isSecret = name.count > 64 || !SecretSpans.find(in: name).isEmpty
    let shown =
      switch kind(name) {
      case .version: AddressPath.segment(value)
      case .option: literalsMasked(value)
      case .search where !value.contains(ASCII.quote) && !value.isEmpty: Array(TokenShape.mark.utf8)
      case .search: literalsMasked(value)
      case .other: value.isEmpty ? [] : Array(TokenShape.mark.utf8)
      }
    return (isSecret ? Array(TokenShape.mark.utf8) : Array(name)) + [ASCII.equals] + shown
  }

  private enum Kind { case option, search, version, other }

  /// Microsoft Graph takes an option without its dollar sign, too.
  private static func kind(_ name: ArraySlice<UInt8>) -> Kind {
    let name = PercentEncoding.decode(String(decoding: name, as: UTF8.self)).lowercased()
    let bare = String(name.hasPrefix("$") ? name.dropFirst() : name[...])
    if bare == "search" { return .search }
    return options.contains(bare) ? .option : versions.contains(name) ? .version : .other
  }

  /// An option's value with what stands in quotes masked, as written or percent-encoded, and with secrets masked.
  private static func literalsMasked(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let text = Array(PercentEncoding.decode(String(decoding: value, as: UTF8.self)).utf8)
    guard text.contains(where: { $0 == ASCII.apostrophe || $0 == ASCII.quote }) else {
      return SecretSpans.find(in: text[...]).isEmpty ? Array(value) : Array(TokenShape.mark.utf8)
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
    return ShownText.masked(masked[...], SecretSpans.find(in: masked[...]))
  }
}
