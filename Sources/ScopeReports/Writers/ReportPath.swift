/// Paths as the readers of reports want them.
enum ReportPath {
  /// The path from the folder in which the run was started, without detours through ".".
  static func relative(_ path: String) -> String {
    guard path.utf8.contains(0x2F) else { return path }
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// A URI reference (RFC 3986) that holds nothing but ASCII and cannot be taken for one with a scheme.
  static func uri(_ path: String) -> String {
    let path = relative(path)
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += byte < 16 ? "%0" : "%"
        uri += String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
