#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes that wait for the end of a run: in memory while they are few, then in a file without a name.
struct Spool {
  private static let limit = 64 << 20
  private var bytes: [UInt8] = []
  private var file: Int32 = -1

  mutating func append(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
    if bytes.count > Self.limit { spill() }
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
    guard writeAll(bytes, to: file) else { return }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with everything in order.
  func read(_ body: (UnsafeRawBufferPointer) -> Void) {
    if file >= 0 {
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      var offset: off_t = 0
      while true {
        let count = pread(file, &buffer, buffer.count, offset)
        if count <= 0 { break }
        offset += off_t(count)
        buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    }
    bytes.withUnsafeBytes(body)
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
