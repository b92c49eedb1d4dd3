import ScopeValues
internal import Synchronization

/// Keeps secrets out of what is shown of a document.
extension JSONDocument {
  /// The text of some bytes with every secret in it replaced, whole or in part.
  func shown(_ range: Range<Int>) -> String {
    var text = ""
    var start = range.lowerBound
    let secrets = secretRanges
    for secret in secrets[secrets.firstIndex(endingAfter: range.lowerBound)...] {
      guard secret.lowerBound < range.upperBound else { break }
      let lower = max(secret.lowerBound, start)
      text += String(decoding: bytes[start..<lower], as: UTF8.self) + "\u{2022}\u{2022}\u{2022}"
      start = max(lower, min(secret.upperBound, range.upperBound))
    }
    return text + String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
  }

  /// Where secrets stand, in order; looked for once, as a document may have many excerpts.
  var secretRanges: [Range<Int>] {
    secrets.withLock { known in
      if let known { return known }
      var ranges: [Range<Int>] = []
      collectSecrets(root, isSecret: false, isCredential: false, into: &ranges)
      known = ranges
      return ranges
    }
  }

  /// Visits every value in order; everything inside of a secret member's value is secret.
  ///
  /// An object in a list of credentials is one even if it has neither dates nor an id.
  /// The recursion is as deep as the document, which the parser limits.
  private func collectSecrets(_ place: JSONPlace, isSecret: Bool, isCredential: Bool, into ranges: inout [Range<Int>]) {
    let node = nodes[Int(place.node)]
    switch node.kind {
    case .object:
      let isCredential = isCredential || looksLikeCredential(place)
      forEachMember(of: place) { key, value in
        let name = memberName(key)
        collectSecrets(
          value, isSecret: isSecret || holdsSecret(key, value, isCredential),
          isCredential: name == .passwordCredentials || name == .keyCredentials, into: &ranges)
      }
    case .array:
      forEachElement(of: place) {
        collectSecrets($0, isSecret: isSecret, isCredential: isCredential, into: &ranges)
      }
    case .string where (isSecret || isToken(place)) && node.end - node.start > 2:
      ranges.append(Int(node.start) + 1..<Int(node.end) - 1)
    case .string: if let query = queryOfAddress(node) { ranges.append(query) }
    case .number where isSecret: ranges.append(Int(node.start)..<Int(node.end))
    default: break
    }
  }

  /// What follows the question mark of an address: codes and keys stand there, and no rule needs to show it.
  private func queryOfAddress(_ node: JSONNode) -> Range<Int>? {
    let inner = Int(node.start) + 1..<Int(node.end) - 1
    guard let mark = bytes[inner].firstIndex(of: 0x3F), mark + 1 < inner.upperBound,
      bytes[inner.lowerBound..<mark].contains(0x3A)
    else { return nil }
    return mark + 1..<inner.upperBound
  }

  /// Whether a string looks like a JWT, wherever it stands.
  private func isToken(_ place: JSONPlace) -> Bool {
    let text = content(place)
    return text.count > 40 && text.starts(with: "eyJ".utf8)
  }

  /// Whether the name of an object's member says that its value is a secret, or may be one.
  private func holdsSecret(_ key: JSONPlace, _ value: JSONPlace, _ isCredential: Bool) -> Bool {
    switch memberName(key) {
    case .secretText: return true
    // The names of optional claims' lists and of Terraform's blocks, too; a text is a secret.
    case .accessToken, .passwordCredentials: return kind(value) == .string
    // Scopes and roles have values, too.
    case .value, .key: return isCredential
    case nil:
      let name = text(key).lowercased().filter { $0 != "_" && $0 != "-" }
      // People keep secrets in free text, too.
      if name == "notes" || name == "description" { return kind(value) == .string }
      return ["clientsecret", "secret", "privatekey", "refreshtoken", "idtoken", "clientassertion"].contains(name)
    default: return false
    }
  }

  /// Whether an object is a credential, which its dates and its id give away.
  private func looksLikeCredential(_ object: JSONPlace) -> Bool {
    var isCredential = false
    forEachMember(of: object) { name, _ in
      switch memberName(name) {
      case .keyId, .startDateTime, .endDateTime, .hint, .secretText: isCredential = true
      default: break
      }
    }
    return isCredential
  }
}

extension [Range<Int>] {
  /// The index of the first range that ends after an offset; the ranges are in order and apart.
  fileprivate func firstIndex(endingAfter offset: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
