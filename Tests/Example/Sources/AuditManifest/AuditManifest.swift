import Foundation
import ScopeAuditKit

@main
struct AuditManifest {
  static func main() async throws {
    let path = CommandLine.arguments[1]
    let input = AuditInput(name: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    let settings = AuditSettings(now: Int64(Date().timeIntervalSince1970))
    let report = await Audit.run([input], settings: settings, formats: [.text])
    print(report.text(.text), terminator: "")
    exit(Int32(report.outcome.rawValue))
  }
}
