/// Keeps secrets out of what is shown of a document.
extension JSONDocument {
  /// The text of some bytes with every secret in it replaced, whole or in part.
  func shown(_ range: Range<Int>) -> String {
    var text = ""
    var start = range.lowerBound
    for secret in secrets(in: range) {
      let lower = max(secret.lowerBound, start)
      text += String(decoding: bytes[start..<lower], as: UTF8.self) + "\u{2022}\u{2022}\u{2022}"
      start = max(lower, min(secret.upperBound, range.upperBound))
    }
    return text + String(decoding: bytes[start..<range.upperBound], as: UTF8.self)
  }

  /// Where the contents of secret strings stand that reach into a range, in order.
  private func secrets(in range: Range<Int>) -> [Range<Int>] {
    var secrets: [Range<Int>] = []
    var index = max(0, firstNode(from: range.lowerBound) - 1)
    while index < nodes.count, Int(nodes[index].start) < range.upperBound {
      let node = nodes[index]
      if node.kind == .string, Int(node.end) > range.lowerBound, isSecret(index) {
        secrets.append(Int(node.start) + 1..<Int(node.end) - 1)
      }
      index += 1
    }
    return secrets
  }

  /// The index of the first node that begins at an offset or after it; nodes stand in order.
  private func firstNode(from offset: Int) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isSecret(_ index: Int) -> Bool {
    let place = JSONPlace(node: index)
    if content(place).starts(with: "eyJ".utf8), content(place).count > 40 { return true }
    guard index > 0, nodes[index - 1].kind == .key else { return false }
    switch text(JSONPlace(node: index - 1)).lowercased().filter({ $0 != "_" && $0 != "-" }) {
    case "secrettext", "clientsecret", "secret", "password", "privatekey", "accesstoken", "refreshtoken": return true
    case "key", "value":
      let pointer = self.pointer(to: place).lowercased()
      return ["passwordcredentials", "keycredentials", "/password/", "/certificate/"].contains { pointer.contains($0) }
    default: return false
    }
  }
}
