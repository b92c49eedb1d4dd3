import Foundation
import ScopeAudit
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// The same registration as an export, as Terraform, Bicep, PowerShell and a script of az: the same permissions and the
/// same findings, but for their places.
@Suite struct SameRegistrationTests {
  @Test(arguments: UInt64(1)...40)
  func saysTheSameInEverySyntax(_ seed: UInt64) async {
    let registration = SameRegistration(seed: seed)
    let expected = await Self.told(registration, .export)
    #expect(!expected.isEmpty)
    for syntax in SameRegistration.Syntax.allCases where syntax != .export {
      let told = await Self.told(registration, syntax)
      #expect(told == expected, "\(syntax.rawValue) of registration \(seed)")
    }
  }

  /// What a report says of a registration, in the order of the alphabet.
  private static func told(_ registration: SameRegistration, _ syntax: SameRegistration.Syntax) async -> [String] {
    let auditor = Auditor(options: AuditOptions(now: .epoch))
    let settings = FormatSettings(
      rules: auditor.judgingRules, style: TextStyle(), threshold: FailureThreshold(severity: .high), now: .epoch)
    let store = SectionStore([FormatName.json.make(settings, isFile: true)])
    var runner = AuditRunner(auditor: auditor, store: store)
    let text = registration.text(syntax)
    await runner.audit([RunInput(path: syntax.rawValue, bytes: Array(text.utf8))])
    runner.conclude()
    var bytes: [UInt8] = []
    runner.store.formats[0].write(runner.run, runner.store.sections(0)) { bytes.append(contentsOf: $0) }
    guard let report = try? JSONDecoder().decode(Report.self, from: Data(bytes)) else { return [] }
    var told = runner.run.failures.map { "failure \($0.path)" }
    for application in report.applications {
      told.append("application \(application.displayName ?? "") \(application.audience ?? "")")
      for permission in application.permissions {
        let known = [permission.resourceAppId, permission.flow, permission.id, permission.name, permission.status]
        told.append("permission " + known.map { $0 ?? "" }.joined(separator: " "))
      }
    }
    for finding in report.findings { told.append("finding \(finding.rule) \(finding.severity)") }
    return told.sorted()
  }

  private struct Report: Decodable {
    struct Application: Decodable {
      var displayName: String?
      var audience: String?
      var permissions: [Permission]
    }
    struct Permission: Decodable {
      var resourceAppId: String?
      var flow: String?
      var id: String?
      var name: String?
      var status: String?
    }
    struct Finding: Decodable {
      var rule: String
      var severity: String
    }
    var applications: [Application]
    var findings: [Finding]
  }
}
