import Foundation
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeValues
import TestSupport
import Testing

@testable import CatalogBuild
@testable import Maintenance

private let auditor = Auditor(options: AuditOptions(now: Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch))

private func states(_ texts: String...) throws -> [RegistrationState] {
  try texts.flatMap { try states(Array($0.utf8)) }
}

private func states(_ bytes: [UInt8], relativePath: String = "") throws -> [RegistrationState] {
  var stream = RegistrationStream(read: readBytes(of: bytes))
  var states: [RegistrationState] = []
  while let value = try stream.next() {
    states += value.applications.map {
      RegistrationState($0, path: "example.json", relativePath: relativePath, auditor: auditor)
    }
  }
  return states
}

private func compare(_ old: [RegistrationState], _ new: [RegistrationState]) -> [ApplicationResult] {
  let audit = ChangeAudit(auditor: auditor)
  return RegistrationPairs.pair(old.map(\.keys), new.map(\.keys)).compactMap { before, after in
    let before = before.map { old[$0] }
    return after.map { audit.compare(before, new[$0]) } ?? before.map(audit.removal)
  }
}

private func changes(_ old: InventedRegistration, _ new: InventedRegistration) throws -> [String] {
  try compare(states(old.text()), states(new.text(isReversed: true))).flatMap(\.changes).map(\.summary).sorted()
}

extension Change {
  fileprivate var summary: String { "\(kind.rawValue) \(subject) \(from ?? "-") \(to ?? "-")" }
}

/// Every fixture with an app registration in it.
private let fixtures: [String] = {
  let folder = "\(project)/fixtures"
  return ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
    .filter { path in ["dialects/", "samples/", "rules/", "errors/"].contains { path.hasPrefix($0) } }
    .filter { path in [".json", ".jsonc", ".ndjson", ".tfstate"].contains { path.hasSuffix($0) } }
    .sorted()
}()

// MARK: Properties

/// What is compared with itself does not differ.
@Test(arguments: fixtures)
func nothingDiffersFromItself(_ fixture: String) throws {
  guard let states = try? states(Files.read("\(project)/fixtures/\(fixture)"), relativePath: fixture) else { return }
  for result in compare(states, states) {
    #expect(result.changes.map(\.summary) == [])
    #expect(result.findings.map(\.message) == [])
    #expect(result.notAssessable.filter { $0.reason.contains("does not show") }.isEmpty)
  }
}

/// A permission that is asked for again is no change, and what stands after it is told from it.
@Test func repeatedPermissionsAreOne() throws {
  var old = InventedRegistration()
  old.permissions = [("User.Read.All", .application), ("Group.Read.All", .application)]
  var new = old
  new.permissions.insert(("User.Read.All", .application), at: 1)
  #expect(try changes(old, new) == [])
  new.permissions.append(("Directory.ReadWrite.All", .application))
  let found = try compare(states(old.text()), states(new.text())).flatMap(\.changes)
  #expect(found.map(\.kind) == [.addedPermission])
  #expect(found.first?.subject.contains("Directory.ReadWrite.All") == true)
}

/// What is set aside as its packed text is compared as what was kept, place for place.
@Test(arguments: fixtures)
func packedRegistrationsAreReadAgain(_ fixture: String) throws {
  guard let bytes = try? Files.read("\(project)/fixtures/\(fixture)") else { return }
  var stream = RegistrationStream(read: readBytes(of: bytes))
  while let value = try? stream.next() {
    guard value.applications.count == 1, let text = value.applications[0].wholeText else { continue }
    let packer = TextPacker(sample: text.prefix(100))
    guard let packed = PackedApplication(value.applications[0], packer) else { continue }
    let again = try #require(packed.text(packer).flatMap(packed.read))
    let results = [value.applications[0], again].map { auditor.audit($0, path: "example.json") }
    #expect(results[0].location == results[1].location)
    #expect(results[0].dialect == results[1].dialect)
    #expect(results[0].permissions.map(\.position) == results[1].permissions.map(\.position))
    #expect(results[0].findings.map(\.location) == results[1].findings.map(\.location))
    #expect(results[0].findings.map(\.message) == results[1].findings.map(\.message))
    #expect(results[0].notAssessable.map(\.reason) == results[1].notAssessable.map(\.reason))
  }
}

@Test func fixturesAreFound() {
  let read = fixtures.count { fixture in
    (try? states(Files.read("\(project)/fixtures/\(fixture)")))?.isEmpty == false
  }
  #expect(read > 100)
}

/// One edit of a registration and the change that it has to be reported as.
private struct Edit: Sendable {
  var change: String
  var prepare: @Sendable (inout InventedRegistration) -> Void
  var apply: @Sendable (inout InventedRegistration) -> Void

