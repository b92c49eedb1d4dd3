import ProcessStart
import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the process is told by its surroundings: clock, variables, terminal.
enum Environment {
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// All variables, as NAME=VALUE.
  static var variables: [String] {
    guard let start = scopeaudit_variables() else { return [] }
    return (0...).lazy.map { start[$0] }.prefix { $0 != nil }.compactMap { $0.map { String(cString: $0) } }
  }

  /// The arguments after the name; read without /proc, which an empty root does not have.
  static var arguments: [String] {
    guard let start = scopeaudit_arguments() else { return Array(CommandLine.arguments.dropFirst()) }
    return (0..<Int(scopeaudit_argument_count())).dropFirst().compactMap { start[$0].map { String(cString: $0) } }
  }

  /// The clock, unless SOURCE_DATE_EPOCH stands in for it (reproducible-builds.org).
  static var now: Timestamp {
    let seconds = variable("SOURCE_DATE_EPOCH").flatMap(Int64.init) ?? Int64(time(nil))
    return Timestamp(secondsSince1970: seconds) ?? .epoch
  }

  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  static var isTerminal: Bool { isatty(1) == 1 }

  /// Columns of the terminal on standard output, or of COLUMNS, or 100; and its lines, nil where it is none.
  static var screen: (width: Int, height: Int?) {
    var size = winsize()
    let isScreen = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    guard isScreen else { return (variable("COLUMNS").flatMap(Int.init) ?? 100, nil) }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : nil)
  }
}
