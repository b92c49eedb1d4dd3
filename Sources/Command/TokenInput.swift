import ScopeDocuments
import ScopeReports

/// A file of pasted tokens; no more of it is read than any token can have.
struct TokenInput {
  let path: String
  /// The tokens in order, at least one unless the file cannot be read: where nothing can be understood, a malformed one.
  let tokens: [UnverifiedToken]
  /// Why the file cannot be read; nil where it can.
  let failure: CheckRun.Failure?

  /// Reads a file, or standard input for "-".
  init(_ path: String) {
    self.path = path
    do throws(ReadFailure) {
      tokens = TokenReader.read(try Self.bytes(path))
      failure = nil
    } catch {
      tokens = []
      failure = .init(
        path: path, position: .start, message: error.reason, remedy: error.remedy)
    }
  }

  /// What reports say of the file as an input.
  var summary: CheckRun.Input {
    CheckRun.Input(path: path, kind: tokens.contains { $0.claims != nil } ? "token" : "unusable")
  }

  private static func bytes(_ path: String) throws(ReadFailure) -> [UInt8] {
    var source = ByteSource(InputFile.reader(path))
    return try source.text(upTo: TokenReader.inputLimit + 1)
  }
}
