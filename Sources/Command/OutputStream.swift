import ProcessStart
import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    // On a terminal the report itself tells how far it is.
    if descriptor == 1, Environment.isTerminal { scopeaudit_progress_end() }
    if !writeAll(bytes, to: descriptor) { failure = errno == EPIPE ? "" : String(cString: strerror(errno)) }
  }

  /// Throws where something but the end of interest kept the report from being written.
  func finish() throws {
    flush()
    if let failure, !failure.isEmpty { throw OutputProblem.cannotWrite("standard output", because: failure) }
  }
}
