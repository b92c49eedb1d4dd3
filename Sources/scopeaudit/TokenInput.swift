import ScopeDocuments

/// Reads pasted tokens; no more of an input than any token can have.
enum TokenInput {
  /// The tokens in a file, or on standard input for "-".
  static func read(_ path: String) throws(ReadFailure) -> [UnverifiedToken] {
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
    return TokenReader.read(Array(bytes[..<count]))
  }
}
