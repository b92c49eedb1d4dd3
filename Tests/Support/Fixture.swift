import Foundation

/// The files under fixtures/.
package enum Fixture {
  /// The names of a folder's files with an ending, without it, sorted.
  package static func names(in folder: String, ending: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/\(folder)")) ?? []
    return all.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// - Throws: what Foundation says of a file that cannot be read.
  package static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/\(path)")))
  }
}
