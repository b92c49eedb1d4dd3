import ScopeValues
import Testing

/// The digest against published ones, at every length where padding changes its shape.
@Suite struct SHA256Tests {
  /// NIST, "Examples with intermediate values" and "additional examples" for SHA-256 (csrc.nist.gov); the lengths 63 and
  /// 65, which NIST does not list, are what OpenSSL computes.
  static let vectors: [(bytes: [UInt8], digest: String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ([0xBD], "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"),
    ([0xC9, 0x8C, 0x8E, 0x55], "7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504"),
    (zeros(55), "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"),
    (zeros(56), "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"),
    (zeros(63), "c7723fa1e0127975e49e62e753db53924c1bd84b8ac1ac08df78d09270f3d971"),
    (zeros(64), "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"),
    (zeros(65), "98ce42deef51d40269d542f5314bef2c7468d401ad5d85168bfab4c0108f75f7"),
    (
      [UInt8](repeating: 0x61, count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
    (zeros(1_000_000), "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025"),
  ]

  private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  @Test func agreesWithPublishedDigests() {
    for (bytes, digest) in Self.vectors { #expect(SHA256.digest(of: bytes) == digest, "\(bytes.count) bytes") }
  }

  /// The code for processors without instructions for it, on any processor.
  @Test func portableCodeAgreesAsWell() {
    for (bytes, digest) in Self.vectors {
      let sum = SHA256(isPortable: true)
      bytes.withUnsafeBytes { sum.update($0) }
      #expect(sum.hexadecimal == digest, "\(bytes.count) bytes")
    }
  }

  @Test(arguments: [1, 3, 55, 63, 64, 65, 127, 999])
  func piecesMakeNoDifference(size: Int) {
    for (bytes, digest) in Self.vectors where bytes.count < 10_000 || size > 50 {
      let sum = SHA256()
      var rest = bytes[...]
      while !rest.isEmpty {
        rest.prefix(size).withUnsafeBytes { sum.update($0) }
        rest = rest.dropFirst(size)
      }
      #expect(sum.hexadecimal == digest, "\(bytes.count) bytes in pieces of \(size)")
    }
  }
}