  static let all: [Edit] = [
    Edit(change: "added-permission Mail.Send - application") { _ in
    } apply: {
      $0.permissions.append(("Mail.Send", .application))
    },
    Edit(change: "removed-permission Calendars.Read application -") {
      $0.permissions.append(("Calendars.Read", .application))
    } apply: {
      $0.permissions.removeAll { $0.name == "Calendars.Read" }
    },
    replacing(
      "raised-permission DeviceManagementApps.ReadWrite.All DeviceManagementApps.Read.All DeviceManagementApps.ReadWrite.All",
      ("DeviceManagementApps.Read.All", .application), ("DeviceManagementApps.ReadWrite.All", .application)),
    replacing(
      "lowered-permission DeviceManagementServiceConfig.Read.All DeviceManagementServiceConfig.ReadWrite.All DeviceManagementServiceConfig.Read.All",
      ("DeviceManagementServiceConfig.ReadWrite.All", .application),
      ("DeviceManagementServiceConfig.Read.All", .application)),
    replacing(
      "delegated-to-application DeviceManagementConfiguration.Read.All delegated application",
      ("DeviceManagementConfiguration.Read.All", .delegated), ("DeviceManagementConfiguration.Read.All", .application)),
    replacing(
      "application-to-delegated Sites.Read.All application delegated",
      ("Sites.Read.All", .application), ("Sites.Read.All", .delegated)),
    Edit(change: "added-credential client secret 5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715 - 2026-10-01T00:00:00Z") { _ in
    } apply: {
      $0.secrets.append("5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715")
    },
    Edit(change: "removed-credential client secret 0a6c4e1d-83b7-4f29-a5d0-7e91c3b264f8 2026-10-01T00:00:00Z -") {
      $0.secrets.append("0a6c4e1d-83b7-4f29-a5d0-7e91c3b264f8")
    } apply: {
      $0.secrets.removeAll { $0.hasPrefix("0a6c") }
    },
    Edit(change: "added-redirect-uri https://new.contoso.example/cb (web) - -") { _ in
    } apply: {
      $0.redirects.append("https://new.contoso.example/cb")
    },
    Edit(change: "removed-redirect-uri https://old.contoso.example/cb (web) - -") {
      $0.redirects.append("https://old.contoso.example/cb")
    } apply: {
      $0.redirects.removeAll { $0.contains("old") }
    },
  ]

  /// Pairs that exclude one another.
  static let alternatives: [[Edit]] = [
    [
      Edit(change: "widened-audience signInAudience AzureADMyOrg AzureADMultipleOrgs") {
        $0.audience = "AzureADMyOrg"
      } apply: {
        $0.audience = "AzureADMultipleOrgs"
      },
      Edit(change: "narrowed-audience signInAudience AzureADMultipleOrgs AzureADMyOrg") {
        $0.audience = "AzureADMultipleOrgs"
      } apply: {
        $0.audience = "AzureADMyOrg"
      },
    ],
    [
      Edit(change: "weakened-protection enableAccessTokenIssuance false true") { _ in
      } apply: {
        $0.issuesAccessTokens = true
      },
      Edit(change: "strengthened-protection enableAccessTokenIssuance true false") {
        $0.issuesAccessTokens = true
      } apply: {
        $0.issuesAccessTokens = false
      },
    ],
  ]

  private static func replacing(
    _ change: String, _ old: (name: String, flow: Flow), _ new: (name: String, flow: Flow)
  ) -> Edit {
    Edit(change: change) {
      $0.permissions.append(old)
    } apply: { registration in
      registration.permissions.removeAll { $0.name == old.name && $0.flow == old.flow }
      registration.permissions.append(new)
    }
  }
}

/// Exactly what was edited is reported, each edit by itself and any number of them together.
@Test(arguments: 0..<120)
func editsAreReportedExactly(_ seed: Int) throws {
  var generator = SeededNumbers(seed: UInt64(seed))
  let singles = Edit.all + Edit.alternatives.joined()
  let edits =
    seed < singles.count
    ? [singles[seed]]
    : Edit.all.filter { _ in Bool.random(using: &generator) }
      + Edit.alternatives.compactMap { Bool.random(using: &generator) ? $0.randomElement(using: &generator) : nil }
  var old = InventedRegistration()
  old.permissions = [("User.Read", .delegated)]
  for edit in edits { edit.prepare(&old) }
  var new = old
  for edit in edits { edit.apply(&new) }
  #expect(try changes(old, new) == edits.map(\.change).sorted())
}

// MARK: What it comes to

@Test func whatIsWorseIsAFindingAndWhatIsBetterIsNone() throws {
  var old = InventedRegistration()
  old.permissions = [("DeviceManagementApps.ReadWrite.All", .application), ("User.Read", .delegated)]
  var new = old
  new.permissions.removeFirst()
  #expect(try compare(states(old.text()), states(new.text()))[0].findings.isEmpty)
  let worse = try compare(states(new.text()), states(old.text()))[0].findings
  #expect(worse.map(\.rule.id) == ["added-permission"])
  #expect(worse.map(\.severity) == [.critical])
}

/// What an export leaves out is not taken away.
@Test func whatIsNotShownIsNotAssessable() throws {
  var old = InventedRegistration()
  old.secrets = ["5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715"]
  let new = old.text().replacingOccurrences(of: "\"passwordCredentials\"", with: "\"notes\"")
  let result = try compare(states(old.text()), states(new))[0]
  #expect(result.changes.isEmpty)
  #expect(result.notAssessable.contains { $0.rule.id == "added-credential" })
}

@Test func applicationsThatComeAndGo() throws {
  var other = InventedRegistration()
  other.appId = "11111111-2222-4333-8444-555555555555"
  other.name = "Other"
  other.permissions = [("Mail.Send", .application)]
  let one = InventedRegistration()
  let results = try compare(states(one.text()), states(other.text()))
  #expect(results.flatMap(\.changes).map(\.kind) == [.addedApplication, .addedPermission, .removedApplication])
  #expect(results.flatMap(\.findings).map(\.rule.id) == ["added-permission"])
}

/// Namesakes without an id find each other in their order; none is compared twice.
@Test func namesakes() throws {
  var first = InventedRegistration(appId: "")
  var second = InventedRegistration(appId: "")
  second.permissions = [("User.Read", .delegated)]
  let old = try states(first.text(), second.text())
  #expect(compare(old, old).flatMap(\.changes).isEmpty)
  first.redirects = ["https://new.contoso.example/cb"]
  let results = try compare(old, states(first.text(), second.text()))
  #expect(results.map { $0.changes.map(\.kind) } == [[.addedRedirectURI], []])
  let fewer = try compare(old, states(second.text()))
  #expect(fewer.last?.changes.map(\.kind) == [.removedApplication])
}
