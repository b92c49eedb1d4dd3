#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where remarks and refusals go; what cannot be written there is lost.
enum StandardError {
  /// Writes each text as a line.
  static func print(_ lines: [String]) {
    for line in lines { Array((line + "\n").utf8).withUnsafeBytes { _ = write(2, $0.baseAddress, $0.count) } }
  }
}
