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

  static func writeToStandardOutput(_ body: (ReportOutput) -> Void) throws {
    // A reader that has seen enough, such as head, is no failure of ours.
    signal(SIGPIPE, SIG_IGN)
    if !pour(body, into: 1), errno != EPIPE {
      throw Failure.cannotWrite("standard output", String(cString: strerror(errno)))
    }
  }

  /// Gathers small pieces; false where something could not be written.
  private static func pour(_ body: (ReportOutput) -> Void, into descriptor: Int32) -> Bool {
    var buffer: [UInt8] = []
    var isWritten = true
    body { bytes in
      guard isWritten else { return }
      buffer.append(contentsOf: bytes)
      if buffer.count >= 1 << 20 {
        isWritten = writeAll(buffer, to: descriptor)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    return isWritten && writeAll(buffer, to: descriptor)
  }
}
