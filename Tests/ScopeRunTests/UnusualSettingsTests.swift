import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues
import Testing

@testable import ScopeRun

/// Settings in forms that exports, old cmdlets, templates and attackers give them: whatever the form, the rule about
/// the setting finds it, or says that it could not judge, or the audit is incomplete. It never passes.
@Suite struct UnusualSettingsTests {
  private static let address = "http://evil.example/cb"

  /// The report of an application with some members beside what every application has.
  private static func report(_ members: String) async -> (text: String, isIncomplete: Bool) {
    let text = """
      {"appId": "a72b5885-fb71-4507-bb78-d73a1aa65282", "displayName": "Godwit", "signInAudience": "AzureADMyOrg",
       "requiredResourceAccess": [], \(members)}
      """
    return await report(of: text)
  }

  private static func report(of text: String) async -> (text: String, isIncomplete: Bool) {
    let auditor = Auditor(options: AuditOptions(now: .epoch))
    let threshold = FailureThreshold(severity: .low)
    let settings = FormatSettings(
      rules: auditor.judgingRules, style: TextStyle(), threshold: threshold, now: .epoch)
    var runner = AuditRunner(
      auditor: auditor, store: SectionStore([FormatName.json.make(settings, isFile: true)]), workers: 1)
    await runner.audit([RunInput(path: "a.json", bytes: Array(text.utf8))])
    runner.conclude()
    var bytes: [UInt8] = []
    runner.store.formats[0].write(runner.run, runner.store.sections(0)) { bytes.append(contentsOf: $0) }
    let verdict = AuditVerdict(runner.run, threshold, allowsIncomplete: false)
    return (String(decoding: bytes, as: UTF8.self), verdict == .incomplete)
  }

