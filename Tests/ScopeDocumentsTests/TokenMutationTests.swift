import ScopeDocuments
import TestSupport
import Testing

private let header = Array(#"{"alg":"RS256","typ":"JWT"}"#.utf8)
private let claims = Array(
  #"{"aud":"https://graph.microsoft.com","iss":"https://sts.windows.net/0f4f61b9-2f43-4e1f-8a3e-5a64d2f0c1b7/","exp":1786792031,"roles":["A.B"],"scp":"C D","upn":"secret-person"}"#
    .utf8)

/// Bytes that parsers of JSON, base64url and tokens treat as special.
private let special = Array("{}[]\"\\,:.0-9eE+/=_ \n\u{0}\u{FF}nulltrue".utf8)

private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededNumbers) {
  for _ in 0..<Int.random(in: 1...3, using: &generator) {
    let index = Int.random(in: 0...bytes.count, using: &generator)
    let byte =
      Bool.random(using: &generator)
      ? special[Int.random(in: 0..<special.count, using: &generator)] : UInt8.random(in: 0...255, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes.insert(byte, at: index)
    case 1 where index < bytes.count: bytes[index] = byte
    case 2 where index < bytes.count: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 3 where index < bytes.count: bytes.remove(at: index)
    case 4: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 0...20, using: &generator)))
    default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 20)], at: index)
    }
  }
}

/// 25,000 mutated tokens a seed: of the text as it is pasted, or of the claims before they are encoded.
@Test(arguments: [1, 2, 3, 4] as [UInt64])
func survivesMutatedTokens(seed: UInt64) {
  var generator = SeededNumbers(seed: seed)
  var forms: [UnverifiedToken.Form: Int] = [:]
  for round in 0..<25_000 {
    var inner = claims
    if round % 2 == 0 { mutate(&inner, &generator) }
    var text = Array("\(base64URL(header)).\(base64URL(inner)).AAAA".utf8)
    if round % 2 == 1 { mutate(&text, &generator) }
    let tokens = TokenReader.read(text)
    guard let token = tokens.first else {
      Issue.record("seed \(seed), round \(round): nothing was read")
      return
    }
    forms[token.form, default: 0] += 1
    let isConsistent =
      (token.form == .malformed) == (token.fault != nil)
      && (token.claims != nil) == (token.form == .jws || token.fault == .partCount(2) && token.claims != nil)
    if !isConsistent {
      Issue.record("seed \(seed), round \(round): \(token.form) with fault \(String(describing: token.fault))")
    }
    if let document = token.claims?.document, round % 64 == 0 {
      let masked = document.excerpt(around: document.root, maximumBytes: 4_096).token
      if masked.contains("secret-person\"") || masked.contains("\"secret-person") {
        Issue.record("seed \(seed), round \(round): a personal claim was handed on")
      }
    }
  }
  // Both the reader and its faults were exercised.
  #expect((forms[.jws] ?? 0) > 1_000)
  #expect((forms[.malformed] ?? 0) > 1_000)
}
