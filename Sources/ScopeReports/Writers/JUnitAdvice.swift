internal import ScopeAudit
import ScopeValues
internal import Synchronization

/// Why a rule reports, what to do, and where to read about it: the same words in each case that fails by the rule, so
/// that libxml2 escapes them once.
final class JUnitAdvice: Sendable {
  /// By the rule's index, with the fix of the rule's record.
  private let known = Mutex<[Int: [UInt8]]>([:])

  /// The words as XML.
  func text(_ rule: Rule, _ fix: String) -> [UInt8] {
    guard fix == rule.fix.text else { return Self.words(rule, fix) }
    if let words = known.withLock({ $0[rule.index] }) { return words }
    let words = Self.words(rule, fix)
    known.withLock { $0[rule.index] = words }
    return words
  }

  private static func words(_ rule: Rule, _ fix: String) -> [UInt8] {
    var text = "Why: \(SafeText.line(rule.why))\nFix: \(SafeText.line(fix))"
    if let reference = rule.references.first { text += "\nHelp: \(reference.url)" }
    return XMLWriter.escaped(text)
  }
}
