import ScopeDocuments
import ScopeReports
import ScopeValues

/// Small files that are read at once: settings, suppressions, baselines.
enum WholeFile {
  /// Why a file that was asked for cannot be read.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var reason: String
    var description: String { "\(SafeText.line(path)) \(reason). Check the path and its permissions." }
  }

  private static let limit = 512 << 20

  static func read(_ path: String) throws -> [UInt8] {
    let read = InputFile.reader(path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count: Int
      do {
        count = try buffer.withUnsafeMutableBytes { try read($0) }
      } catch let failure as ReadFailure {
        throw Failure(path: path, reason: failure.reason)
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw Failure(path: path, reason: "is larger than \(limit >> 20) MiB") }
    }
  }

  /// A path that a file names, taken from that file's folder.
  static func sibling(_ name: String, of path: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return String(path[...slash]) + name
  }
}
