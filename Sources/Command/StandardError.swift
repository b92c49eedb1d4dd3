import ProcessStart
import ScopeAuditKit

/// Where remarks and refusals go; what cannot be written there is lost.
enum StandardError {
  /// Writes each text as a line, without the secrets that it may quote.
  static func print(_ lines: [String]) {
    if !lines.isEmpty { scopeaudit_progress_pause() }
    defer { if !lines.isEmpty { scopeaudit_progress_resume() } }
    for line in lines { _ = writeAll(Array((ShownText.of(line) + "\n").utf8), to: 2) }
  }
}
