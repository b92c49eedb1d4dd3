#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import ArgumentParser
import ScopeReports

/// Puts reports where they belong: all of them, or nothing.
enum OutputPath {
  /// Why a report could not be written.
  enum Failure: Error, CustomStringConvertible {
    case cannotCreate(String, String)
    case cannotWrite(String, String)

    var description: String {
      switch self {
      case .cannotCreate(let path, let reason): "\(SafeText.line(path)) cannot be created: \(reason). Check the folder and its permissions."
      case .cannotWrite(let path, let reason): "\(SafeText.line(path)) cannot be written: \(reason)."
      }
    }
  }

  /// Writes under a temporary name beside the path, then renames, so that nobody sees half a report.
  static func write(to path: String, _ body: (ReportOutput) -> Void) throws {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure.cannotCreate(path, String(cString: strerror(errno))) }
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    let isWritten = pour(body, into: descriptor)
    let reason = String(cString: strerror(errno))
    close(descriptor)
    guard isWritten, rename(template, path) == 0 else {
      unlink(template)
      throw Failure.cannotWrite(path, reason)
    }
  }

  /// Gathers small pieces; false where something could not be written.
  private static func pour(_ body: (ReportOutput) -> Void, into descriptor: Int32) -> Bool {
    let stream = OutputStream(descriptor)
    body { stream.append($0) }
    return stream.flush()
  }
}

/// Gathers the pieces of a report into large writes.
final class OutputStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Why a write failed, in the system's words; nothing is written after that.
  private(set) var failure: String?

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Standard output; a reader that has seen enough, such as head, is no failure of ours.
  static func standardOutput() -> OutputStream {
    signal(SIGPIPE, SIG_IGN)
    return OutputStream(1)
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    guard failure == nil else { return }
    if buffer.isEmpty, bytes.count >= 1 << 18 {
      write(bytes)
    } else {
      buffer.append(contentsOf: bytes)
      if buffer.count >= 1 << 18 { flush() }
    }
  }

  @discardableResult
  func flush() -> Bool {
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    if failure == nil { pending.withUnsafeBytes { write($0) } }
    return failure == nil
  }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    if !writeAll(bytes, to: descriptor) { failure = errno == EPIPE ? "" : String(cString: strerror(errno)) }
  }

  /// Throws where something but the end of interest kept the report from being written.
  func finish() throws {
    flush()
    if let failure, !failure.isEmpty { throw OutputPath.Failure.cannotWrite("standard output", failure) }
  }
}
