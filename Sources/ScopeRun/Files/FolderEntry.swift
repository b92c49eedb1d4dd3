import ScopeDocuments

/// What is done with something that stands in a folder, told by its kind and name alone.
package enum FolderEntry: Equatable, Sendable {
  case read, descend
  /// Why it is passed over, as a sentence without a full stop.
  case skip(String)

  /// - Parameter kind: what the file system says it is, links followed; nil for nothing.
  package init(_ kind: FileStatus.Kind?, name: String) {
    self =
      switch kind {
      case .file: .read
      case .folder: name == ".git" ? .skip("git's own folder") : .descend
      case .pipe: .skip("this is a pipe, which is never opened")
      case .socket: .skip("this is a socket, which is never opened")
      case .device: .skip("this is a device, which is never opened")
      case .link, nil: .skip("this link leads nowhere")
      }
  }

  /// Why a file of the gate itself is passed over.
  package static let ownFile = "this is a file of the gate itself"

  /// Endings of files that hold registrations.
  private static let registrations = [".json", ".jsonc", ".json5", ".ndjson", ".jsonl", ".tfstate"]
    .flatMap { [$0, $0 + ".gz"] }
  /// Endings of files that hold activity.
  private static let activity = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".log", ".gz"]

  /// Whether a file of a folder may hold registrations, by its name.
  package static func isRegistrationFile(_ path: String) -> Bool { isNamed(path, registrations) }

  /// Whether a file of a folder may hold activity, by its name.
  package static func isActivityFile(_ path: String) -> Bool { isNamed(path, activity) }

  /// The file of settings is neither.
  private static func isNamed(_ path: String, _ endings: [String]) -> Bool {
    let name = path.lowercased()
    return endings.contains { name.hasSuffix($0) }
      && path.split(separator: "/").last.map(String.init) != ConfigurationFile.name
  }
}
