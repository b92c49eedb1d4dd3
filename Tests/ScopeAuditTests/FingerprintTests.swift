import ScopeAudit
import ScopeCatalog
import Testing

/// A registration that several rules report.
private let registration: InventedRegistration = {
  var registration = InventedRegistration()
  registration.audience = "AzureADMultipleOrgs"
  registration.permissions = [
    ("Mail.Send", .application), ("DeviceManagementApps.ReadWrite.All", .application), ("User.Read", .delegated),
  ]
  registration.redirects = ["http://a.contoso.example/cb", "http://b.contoso.example/cb"]
  registration.secrets = ["5d92f7b0-1e46-4c8a-93bf-20d8e6a4c715"]
  registration.issuesAccessTokens = true
  return registration
}()

private func fingerprints(_ text: String) throws -> Set<String> {
  let findings = try audit(Array(text.utf8)).flatMap(\.findings)
  let fingerprints = Set(findings.map { "\($0.rule.id) \($0.fingerprint)" })
  #expect(fingerprints.count == findings.count)
  return fingerprints
}

@Test(arguments: [(true, false), (false, true), (true, true)])
func fingerprintsSurviveReformattingAndReordering(isCompact: Bool, isReversed: Bool) throws {
  let before = try fingerprints(registration.text())
  #expect(before.count > 5)
  #expect(try fingerprints(registration.text(isCompact: isCompact, isReversed: isReversed)) == before)
}

/// What is seen is not what a finding is known by.
@Test func fingerprintsSurviveRenaming() throws {
  var renamed = registration
  renamed.name = "Renamed"
  #expect(try fingerprints(renamed.text()) == fingerprints(registration.text()))
}

@Test func fingerprintsSurviveFindingsBesideThem() throws {
  var more = registration
  more.permissions.insert(("Files.ReadWrite.All", .application), at: 0)
  more.redirects.insert("http://0.contoso.example/cb", at: 0)
  #expect(try fingerprints(more.text()).isSuperset(of: fingerprints(registration.text())))
}

@Test func fingerprintsChangeWithThePermission() throws {
  var changed = registration
  changed.permissions[1] = ("DeviceManagementConfiguration.ReadWrite.All", .application)
  let before = try fingerprints(registration.text()).filter { $0.hasPrefix("device-takeover-permission ") }
  let after = try fingerprints(changed.text()).filter { $0.hasPrefix("device-takeover-permission ") }
  #expect(before.count == 1 && after.count == 1 && before != after)
  changed.permissions[1] = ("DeviceManagementApps.ReadWrite.All", .delegated)
  let delegated = try fingerprints(changed.text()).filter { $0.hasPrefix("device-takeover-permission ") }
  #expect(delegated != before)
}

@Test func fingerprintsChangeWithTheApplication() throws {
  var other = registration
  other.appId = "11111111-2222-4333-8444-555555555555"
  #expect(try fingerprints(other.text()).isDisjoint(with: fingerprints(registration.text())))
}

/// The beginning of a SHA-256, so that nobody can choose a name whose finding looks like one that is accepted.
@Test func fingerprintsAreTheBeginningOfADigest() {
  var fingerprint = Fingerprint(["Rule", "part"])
  #expect(fingerprint.description == "a2a9974ea0e65731c7a4bd6f6a72465b")
  #expect(fingerprint.short == "a2a9974ea0e65731")
  #expect(Fingerprint(hexadecimal: fingerprint.description) == fingerprint)
  #expect(Fingerprint(["Rulep", "art"]) != fingerprint)
  fingerprint = Fingerprint(["rule"])
  fingerprint.add("again")
  #expect(fingerprint.description == "3fcb299ce64e1c85a6fac140c0507523")
}

/// Every byte of ASCII, at each place of a word of eight and behind it, differs from another where both differ in
/// lower case.
@Test(arguments: 0..<10) func letterCaseDoesNotCount(place: Int) {
  for value in UInt8(0)..<128 {
    let text = String(repeating: "\u{E9}", count: place / 2) + String(repeating: "x", count: place % 2)
    let sign = String(Unicode.Scalar(value))
    let lower = value >= 0x41 && value <= 0x5A ? String(Unicode.Scalar(value | 0x20)) : sign
    #expect(Fingerprint([text + sign + "abcdefg"]) == Fingerprint([text + lower + "ABCDEFG"]))
    let other = String(Unicode.Scalar(value ^ 0x20))
    let isLetter = (0x41...0x5A).contains(value & ~0x20)
    #expect((Fingerprint([text + sign + "abcdefg"]) == Fingerprint([text + other + "abcdefg"])) == isLetter)
  }
}
