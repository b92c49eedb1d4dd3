import ScopeValues
internal import Synchronization

/// Keeps secrets out of what is shown of a document.
extension JSONDocument {
  /// The text of some bytes with every secret in it replaced, whole or in part.
  ///
  /// - Parameter hidden: what else is not shown, in order.
  func shown(_ range: Range<Int>, without hidden: [Range<Int>] = []) -> String {
    let secrets = secretRanges
    var spans: [Range<Int>] = []
    for secret in secrets[secrets.firstIndex(endingAfter: range.lowerBound)...] {
      guard secret.lowerBound < range.upperBound else { break }
      spans.append(secret.clamped(to: range))
    }
    for span in hidden where span.overlaps(range) { spans.append(span.clamped(to: range)) }
    return String(decoding: ShownText.masked(bytes[range], spans.apart), as: UTF8.self)
  }

  /// Where secrets stand, in order; looked for once, as a document may have many excerpts.
  var secretRanges: [Range<Int>] {
    secrets.withLock { known in
      if let known { return known }
      var ranges: [Range<Int>] = []
      collectSecrets(root, .open, isCredential: false, into: &ranges)
      for comment in comments {
        ranges += SecretSpans.find(in: bytes[Int(comment.lowerBound)..<Int(comment.upperBound)])
      }
      ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }.apart
      known = ranges
      return ranges
    }
  }

  /// How much of a value is secret.
  private enum Secrecy {
    /// Only what looks like a secret.
    case open
    /// Everything but ids and names of types: values that somebody sets from outside.
    case setting
    case whole
  }

  /// Visits every value; everything inside of a secret member's value is secret.
  ///
  /// An object in a list of credentials is one even if it has neither dates nor an id.
  /// The recursion is as deep as the document, which the parser limits.
  private func collectSecrets(
    _ place: JSONPlace, _ secrecy: Secrecy, isCredential: Bool, into ranges: inout [Range<Int>]
  ) {
    let node = nodes[Int(place.node)]
    switch node.kind {
    case .object:
      let isCredential = isCredential || looksLikeCredential(place)
      forEachMember(of: place) { key, value in
        let name = memberName(key)
        // A name that is known holds no secret.
        if name == nil { collectParts(key, into: &ranges) }
        collectSecrets(
          value, self.secrecy(of: key, value, isCredential, in: secrecy),
          isCredential: name == .passwordCredentials || name == .keyCredentials, into: &ranges)
      }
    case .array:
      forEachElement(of: place) { collectSecrets($0, secrecy, isCredential: isCredential, into: &ranges) }
    case .string:
      switch secrecy {
      case .open: collectParts(place, into: &ranges)
      case .setting: if GUID(content(place)) == nil { hide(place, into: &ranges) }
      case .whole: hide(place, into: &ranges)
      }
    case .number where secrecy != .open: ranges.append(Int(node.start)..<Int(node.end))
    default: break
    }
  }

  /// The text between a string's quotes.
  private func hide(_ place: JSONPlace, into ranges: inout [Range<Int>]) {
    let content = content(place)
    if !content.isEmpty { ranges.append(content.startIndex..<content.endIndex) }
  }

  /// What of a text looks like a secret, and what of an address is nobody's business; all of it where escapes keep
  /// that from being told.
  private func collectParts(_ place: JSONPlace, into ranges: inout [Range<Int>]) {
    let content = content(place)
    guard !hasEscapes(place) else {
      let text = text(place)
      if ShownText.of(text) != text { hide(place, into: &ranges) }
      return
    }
    // An id is no secret, though it looks like one from afar; most texts of an export with digits in them are ids.
    guard content.count != 36 || GUID(content) == nil, SecretSpans.mayHoldSecret(content) else { return }
    ranges += AddressSpans.find(in: content, isWhole: true) + SecretSpans.find(in: content)
  }

  // MARK: Names

  private func secrecy(of key: JSONPlace, _ value: JSONPlace, _ isCredential: Bool, in outer: Secrecy) -> Secrecy {
    if outer == .whole || holdsSecret(key, value, isCredential) { return .whole }
    let name = plainName(key)
    if outer == .setting { return name.spellsLoosely("type") ? .open : .setting }
    return name.namesSettings ? .setting : .open
  }

  /// The bytes of a member's name with its escapes resolved.
  private func plainName(_ key: JSONPlace) -> ArraySlice<UInt8> {
    hasEscapes(key) ? Array(text(key).utf8)[...] : content(key)
  }

  /// Whether the name of an object's member says that its value is a secret, or may be one.
  private func holdsSecret(_ key: JSONPlace, _ value: JSONPlace, _ isCredential: Bool) -> Bool {
    switch memberName(key) {
    case .secretText: return true
    // The first characters of a secret.
    case .hint: return kind(value) == .string
    // The names of optional claims' lists and of Terraform's blocks, too; a text is a secret.
    case .accessToken, .passwordCredentials: return kind(value) == .string
    // Scopes and roles have values, too.
    case .value, .key: return isCredential
    case nil, .password:
      let name = plainName(key)
      // People keep secrets in free text, too.
      if name.spells("notes") || name.spells("description") { return kind(value) == .string }
      return SecretName.mayBeAssignedSecret(name) && SecretName.isAssignedSecret(text(key))
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

extension ArraySlice<UInt8> {
  /// Whether the bytes spell a word, which is written in lower case, hyphens and underscores aside.
  fileprivate func spellsLoosely(_ word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    var index = 0
    for byte in self where byte != ASCII.underscore && byte != ASCII.hyphen {
      guard index < word.utf8CodeUnitCount, byte.lowercased == word.utf8Start[index] else { return false }
      index += 1
    }
    return index == word.utf8CodeUnitCount
  }

  /// Whether a member of the name holds values that are set from outside: deployments, Terraform, workflows.
  fileprivate var namesSettings: Bool {
    switch first?.lowercased {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "p"), UInt8(ascii: "v"), ASCII.underscore, ASCII.hyphen:
      break
    default: return false
    }
    return spellsLoosely("appsettings") || spellsLoosely("env") || spellsLoosely("environment")
      || spellsLoosely("environmentvariables") || spellsLoosely("parameters") || spellsLoosely("variables")
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
