import ScopeDocuments
import ScopeValues

/// What to do about a path that does not open, by what seems to be meant with it.
package enum NoSuchPath {
  /// - Parameter path: as it was given.
  package static func remedy(_ path: String) -> String {
    if path.hasPrefix("https://") || path.hasPrefix("http://") {
      return "scopeaudit opens no connection. Fetch it first, such as: az rest --url \u{2026} > apps.json."
    }
    if GUID(path) != nil {
      return "That is an id, not a file. Export the application first: az ad app show --id \(path) > app.json."
    }
    return ReadFailure.checkPath
  }
}
