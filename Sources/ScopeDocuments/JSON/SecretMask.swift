/// Keeps secrets out of what is shown of a document.
extension JSONDocument {
  /// The text of some bytes with every secret in it replaced, whole or in part.
  func shown(_ range: Range<Int>) -> String {
    var secrets: [Range<Int>] = []
    collectSecrets(root, isSecret: false, in: range, into: &secrets)
    var text = ""
    var start = range.lowerBound
    for secret in secrets {
      let lower = max(secret.lowerBound, start)
      text += String(decoding: bytes[start..<lower], as: UTF8.self) + "\u{2022}\u{2022}\u{2022}"
      start = max(lower, min(secret.upperBound, range.upperBound))
    }
    return text + String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
  }

  /// Visits what touches the range, in order; everything inside of a secret member's value is secret.
  ///
  /// The recursion is as deep as the document, which the parser limits.
  private func collectSecrets(
    _ place: JSONPlace, isSecret: Bool, in range: Range<Int>, into ranges: inout [Range<Int>]
  ) {
    let node = nodes[Int(place.node)]
    guard Int(node.end) > range.lowerBound, Int(node.start) < range.upperBound else { return }
    switch node.kind {
    case .object:
      forEachMember(of: place) { key, value in
        guard Int(nodes[Int(value.node)].end) > range.lowerBound else { return }
        collectSecrets(value, isSecret: isSecret || holdsSecret(key, of: place), in: range, into: &ranges)
      }
    case .array: forEachElement(of: place) { collectSecrets($0, isSecret: isSecret, in: range, into: &ranges) }
    case .string where (isSecret || isToken(place)) && node.end - node.start > 2:
      ranges.append(Int(node.start) + 1..<Int(node.end) - 1)
    case .number where isSecret: ranges.append(Int(node.start)..<Int(node.end))
    default: break
    }
  }

  /// Whether a string looks like a JWT, wherever it stands.
  private func isToken(_ place: JSONPlace) -> Bool {
    let text = content(place)
    return text.count > 40 && text.starts(with: "eyJ".utf8)
  }

  /// Whether the name of an object's member says that its value is a secret, or may be one.
  private func holdsSecret(_ key: JSONPlace, of object: JSONPlace) -> Bool {
    switch memberName(key) {
    case .secretText: return true
    case .accessToken: return isText(member(.accessToken, of: object))
    case .value, .key:
      // In a credential, which its dates and its id give away; scopes and roles have values, too.
      var isCredential = false
      forEachMember(of: object) { name, _ in
        switch memberName(name) {
        case .keyId, .startDateTime, .endDateTime, .hint, .secretText: isCredential = true
        default: break
        }
      }
      return isCredential
    case nil:
      let name = text(key).lowercased().filter { $0 != "_" && $0 != "-" }
      return ["clientsecret", "secret", "privatekey", "refreshtoken"].contains(name)
    case .passwordCredentials:
      // "password" is the same name in Terraform, and a text anywhere else.
      return content(key).count == 8 && isText(member(.passwordCredentials, of: object))
    default: return false
    }
  }

  private func isText(_ place: JSONPlace?) -> Bool { place.map { kind($0) == .string } ?? false }
}
