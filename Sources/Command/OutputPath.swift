import ProcessStart
import ScopeReports
import ScopeValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Puts reports where they belong.
enum OutputPath {
  /// Why a report could not be written.
  enum Failure: Error, CustomStringConvertible {
    case cannotCreate(String, String)
    case cannotWrite(String, String)
    case isFolder(String)
    case isInput(String)

    var description: String {
      switch self {
      case .cannotCreate(let path, let reason):
        "\(SafeText.line(path)) cannot be created: \(reason). Check the folder and its permissions."
      case .cannotWrite(let path, let reason): "\(SafeText.line(path)) cannot be written: \(reason)."
      case .isFolder(let path): "\(SafeText.line(path)) is a folder. Name a file in it."
      case .isInput(let path): "\(SafeText.line(path)) is an input. Give the report a path of its own."
      }
    }
  }

  /// A report that is written, but not under its own name yet.
  struct Staged {
    fileprivate var path: String
    fileprivate var temporary: String
  }

  /// Writes under a temporary name beside the path, so that nobody sees half a report; creates missing folders.
  ///
  /// What is there and is no file, such as a pipe or /dev/null, is written to at once: nil.
  ///
  /// - Parameter mayReplaceInput: whether the output is meant to take the place of a file that was read.
  /// - Throws: ``Failure``, ``Failure/isInput(_:)`` where a file that was read would be lost.
  static func stage(
    _ path: String, mayReplaceInput: Bool = false, _ body: (ReportOutput) -> Void
  ) throws -> Staged? {
    var status = stat()
    var path = path
    guard mayReplaceInput || !ReadFiles.contain(path) else { throw Failure.isInput(path) }
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: path = resolved(path)
      case S_IFDIR: throw Failure.isFolder(path)
      default:
        try writeDirectly(to: path, flags: O_WRONLY, body)
        return nil
      }
    }
    try createFolder(of: path)
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure.cannotCreate(path, String(cString: strerror(errno))) }
    scopeaudit_keep_temporary(template)
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isWritten = pour(body, into: descriptor)
    let reason = String(cString: strerror(errno))
    guard close(descriptor) == 0, isWritten else {
      remove(temporary)
      throw Failure.cannotWrite(path, reason)
    }
    return Staged(path: path, temporary: temporary)
  }

  /// Gives staged reports their names.
  static func publish(_ reports: [Staged]) throws {
    for (index, report) in reports.enumerated() where rename(report.temporary, report.path) != 0 {
      let reason = String(cString: strerror(errno))
      discard(Array(reports[index...]))
      throw Failure.cannotWrite(report.path, reason)
    }
    for report in reports { scopeaudit_forget_temporary(report.temporary) }
  }

  static func discard(_ reports: [Staged]) {
    for report in reports { remove(report.temporary) }
  }

  /// Adds to the end of a file that others write to as well.
  static func append(to path: String, _ body: (ReportOutput) -> Void) throws {
    try writeDirectly(to: path, flags: O_WRONLY | O_APPEND | O_CREAT, body)
  }

  /// What two spellings of one path have in common.
  static func identity(of path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : currentFolder + "/" + path
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return resolved("/" + parts.joined(separator: "/"))
  }

  // MARK: Pieces

  private static func remove(_ temporary: String) {
    unlink(temporary)
    scopeaudit_forget_temporary(temporary)
  }

  private static var currentFolder: String {
    guard let folder = getcwd(nil, 0) else { return "" }
    defer { free(folder) }
    return String(cString: folder)
  }

  /// The path without symbolic links; as it is where nothing stands there yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func createFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    var status = stat()
    if stat(folder, &status) == 0 { return }
    try createFolder(of: folder)
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw Failure.cannotCreate(folder, String(cString: strerror(errno)))
    }
  }

  private static func writeDirectly(to path: String, flags: Int32, _ body: (ReportOutput) -> Void) throws {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure.cannotCreate(path, String(cString: strerror(errno))) }
    let isWritten = pour(body, into: descriptor)
    let reason = String(cString: strerror(errno))
    guard close(descriptor) == 0, isWritten else { throw Failure.cannotWrite(path, reason) }
  }

  private static func pour(_ body: (ReportOutput) -> Void, into descriptor: Int32) -> Bool {
    let stream = OutputStream(descriptor)
    body { stream.append($0) }
    return stream.flush()
  }
}
