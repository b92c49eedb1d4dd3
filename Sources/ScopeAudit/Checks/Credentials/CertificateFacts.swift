/// What a rule asks of an X.509 certificate (RFC 5280): how it is signed, by whom, and how strong its key is.
struct CertificateFacts: Hashable, Sendable {
  /// Whether issuer and subject are one, so that nobody but its maker vouches for it.
  var isSelfSigned: Bool
  /// The length of an RSA key; nil for other kinds of key.
  var rsaBits: Int?
  /// Whether the signature rests on a hash that is broken: MD2, MD5 or SHA-1.
  var hasBrokenHash: Bool

  /// Nil for bytes that are no certificate in DER.
  init?(der bytes: [UInt8]) {
    var reader = DERReader(bytes[...])
    guard var certificate = reader.enter(0x30), var body = certificate.enter(0x30),
      let algorithm = certificate.enter(0x30)?.first(0x06)
    else { return nil }
    _ = body.enter(0xA0)
    guard body.skip(0x02), body.skip(0x30), let issuer = body.take(0x30), body.skip(0x30),
      let subject = body.take(0x30), var keyInfo = body.enter(0x30), let keyKind = keyInfo.enter(0x30)?.first(0x06)
    else { return nil }
    isSelfSigned = issuer == subject
    hasBrokenHash = Self.brokenSignatures.contains { algorithm.elementsEqual($0) }
    guard keyKind.elementsEqual(Self.rsa), let bits = keyInfo.take(0x03), bits.first == 0 else { return }
    var key = DERReader(bits.dropFirst())
    guard var numbers = key.enter(0x30), let modulus = numbers.take(0x02) else { return nil }
    let significant = modulus.drop { $0 == 0 }
    rsaBits = significant.count * 8 - (significant.first?.leadingZeroBitCount ?? 0)
  }

  /// rsaEncryption, PKCS #1.
  private static let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
  /// md2, md5 and sha1 with RSA; sha1 with DSA and ECDSA.
  private static let brokenSignatures: [[UInt8]] = [
    [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x02], [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x04],
    [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05], [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x03],
    [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01],
  ]
}

/// Reads tags, lengths and values of DER one after the other; never beyond the end, whatever a length says.
private struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The value of the next element, if it has the tag.
  mutating func take(_ tag: UInt8) -> ArraySlice<UInt8>? {
    var bytes = rest
    guard bytes.popFirst() == tag, let short = bytes.popFirst() else { return nil }
    var length = Int(short)
    if short >= 0x80 {
      length = 0
      guard short > 0x80, short <= 0x84 else { return nil }
      for _ in 0..<short & 0x7F {
        guard let byte = bytes.popFirst() else { return nil }
        length = length << 8 | Int(byte)
      }
    }
    guard length <= bytes.count else { return nil }
    rest = bytes.dropFirst(length)
    return bytes.prefix(length)
  }

  mutating func skip(_ tag: UInt8) -> Bool { take(tag) != nil }

  mutating func enter(_ tag: UInt8) -> DERReader? { take(tag).map { DERReader($0) } }

  /// The value of the first element, if it has the tag.
  func first(_ tag: UInt8) -> ArraySlice<UInt8>? {
    var copy = self
    return copy.take(tag)
  }
}