  private static func expectSaid(_ rule: String, _ members: String) async {
    let (text, isIncomplete) = await report(members)
    #expect(
      isIncomplete || text.contains("\"rule\":\"\(rule)\"") || text.contains("\"rule\": \"\(rule)\""), "\(members)")
  }

  // MARK: Redirects

  /// Ways to write a list with the address in it.
  static let lists = [
    #"["A"]"#, #""A""#, #"{"value": ["A"]}"#, #"{"value": ["A"], "Count": 1}"#, #"[["A"]]"#, #"[{"url": "A"}]"#,
    #"[{"uri": "A"}]"#, #"{"0": "A"}"#, #"[" A "]"#, #"[null, "A"]"#, #"["${PLACE}"]"#, #""${PLACE}""#,
    #""[parameters('p')]""#, #"["[concat('http', '://evil.example')]"]"#, #"["{{state.place}}"]"#,
  ]

  @Test(arguments: lists)
  func redirects(list: String) async {
    let list = list.replacing("A", with: Self.address)
    for platform in ["web", "spa", "publicClient", "windows", "Web"] {
      for name in ["redirectUris", "RedirectUri", "redirectUriSettings"] {
        await Self.expectSaid("insecure-redirect-uri", "\"\(platform)\": {\"\(name)\": \(list)}")
      }
      await Self.expectSaid(
        "insecure-redirect-uri", "\"\(platform)\": {\"redirectUris\": [], \"redirectUriSettings\": \(list)}")
    }
    for name in ["replyUrls", "replyUrlsWithType"] {
      await Self.expectSaid("insecure-redirect-uri", "\"\(name)\": \(list)")
    }
  }

  @Test(arguments: [
    "http://evil.example", "HTTP://EVIL.example", #"http:\\\\evil.example"#, "http:/evil.example",
    "http://localhost@evil.example/", "http://localhost.evil.example", "http://127.0.0.1.evil.example",
    "http://[::1].evil.example/", "http://[::1]x:80/", "http://user:[::1]@evil.example/", "http://127.evil.example",
  ])
  func hostsThatOnlyResembleLoopback(address: String) async {
    await Self.expectSaid("insecure-redirect-uri", "\"web\": {\"redirectUris\": [\"\(address)\"]}")
  }

  @Test(arguments: ["http://[::1]/", "http://[::1]:5000/cb", "http://127.0.0.1/", "http://localhost:1/"])
  func loopbackIsNotInsecure(address: String) async {
    let (text, _) = await Self.report("\"web\": {\"redirectUris\": [\"\(address)\"]}")
    #expect(!text.contains("\"rule\":\"insecure-redirect-uri\""))
  }

  @Test(arguments: ["https://*.evil.example/", "https://%2a.evil.example/", "https://evil.example/%2A"])
  func wildcards(address: String) async {
    await Self.expectSaid("wildcard-redirect-uri", "\"web\": {\"redirectUris\": [\"\(address)\"]}")
  }

  // MARK: Secrets

  @Test(arguments: [
    #""password": "S""#, #""secretText": "S""#, #""passwordCredentials": "S""#, #""Password": "S""#,
    #""passwordCredentials": [{"secretText": "S"}]"#, #""passwordCredentials": {"value": [{"value": "S"}]}"#,
    #""passwordCredentials": [[{"secretText": "S"}]]"#,
  ])
  func secretsInClearText(members: String) async {
    let secret = "Zx8Q~" + String(repeating: "x", count: 35)
    let members = members.replacing("S\"", with: "\(secret)\"")
    await Self.expectSaid("exposed-secret", members)
    #expect(await !Self.report(members).text.contains(secret))
  }

  // MARK: What principals hold

  private static let principal = "11111111-2222-4333-8444-555555555555"
  private static let assignment = """
    {"id": "x", "principalId": "\(principal)", "principalType": "ServicePrincipal", "resourceDisplayName": \
    "Microsoft Graph", "resourceId": "22222222-2222-4333-8444-555555555555", "appRoleId": "\(NeverCleanTests.dangerous)"}
    """

  @Test(arguments: [
    ("tenant-takeover-permission", #""appRoleAssignments": [A]"#),
    ("tenant-takeover-permission", #""AppRoleAssignments": {"value": [A]}"#),
    ("tenant-takeover-permission", #""appRoleAssignments": [[A]]"#),
    ("tenant-takeover-permission", #""appRoleAssignedTo": [A]"#),
    ("directory-role-principal", #""memberOf": [{"roleTemplateId": "62e90394-69f5-4237-9190-012177145e10"}]"#),
    (
      "directory-role-principal", #""transitiveMemberOf": [{"roleTemplateId": "62e90394-69f5-4237-9190-012177145e10"}]"#
    ),
    ("insecure-redirect-uri", #""replyUrls": ["http://evil.example/"]"#),
    ("insecure-redirect-uri", #""replyUrls": "http://evil.example/""#),
    ("insecure-redirect-uri", #""replyUrls": [["http://evil.example/"]]"#),
    ("insecure-redirect-uri", #""replyUrls": [{"url": "http://evil.example/"}]"#),
    ("insecure-redirect-uri", #""replyUrls": {"0": "http://evil.example/"}"#),
  ])
  func principals(rule: String, members: String) async {
    let (text, isIncomplete) = await Self.report(
      of: """
        {"id": "\(Self.principal)", "appId": "b72b5885-fb71-4507-bb78-d73a1aa65282", "displayName": "Foreign",
         "servicePrincipalType": "Application", \(members.replacing("A]", with: "\(Self.assignment)]"))}
        """)
    let findings = text.firstRange(of: "\"notAssessable\"").map { text[..<$0.lowerBound] } ?? text[...]
    #expect(isIncomplete || findings.contains("\"rule\":\"\(rule)\""), "\(text)")
  }

  /// An id of Graph's own is no role, as an id of Azure AD Graph's is.
  @Test func anAssignmentWithoutItsRoleIsIncomplete() async {
    let (_, isIncomplete) = await Self.report(
      of: """
        [{"id": "41W1zT6z1U-kJxf62svfp1HFE8pMZhxDun-ThPczmJE", "principalId": "\(Self.principal)",
          "principalType": "ServicePrincipal", "resourceId": "22222222-2222-4333-8444-555555555555"}]
        """)
    #expect(isIncomplete)
  }

  // MARK: Empty lists

  @Test(arguments: [
    "[[]]", "[[], []]", #"[{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [[]]}]"#,
  ])
  func anEmptyListInAListIsNoPermission(list: String) async {
    let (_, isIncomplete) = await Self.report(
      of: #"{"appId": "a72b5885-fb71-4507-bb78-d73a1aa65282", "displayName": "x", "requiredResourceAccess": \#(list)}"#)
    #expect(isIncomplete)
  }
}
