import ScopeDocuments
import ScopeValues
import Synchronization

/// How far a run has come; counted from all its threads, and said in one line for who waits.
package final class RunProgress: Sendable {
  private struct State {
    /// Files that are to be read, with their bytes.
    var expected: [String: Int] = [:]
    /// Bytes that are to be read, as far as that is known.
    var total = 0
    /// Bytes that were read, of each file once.
    var read = 0
    var opened: Set<String> = []
    var finished = 0
    var applications = 0
    var findings = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether whoever watches a terminal wants such a line there: not where NO_COLOR asks for plain text, and not where
  /// the terminal cannot take a line back.
  package static func isWanted(isTerminal: Bool, variable: (String) -> String?) -> Bool {
    guard isTerminal, variable("NO_COLOR")?.isEmpty != false else { return false }
    return variable("TERM").map { !$0.isEmpty && $0 != "dumb" } ?? false
  }

  // MARK: Counting

  /// Remembers a file that is going to be read.
  func expect(_ path: String, bytes: Int) {
    state.withLock { state in
      guard state.expected.updateValue(bytes, forKey: path) == nil else { return }
      state.total += bytes
    }
  }

  /// What a reader hands out, counted; of a path that is opened again nothing is counted.
  func counting(_ path: String, _ read: @escaping ReadBytes) -> ReadBytes {
    guard state.withLock({ $0.opened.insert(path).inserted }) else { return read }
    return { buffer throws(ReadFailure) in
      let count = try read(buffer)
      self.state.withLock { state in
        state.read += count
        if count == 0 { state.finished += 1 }
      }
      return count
    }
  }

  /// Remembers what was found so far.
  func found(applications: Int, findings: Int) {
    state.withLock { state in
      state.applications = applications
      state.findings = findings
    }
  }

  // MARK: Saying

  /// What is done and what is left, in no more columns than the terminal has; nil before anything was read.
  ///
  /// - Parameters:
  ///   - width: columns.
  ///   - seconds: how long the run has taken.
  package func line(width: Int, seconds: Double) -> String? {
    let state = state.withLock { $0 }
    // Somebody who types needs no count of what was typed.
    guard state.total > 0 || state.read >= 1_000_000 else { return nil }
    var parts: [String] = []
    let isReading = state.total == 0 || state.read < state.total
    if state.total == 0 {
      parts.append("\(Self.size(state.read)) read")
    } else if isReading {
      parts.append("\(state.read * 100 / state.total) % of \(Self.size(state.total))")
    } else {
      parts.append("\(Self.size(state.total)) read, working")
    }
    if isReading, state.expected.count > 1 {
      let done = min(state.finished, state.expected.count)
      parts.append("\(Self.grouped(done)) of \(Self.grouped(state.expected.count)) files")
    }
    if state.applications > 0 {
      parts.append("\(Self.grouped(state.applications)) \(state.applications == 1 ? "application" : "applications")")
      parts.append("\(Self.grouped(state.findings)) \(state.findings == 1 ? "finding" : "findings")")
    }
    if state.total > 0, isReading, state.read * 50 > state.total {
      let left = seconds * Double(state.total - state.read) / Double(state.read)
      parts.append("about \(Self.time(left)) left")
    }
    while parts.count > 1, parts.joined(separator: " \u{B7} ").count >= width { parts.removeLast() }
    return String(parts.joined(separator: " \u{B7} ").prefix(max(0, width - 1)))
  }

  /// Such as 334 MB; decimal units.
  private static func size(_ bytes: Int) -> String {
    if bytes >= 1_000_000_000 { return "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB" }
    return bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(bytes / 1_000) kB"
  }

  /// Such as 41,000.
  private static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  private static func time(_ seconds: Double) -> String {
    let seconds = max(1, Int(min(seconds, 86_400)))
    return seconds < 90 ? "\(seconds) s" : "\(seconds / 60) min"
  }
}
