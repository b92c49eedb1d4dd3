import ScopeValues

/// Why a report could not be written.
package enum OutputProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotCreate(String, because: String)
  case cannotWrite(String, because: String)
  case isFolder(String)
  case isInput(String)

  package var description: String {
    switch self {
    case .cannotCreate(let path, let reason):
      "\(SafeText.line(path)) cannot be created: \(reason). Check the folder and its permissions."
    case .cannotWrite(let path, let reason): "\(SafeText.line(path)) cannot be written: \(reason)."
    case .isFolder(let path): "\(SafeText.line(path)) is a folder. Name a file in it."
    case .isInput(let path): "\(SafeText.line(path)) is an input. Give the report a path of its own."
    }
  }
}
