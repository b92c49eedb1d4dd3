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

  /// The text of a file, of standard input for "-", or of a file as a revision has it for git:REVISION:PATH.
  ///
  /// - Throws: ``Failure`` where it cannot be read or is larger than `limit` bytes.
  static func read(_ path: String, limit: Int = limit) throws -> [UInt8] {
    do throws(ReadFailure) {
      let read = try GitRevision.isNamed(by: path) ? GitRevision(path).reader() : InputFile.reader(path)
      if let text = try wholeContent(of: read, limit: limit) { return text }
    } catch {
      throw Failure(path: path, reason: error.reason, remedy: error.remedy)
    }
    throw Failure(path: path, reason: "is larger than \(limit >> 20) MiB", remedy: "Check where it comes from.")
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
