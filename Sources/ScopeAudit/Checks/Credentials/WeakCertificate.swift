internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A certificate with a short key or a broken hash, or one that nobody but its maker vouches for.
  static let weakCertificate = Check(application: "weak-certificate") { application, context in
    for key in context.keys(of: application) where !key.isSymmetric && !key.isForSigning {
      guard !key.hasExpired(at: context.options.now) else { continue }
      guard let place = context.document.rareMember("key", "value", of: key.place),
        context.document.kind(place) == .string
      else {
        context.cannotAssess("the export does not show the certificate itself")
        continue
      }
      guard let facts = CertificateFacts(der: certificate(context.document.plainContent(place))) else {
        context.cannotAssess("a certificate could not be read")
        continue
      }
      if let bits = facts.rsaBits, bits < 2048 {
        context.report(key, at: key.headline, "This certificate's RSA key has \(bits) bits; 2048 are the least.")
      } else if facts.hasBrokenHash {
        context.report(key, at: key.headline, "This certificate is signed with a hash that is broken.")
      } else if facts.isSelfSigned {
        context.report(
          key, at: key.headline, "This certificate is self-signed: no authority vouches for it or can revoke it.",
          severity: .low)
      }
    }
  }

  /// The bytes of a certificate in base64, be it of the plain alphabet, padded, broken into lines or in PEM.
  private static func certificate(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(text.count)
    for line in text.split(separator: ASCII.lineFeed) where !line.begins(with: "-----") {
      for byte in line where byte != ASCII.equals && byte > ASCII.space {
        letters.append(byte == ASCII.plus ? ASCII.hyphen : byte == ASCII.slash ? ASCII.underscore : byte)
      }
    }
    return (try? Base64URL.decode(letters[...])) ?? []
  }
}
