import ScopeDocuments
import ScopeRun

/// The inputs of one of the states that are compared.
enum StateFile {
  /// The files of a state: a file, a folder, a revision, or standard input.
  ///
  /// - Parameter excluded: files that are not meant where a folder is given.
  static func all(of state: String, excluding excluded: [String]) -> [RunInput] {
    guard GitRevision.isNamed(by: state) else {
      return InputFile.expand([state], excluding: excluded).map { path in
        let isBelow = path.hasPrefix(state + "/")
        let relativePath = isBelow ? String(decoding: path.utf8.dropFirst(state.utf8.count + 1), as: UTF8.self) : ""
        return RunInput(file: path, relativePath: relativePath)
      }
    }
    do throws(ReadFailure) {
      return try GitRevision(state).files()
    } catch {
      return [RunInput(path: state, failure: error)]
    }
  }
}
