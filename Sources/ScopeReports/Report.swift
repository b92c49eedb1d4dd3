package import ScopeAudit
package import ScopeDocuments

/// What one run of `check` looked at and found.
package struct CheckReport: Sendable {
  package struct Input: Sendable {
    package var path: String
    package var applications: Int
    package init(path: String, applications: Int) {
      self.path = path
      self.applications = applications
    }
  }

  package struct Failure: Sendable {
    package var path: String
    package var position: TextPosition
    package var message: String
    package var remedy: String
    package init(path: String, position: TextPosition, message: String, remedy: String) {
      self.path = path
      self.position = position
      self.message = message
      self.remedy = remedy
    }
  }

  package var inputs: [Input] = []
  package var applications: [ApplicationResult] = []
  package var failures: [Failure] = []
  package init() {}

  package func count(_ severity: Severity) -> Int {
    applications.reduce(0) { $0 + $1.findings.count { $0.severity == severity } }
  }
}

/// Makes text from untrusted input harmless for terminals, logs and CI commands.
package enum SafeText {
  /// Controls and bidirectional marks become visible escapes; nothing can begin a CI command.
  package static func line(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
        safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    if safe.hasPrefix("::") || safe.hasPrefix("##[") || safe.hasPrefix("##vso[") { safe = "\u{B7} " + safe }
    return safe
  }
}
