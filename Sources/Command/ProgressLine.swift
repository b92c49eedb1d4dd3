import ProcessStart
import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Says on standard error how far a run is that takes longer than a second, where a person watches.
enum ProgressLine {
  /// What is counted for it; nil where nobody would see it.
  static let counts = isWanted ? RunProgress() : nil

  private static var isWanted: Bool {
    RunProgress.isWanted(isTerminal: isatty(2) == 1, variable: Environment.variable)
  }

  /// Draws the line from the first second on, until the process ends or writes its report on the same terminal.
  static func begin() {
    guard counts != nil else { return }
    scopeaudit_progress_begin { buffer, size, columns, seconds in
      guard let buffer, var line = ProgressLine.counts?.line(width: Int(columns), seconds: seconds) else { return 0 }
      return line.withUTF8 { text in
        let count = min(text.count, Int(size))
        for index in 0..<count { buffer[index] = CChar(bitPattern: text[index]) }
        return Int32(count)
      }
    }
  }
}
