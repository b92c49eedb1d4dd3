import ScopeValues

/// Paths as the readers of reports want them.
enum ReportPath {
  /// The path from the folder in which the run was started, without detours through ".".
  static func relative(_ path: String) -> String {
    guard path.utf8.contains(ASCII.slash) else { return path }
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// A URI reference (RFC 3986) that holds nothing but ASCII and cannot be taken for one with a scheme.
  static func uri(_ path: String) -> String {
    let path = relative(path)
    return (path.hasPrefix("/") ? "file://" : "") + PercentEncoding.encodePath(path)
  }
}
