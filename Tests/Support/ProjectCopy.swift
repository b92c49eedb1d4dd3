import Foundation

/// A copy of parts of the project in a temporary folder, for tests that change files.
package struct ProjectCopy: ~Copyable {
  package let folder: String

  /// - Parameter parts: files and folders, by their path in the project.
  package init(of parts: [String]) throws {
    let manager = FileManager.default
    folder = manager.temporaryDirectory.appendingPathComponent("scopeaudit-\(UUID().uuidString)").path
    for part in parts {
      let target = "\(folder)/\(part)"
      try manager.createDirectory(
        atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try manager.copyItem(atPath: "\(project)/\(part)", toPath: target)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Every file, by its path in the copy, sorted.
  package var files: [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  package func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  package func write(_ text: String, to path: String) throws {
    try text.write(toFile: "\(folder)/\(path)", atomically: true, encoding: .utf8)
  }
}
