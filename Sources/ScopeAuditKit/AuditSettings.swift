import ScopeAudit
import ScopeDocuments
import ScopeValues

/// What an audit goes by: the clock, what the settings say about rules, and which findings fail it.
public struct AuditSettings: Sendable {
  /// Seconds since 1970 at which credentials and tokens are judged.
  public var now: Int64
  /// The least severity whose findings fail the audit; nil: none does.
  public var failOn: FindingSeverity? = .high
  /// How many cores an audit of many applications may use.
  public var workers = 1
  /// The settings of a `.scopeaudit.json`; nil: the rule book's own.
  private var file: ConfigurationFile?

  /// Settings that leave every rule as the rule book has it.
  ///
  /// - Parameter now: seconds since 1970; the library never asks a clock.
  public init(now: Int64) { self.now = now }

  /// Settings that a `.scopeaudit.json` states.
  ///
  /// - Throws: ``SettingsProblem`` with the place of a key, a rule or a value that does not exist.
  public init(now: Int64, json: [UInt8], name: String = ".scopeaudit.json") throws {
    self.now = now
    do throws(ConfigurationError) {
      file = try ConfigurationFile(json, path: name)
      _ = try options()
    } catch {
      throw SettingsProblem(description: error.description)
    }
  }

  var moment: Timestamp { Timestamp(secondsSince1970: now) ?? .epoch }

  var threshold: FailureThreshold { FailureThreshold(severity: failOn?.severity) }

  func options() throws(ConfigurationError) -> AuditOptions {
    var options = AuditOptions(now: moment)
    if let file { try options.apply(file, book: .shared) }
    return options
  }

  /// The rules and facts that an audit with these settings goes by.
  var auditor: Auditor {
    // The settings were tried when they were read, so that nothing is thrown here.
    Auditor(options: (try? options()) ?? AuditOptions(now: moment))
  }
}

/// Why settings cannot be used: what, where, and what to do about it.
public struct SettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Path, line and column, what is wrong, and the remedy.
  public let description: String
}
