import ScopeDocuments

/// A file of one of the states that are compared.
struct StateFile {
  /// As reports call it.
  var path: String
  /// Below what was named on the command line; empty for a file that was named itself.
  var relativePath: String
  /// Nil for a file that is opened by its path.
  var read: ReadBytes?

  /// The files of a state: a file, a folder, a revision, or standard input.
  ///
  /// - Parameter excluded: files that are not meant where a folder is given.
  static func all(of state: String, excluding excluded: [String]) -> [StateFile] {
    guard GitRevision.isNamed(by: state) else {
      return InputFile.expand([state], excluding: excluded).map { path in
        let isBelow = path.hasPrefix(state + "/")
        let relativePath = isBelow ? String(decoding: path.utf8.dropFirst(state.utf8.count + 1), as: UTF8.self) : ""
        return StateFile(path: path, relativePath: relativePath)
      }
    }
    do throws(ReadFailure) {
      return try GitRevision(state).files()
    } catch {
      let failure = error
      return [StateFile(path: state, relativePath: "") { _ throws(ReadFailure) in throw failure }]
    }
  }
}
