import Testing

@testable import ScopeRun

/// A record of a tenant whose identifiers cannot be read is said to be so: who holds what is then not known.
@Suite struct UnreadableIdentifierTests {
  /// A record that is a finding, or nothing at all, and the members without which nobody can tell which.
  struct Kind: Sendable, CustomTestStringConvertible {
    var name: String
    var members: [(name: String, value: String)]
    var needed: [String]
    var testDescription: String { name }

    func text(_ member: String, _ value: String?) -> String {
      let parts = members.compactMap { known in
        let shown = known.name == member ? value : known.value
        return shown.map { "\"\(known.name)\": \($0)" }
      }
      return "{" + parts.joined(separator: ", ") + "}"
    }
  }

  private static let holder = #""a72b5885-fb71-4507-bb78-d73a1aa65282""#
  private static let resource = #""7408235b-7540-4850-82fe-a5f15ed019e2""#

  static let kinds = [
    Kind(
      name: "app role assignment",
      members: [
        ("id", #""xQ""#), ("appRoleId", "\"\(NeverCleanTests.dangerous)\""), ("principalId", holder),
        ("principalType", #""ServicePrincipal""#), ("resourceId", resource),
        ("resourceDisplayName", #""Microsoft Graph""#),
      ], needed: ["appRoleId", "principalId"]),
    Kind(
      name: "delegated grant",
      members: [
        ("id", #""xQ""#), ("clientId", holder), ("consentType", #""AllPrincipals""#), ("resourceId", resource),
        ("scope", #""RoleManagement.ReadWrite.Directory""#),
      ], needed: ["clientId", "consentType", "scope"]),
    Kind(
      name: "directory role",
      members: [
        ("id", #""xQ""#), ("roleDefinitionId", #""62e90394-69f5-4237-9190-012177145e10""#), ("principalId", holder),
        ("directoryScopeId", #""/""#),
        (
          "principal",
          ##"{"@odata.type": "#microsoft.graph.servicePrincipal", "id": "a72b5885-fb71-4507-bb78-d73a1aa65282"}"##
        ),
      ], needed: ["roleDefinitionId", "principalId"]),
  ]

  static let values = [#""x""#, #""""#, "5", "true", "null", "{}", "[]", #"{"id": "x"}"#, #"["x"]"#]

  @Test(arguments: kinds, values)
  func isNeverClean(kind: Kind, value: String) async {
    for member in kind.needed {
      // A scope of any words is read as names, which are then unknown permissions.
      if member == "scope", value.hasPrefix("\"") { continue }
      let record = kind.text(member, value)
      for text in [record, "[\(record)]", "{\"value\": [\(record)]}"] {
        for isFound in [false, true] {
          let verdict = await NeverCleanTests.verdict(text, isFound: isFound)
          #expect(NeverCleanTests.isSafe(verdict), "\(member), \(isFound ? "found" : "named"): \(text)")
        }
      }
    }
  }

  /// A role of Azure is another kind of role, which no rule judges: whoever names its assignment is told so, and a
  /// folder may hold it beside registrations.
  @Test func rolesOfAzureAreSomethingElse() async {
    let role = "/subscriptions/a/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    let record = "{\"roleDefinitionId\": \"\(role)\", \"principalId\": \(Self.holder), \"scope\": \"/subscriptions/a\"}"
    for (isFound, expected) in [(false, AuditVerdict.incomplete), (true, .clean)] {
      let verdict = await NeverCleanTests.verdict(
        [("a.json", Array("[\(record)]".utf8)), ("b.json", Array(NeverCleanTests.harmless.text.utf8))],
        isFound: isFound)
      #expect(verdict == expected)
    }
  }
}
