import ScopeDocuments
import ScopeRun

/// The inputs of one of the states that are compared.
enum StateFile {
  /// The files of a state: a file, a folder, a revision, or standard input.
  ///
  /// - Parameter excluded: files that are not meant where a folder is given.
  static func all(of state: String, excluding excluded: [String]) -> [RunInput] {
    guard GitRevision.isNamed(by: state) else {
      return FolderWalk([state], excluding: excluded).inputs
    }
    do throws(ReadFailure) {
      return try GitRevision(state).files()
    } catch {
      return [RunInput(path: state, failure: error)]
    }
  }
}
