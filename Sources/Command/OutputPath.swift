import ProcessStart
import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Puts reports where they belong.
enum OutputPath {
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
  /// - Throws: ``OutputProblem``, ``OutputProblem/isInput(_:)`` where a file that was read would be lost.
  static func stage(
    _ path: String, mayReplaceInput: Bool = false, _ body: (ReportOutput) -> Void
  ) throws -> Staged? {
    var path = path
    guard mayReplaceInput || !ReadFiles.contain(path) else { throw OutputProblem.isInput(path) }
    switch FileTree.system.status(path, true)?.kind {
    case nil: break
    case .file: path = FileTree.system.resolved(path)
    case .folder: throw OutputProblem.isFolder(path)
    default:
      try writeDirectly(to: path, flags: O_WRONLY, body)
      return nil
    }
    try createFolder(of: path)
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw OutputProblem.cannotCreate(path, because: String(cString: strerror(errno))) }
    scopeaudit_keep_temporary(template)
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isWritten = pour(body, into: descriptor)
    let reason = String(cString: strerror(errno))
    guard close(descriptor) == 0, isWritten else {
      remove(temporary)
      throw OutputProblem.cannotWrite(path, because: reason)
    }
    return Staged(path: path, temporary: temporary)
  }

  /// Writes a whole file, as ``stage(_:mayReplaceInput:_:)`` and ``publish(_:)`` do.
  static func write(_ bytes: [UInt8], to path: String, mayReplaceInput: Bool = false) throws {
    let staged = try stage(path, mayReplaceInput: mayReplaceInput) { output in bytes.withUnsafeBytes { output($0) } }
    if let staged { try publish([staged]) }
  }

  /// Gives staged reports their names.
  static func publish(_ reports: [Staged]) throws {
    for (index, report) in reports.enumerated() where rename(report.temporary, report.path) != 0 {
      let reason = String(cString: strerror(errno))
      discard(Array(reports[index...]))
      throw OutputProblem.cannotWrite(report.path, because: reason)
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

  // MARK: Pieces

  private static func remove(_ temporary: String) {
    unlink(temporary)
    scopeaudit_forget_temporary(temporary)
  }

  private static func createFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if FileTree.system.status(folder, true) != nil { return }
    try createFolder(of: folder)
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw OutputProblem.cannotCreate(folder, because: String(cString: strerror(errno)))
    }
  }

  private static func writeDirectly(to path: String, flags: Int32, _ body: (ReportOutput) -> Void) throws {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputProblem.cannotCreate(path, because: String(cString: strerror(errno))) }
    let isWritten = pour(body, into: descriptor)
    let reason = String(cString: strerror(errno))
    guard close(descriptor) == 0, isWritten else { throw OutputProblem.cannotWrite(path, because: reason) }
  }

  private static func pour(_ body: (ReportOutput) -> Void, into descriptor: Int32) -> Bool {
    let stream = OutputStream(descriptor)
    body { stream.append($0) }
    return stream.flush()
  }
}
