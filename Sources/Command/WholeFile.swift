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

  /// - Parameter path: a file, or git:REVISION:PATH for a file as a revision has it.
  static func read(_ path: String) throws -> [UInt8] {
    let read: ReadBytes
    do throws(ReadFailure) {
      read = try GitRevision.isNamed(by: path) ? GitRevision(path).reader() : InputFile.reader(path)
    } catch {
      throw Failure(path: path, reason: error.reason)
    }
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
    guard !name.hasPrefix("/"), !GitRevision.isNamed(by: name) else { return name }
    // In a revision, a file beside one of its root follows a colon.
    let isInRevision = GitRevision.isNamed(by: path)
    guard let border = path.lastIndex(where: { $0 == "/" || isInRevision && $0 == ":" }) else { return name }
    return String(path[...border]) + name
  }
}
