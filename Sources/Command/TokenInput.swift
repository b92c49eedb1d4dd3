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
        path: path, position: .start, message: error.reason, remedy: "Check the path and the permissions of the file.")
    }
  }

  /// What reports say of the file as an input.
  var summary: CheckRun.Input {
    CheckRun.Input(path: path, kind: tokens.contains { $0.claims != nil } ? "token" : "unusable")
  }

  private static func bytes(_ path: String) throws(ReadFailure) -> [UInt8] {
    let read = InputFile.reader(path)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while count <= TokenReader.inputLimit {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
      var got = 0
      var failure: ReadFailure?
      bytes.withUnsafeMutableBytes { buffer in
        do throws(ReadFailure) {
          got = try read(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }
}
