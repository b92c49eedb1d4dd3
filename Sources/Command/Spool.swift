import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that wait for the end of a run: in memory while they are few, then in a file without a name.
struct Spool: SectionSpool {
  private static let limit = 8 << 20
  /// As they came: joining them would only copy them.
  private var pieces: [[UInt8]] = []
  /// Bytes in the pieces.
  private var count = 0
  private var file: Int32 = -1
  /// Bytes in the file.
  private var written: off_t = 0

  mutating func append(_ piece: [UInt8]) {
    pieces.append(piece)
    count += piece.count
    if count > Self.limit { spill() }
  }

  /// Moves what has gathered to the file; where there can be none, memory has to do.
  private mutating func spill() {
    if file < 0 {
      let folder = Environment.variable("TMPDIR") ?? "/tmp"
      var template = Array("\(folder)/scopeaudit-XXXXXX".utf8CString)
      file = mkstemp(&template)
      guard file >= 0 else { return }
      unlink(template)
    }
    // Where the file system is full, the pieces that did not go into the file whole stay in memory.
    let kept = pieces.firstIndex { piece in
      guard lseek(file, written, SEEK_SET) == written, writeAll(piece, to: file) else { return true }
      written += off_t(piece.count)
      count -= piece.count
      return false
    }
    pieces.removeFirst(kept ?? pieces.count)
  }

  /// Calls `body` with everything in order.
  func read(_ body: (UnsafeRawBufferPointer) -> Void) {
    if file >= 0 {
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      var offset: off_t = 0
      while offset < written {
        let count = pread(file, &buffer, min(buffer.count, Int(written - offset)), offset)
        if count <= 0 { break }
        offset += off_t(count)
        buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    }
    for piece in pieces { piece.withUnsafeBytes(body) }
  }
}

/// Writes all bytes to a descriptor; false where that failed.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
}

/// Writes all bytes to a descriptor; false where that failed.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
