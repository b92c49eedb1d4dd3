package import ScopeAudit
package import ScopeDocuments
package import ScopeValues

/// A file of pasted tokens; no more of it is read than any token can have.
package struct TokenInput {
  package let path: String
  /// The tokens in order, at least one unless the file cannot be read: where nothing can be understood, a malformed one.
  package let tokens: [UnverifiedToken]
  /// Why the file cannot be read; nil where it can.
  package let failure: CheckRun.Failure?

  package init(_ input: RunInput) {
    path = input.path
    do throws(ReadFailure) {
      tokens = TokenReader.read(try Self.bytes(input.open()))
      failure = nil
    } catch {
      tokens = []
      failure = .init(
        path: path, position: .start, message: error.reason, remedy: error.remedy)
    }
  }

  /// The applications to which the tokens were issued.
  package var holders: [GUID] { tokens.compactMap { $0.claims?.applicationId } }

  /// What reports say of the file as an input.
  package var summary: CheckRun.Input {
    CheckRun.Input(path: path, kind: tokens.contains { $0.claims != nil } ? "token" : "unusable")
  }

  private static func bytes(_ read: @escaping ReadBytes) throws(ReadFailure) -> [UInt8] {
    var source = ByteSource(read)
    return try source.text(upTo: TokenReader.inputLimit + 1)
  }
}
