import ScopeDocuments
import ScopeReports
import ScopeValues

/// Small files that are read at once: settings, suppressions, baselines.
enum WholeFile {
  /// Why a file that was asked for cannot be read.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var reason: String
    var remedy: String
    var description: String { "\(SafeText.line(path)) \(reason). \(remedy)" }
  }

  private static let limit = 512 << 20

  /// The text of a file, or of standard input for "-".
  ///
  /// - Throws: ``Failure`` where it cannot be read or is larger than `limit` bytes.
  static func read(_ path: String, limit: Int = limit) throws -> [UInt8] {
    do throws(ReadFailure) {
      if let text = try wholeContent(of: InputFile.reader(path), limit: limit) { return text }
    } catch {
      throw Failure(path: path, reason: error.reason, remedy: error.remedy)
    }
    throw Failure(path: path, reason: "is larger than \(limit >> 20) MiB", remedy: "Check where it comes from.")
  }

  /// A path that a file names, taken from that file's folder.
  static func sibling(_ name: String, of path: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return String(path[...slash]) + name
  }
}
