import ScopeReports
import Testing

@testable import ScopeRun

/// Whatever a default decides, another run may decide otherwise: what only that run would ask for is judged as well.
@Suite struct OpenSwitchTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"
  private static let dangerous = NeverCleanTests.dangerous

  private static func terraform(_ preset: String, _ body: String) -> String {
    """
    variable "env" {
      default = \(preset)
    }
    resource "azuread_application" "knot" {
      display_name     = "Knot"
      sign_in_audience = "AzureADMyOrg"
    \(body)
    }
    """
  }

  private static let access = """
      required_resource_access {
        resource_app_id = "\(graph)"
        resource_access {
          id   = "\(dangerous)"
          type = "Role"
        }
      }
    """

  private static func dynamic(_ list: String) -> String {
    """
      required_resource_access {
        resource_app_id = "\(graph)"
        dynamic "resource_access" {
          for_each = \(list)
          content {
            id   = resource_access.value
            type = "Role"
          }
        }
      }
    """
  }

  @Test(arguments: [
    ("\"dev\"", "var.env == \"prod\""), ("\"dev\"", "var.env != \"dev\""), ("false", "var.env"), ("true", "!var.env"),
    ("\"\"", "var.env != \"\""), ("1", "var.env > 1"), ("\"dev\"", "contains([\"prod\"], var.env)"),
    ("{ name = \"dev\" }", "var.env.name == \"prod\""), ("{}", "try(var.env.admin, false)"),
  ])
  func terraformConditions(preset: String, condition: String) async {
    for body in [
      "  count = \(condition) ? 1 : 0\n\(Self.access)", Self.dynamic("\(condition) ? [\"\(Self.dangerous)\"] : []"),
      Self.dynamic("[for id in [\"\(Self.dangerous)\"] : id if \(condition)]"),
    ] {
      let verdict = await NeverCleanTests.verdict(Self.terraform(preset, body), as: "main.tf")
      #expect(NeverCleanTests.isSafe(verdict), "\(condition)\n\(body)")
    }
  }

  @Test func terraformKeys() async {
    let map = "{ dev = [], prod = [\"\(Self.dangerous)\"] }"
    for list in ["\(map)[var.env]", "lookup(\(map), var.env, [])"] {
      let verdict = await NeverCleanTests.verdict(Self.terraform("\"dev\"", Self.dynamic(list)), as: "main.tf")
      #expect(NeverCleanTests.isSafe(verdict), "\(list)")
    }
  }

  private static func bicep(_ preset: String, _ before: String, _ list: String) -> String {
    """
    extension microsoftGraphV1
    param env \(preset)
    resource knot 'Microsoft.Graph/applications@v1.0' = \(before){
      uniqueName: 'knot'
      displayName: 'Knot'
      signInAudience: 'AzureADMyOrg'
      requiredResourceAccess: \(list)
    }
    """
  }

  private static let list = "[{ resourceAppId: '\(graph)', resourceAccess: [{ id: '\(dangerous)', type: 'Role' }] }]"

  @Test(arguments: [
    ("string = 'dev'", "env == 'prod'"), ("string = 'dev'", "env != 'dev'"), ("bool = false", "env"),
    ("int = 1", "env > 1"), ("string = ''", "!empty(env)"), ("string = 'dev'", "contains(['prod'], env)"),
  ])
  func bicepConditions(preset: String, condition: String) async {
    for text in [
      Self.bicep(preset, "if (\(condition)) ", Self.list), Self.bicep(preset, "", "\(condition) ? \(Self.list) : []"),
      Self.bicep(preset, "", "concat([], \(condition) ? \(Self.list) : [])"),
    ] {
      #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict(text, as: "a.bicep")), "\(text)")
    }
  }

  @Test func bicepKeys() async {
    let text = Self.bicep("string = 'dev'", "", "{ dev: [], prod: \(Self.list) }[env]")
    #expect(NeverCleanTests.isSafe(await NeverCleanTests.verdict(text, as: "a.bicep")))
  }

  /// What a file beside it or a caller decides is decided.
  @Test func whatIsGivenIsDecided() async {
    let files = [
      ("main.tf", Self.terraform("\"dev\"", "  count = var.env == \"prod\" ? 1 : 0\n\(Self.access)")),
      ("other.tf", "resource \"azuread_application\" \"other\" {\n  display_name = \"Other\"\n}\n"),
      ("terraform.tfvars", "env = \"test\"\n"),
    ]
    #expect(await NeverCleanTests.verdict(files.map { (name: $0.0, bytes: Array($0.1.utf8)) }) == .clean)
  }
}
