import ScopeDocuments

/// One input of a run: how reports call it, and how its bytes are read.
package struct RunInput {
  /// As reports call it; "-" for standard input.
  package var path: String
  /// Below what was named on the command line; empty for a file that was named itself.
  package var relativePath: String
  /// Opens a file that this one names, by its whole path; nil where that is not allowed.
  package var beside: ((String) -> RunInput?)?
  /// Whether it was found in a folder that was named, so that it may well be something else.
  package var isFound: Bool
  /// Whether git is told to ignore it and does; asked only of what cannot be read.
  package var isIgnored: () -> Bool = { false }
  private let opening: () -> ReadBytes

  /// - Parameter open: called when the run comes to this input, and again where its text has to be looked through.
  package init(path: String, relativePath: String = "", isFound: Bool = false, open: @escaping () -> ReadBytes) {
    self.path = path
    self.relativePath = relativePath
    self.isFound = isFound
    opening = open
  }

  /// An input whose bytes are in memory.
  package init(path: String, bytes: [UInt8]) {
    self.init(path: path) { readBytes(of: bytes) }
  }

  /// An input that cannot be read.
  package init(path: String, relativePath: String = "", failure: ReadFailure) {
    self.init(path: path, relativePath: relativePath) { { _ throws(ReadFailure) in throw failure } }
  }

  /// Opens the input for reading in pieces.
  package func open() -> ReadBytes { opening() }

  /// Whether a path that an input names lies below the input's own folder; nothing leads out of it.
  static func isBelow(_ name: String, folderOf path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return name.hasPrefix(folder) && !name.split(separator: "/").contains("..")
      && (folder.isEmpty == !name.hasPrefix("/") || !folder.isEmpty)
  }
}
