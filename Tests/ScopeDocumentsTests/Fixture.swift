#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files under fixtures/.
enum Fixture {
  private static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/fixtures"

  /// The names of a folder's files with an ending, without it, sorted.
  static func names(in folder: String, ending: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(self.folder)/\(folder)")) ?? []
    return all.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  static func bytes(_ path: String) -> [UInt8] {
    (try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))).map(Array.init) ?? []
  }

  /// The expected text; with RECORD_FIXTURES set, it is written first, and the test fails all the same.
  static func expected(_ path: String, actual: String) -> String {
    guard ProcessInfo.processInfo.environment["RECORD_FIXTURES"] != nil else { return text(path) }
    try? Data(actual.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
    return "recorded"
  }

  static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }
}
