import ScopeValues
import Testing

/// GUIDs, base64url and edit distance against the plainest way to work them out.
@Suite struct IdentifierTests {
  private let text = "6f1c7a52-90ae-4d4c-8d3e-0b7c5f21a9e2"

  @Test func guidComesBackToItself() throws {
    let guid = try #require(GUID(text))
    #expect(guid.description == text && GUID(text.uppercased()) == guid)
    #expect(guid.high == 0x6f1c_7a52_90ae_4d4c && guid.low == 0x8d3e_0b7c_5f21_a9e2)
    #expect(GUID(Array("[\(text)]".utf8)[1..<37]) == guid)
  }

  /// A GUID with any one character in another's place is none, unless that is a digit.
  @Test func nothingElseIsAGUID() {
    for index in 0..<36 {
      for other in UInt8.min...UInt8.max {
        var bytes = Array(text.utf8)
        bytes[index] = other
        let isHyphen = [8, 13, 18, 23].contains(index)
        let fits = isHyphen ? other == UInt8(ascii: "-") : Character(Unicode.Scalar(other)).isHexDigit && other < 0x80
        #expect((GUID(bytes[...]) != nil) == fits)
      }
    }
    for length in [0, 1, 35, 37] { #expect(GUID(String(repeating: "0", count: length)) == nil) }
  }

  @Test func guidsDifferByDigits() throws {
    let guid = try #require(GUID(text))
    for index in 0..<64 {
      let other = GUID(high: guid.high ^ 1 << index, low: guid.low ^ 1 << (63 - index))
      #expect(guid.digitsDiffering(from: other) == 2)
    }
    #expect(guid.digitsDiffering(from: guid) == 0 && guid.digitsDiffering(from: .zero) == 30)
  }

  @Test(arguments: 0..<40)
  func base64URLComesBackToItself(length: Int) throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ length) }
    #expect(try Base64URL.decode(Array(encoded(bytes).utf8)[...]) == bytes)
  }

  @Test(arguments: [
    ("QQ==", Base64URL.Fault.padding), ("Q+", .plainAlphabet), ("Q/", .plainAlphabet), ("Q Q", .character),
    ("Q", .length), ("QQQQQ", .length), ("QR", .looseBits),
  ])
  func base64URLIsReadToTheLetter(text: String, fault: Base64URL.Fault) {
    #expect(throws: fault) { try Base64URL.decode(Array(text.utf8)[...]) }
  }

  private func encoded(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    return stride(from: 0, to: bits.count, by: 6).reduce(into: "") { text, start in
      let group = (0..<6).reduce(0) { $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }
      text.append(alphabet[group])
    }
  }

  /// All pairs of words of up to four letters out of two.
  @Test func editDistanceIsTheLeastNumberOfChanges() {
    var words: [[UInt8]] = [[]]
    var newest = words
    for _ in 0..<4 {
      newest = newest.flatMap { [$0 + [1], $0 + [2]] }
      words += newest
    }
    for left in words {
      for right in words {
        let distance = distance(left[...], right[...])
        for limit in 0...4 {
          #expect(EditDistance.between(left, right, limit: limit) == (distance <= limit ? distance : nil))
        }
      }
    }
  }

  private func distance(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    guard let first = left.first, let other = right.first else { return max(left.count, right.count) }
    if first == other { return distance(left.dropFirst(), right.dropFirst()) }
    return 1
      + min(
        distance(left.dropFirst(), right), distance(left, right.dropFirst()),
        distance(left.dropFirst(), right.dropFirst()))
  }
}
