import ScopeDocuments
import ScopeRun

/// Bytes to audit, and the name under which reports show them.
public struct AuditInput: Sendable {
  /// As reports call the input; usually its path.
  public var name: String
  /// A manifest or an export: any form that `scopeaudit check` reads.
  public var bytes: [UInt8]

  /// An input whose bytes are in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// An input whose text is in memory.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  var runInput: RunInput { RunInput(path: name, bytes: bytes) }
}
