import Foundation
package import Testing

/// A text that is kept beside its fixture. `SCOPEAUDIT_RECORD=1 swift test` writes it anew and fails all the
/// same, so that nobody records by accident.
package enum Golden {
  package static func expect(_ actual: String, in file: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let path = "\(project)/\(file)"
    if ProcessInfo.processInfo.environment["SCOPEAUDIT_RECORD"] != nil {
      try actual.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(file)", sourceLocation: sourceLocation)
      return
    }
    let expected = try? String(contentsOfFile: path, encoding: .utf8)
    #expect(actual == expected, "\(file) differs; SCOPEAUDIT_RECORD=1 records it", sourceLocation: sourceLocation)
  }
}
