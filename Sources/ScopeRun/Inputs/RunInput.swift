package import ScopeDocuments

/// One input of a run: how reports call it, and how its bytes are read.
package struct RunInput {
  /// As reports call it; "-" for standard input.
  package var path: String
  /// Below what was named on the command line; empty for a file that was named itself.
  package var relativePath: String
  private let opening: () -> ReadBytes

  /// - Parameter open: called once, when the run comes to this input.
  package init(path: String, relativePath: String = "", open: @escaping () -> ReadBytes) {
    self.path = path
    self.relativePath = relativePath
    opening = open
  }

  /// An input whose bytes are in memory.
  package init(path: String, bytes: [UInt8]) {
    self.init(path: path) { readBytes(of: bytes) }
  }

  /// An input that cannot be read.
  package init(path: String, failure: ReadFailure) {
    self.init(path: path) { { _ throws(ReadFailure) in throw failure } }
  }

  /// Opens the input for reading in pieces.
  package func open() -> ReadBytes { opening() }
}
