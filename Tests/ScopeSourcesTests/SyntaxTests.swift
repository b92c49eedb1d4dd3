import ScopeDocuments
import ScopeSources
import ScopeValues
import TestSupport
import Testing

/// One registration, printed in each syntax, says the same in all of them.
@Suite struct SyntaxTests {
  /// A registration of invented permissions.
  struct Registration {
    var name: String
    var audience: String
    var addresses: [String]
    var permissions: [(id: String, type: String)]

    init(_ random: inout SeededNumbers) {
      func hexadecimal(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
      }
      name = "App \(hexadecimal(4))"
      audience = Bool.random(using: &random) ? "AzureADMyOrg" : "AzureADMultipleOrgs"
      addresses = (0..<Int.random(in: 0..<3, using: &random)).map { "https://host\($0).example/\(hexadecimal(3))" }
      permissions = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
        let id = [8, 4, 4, 4, 12].map(hexadecimal).joined(separator: "-")
        return (id, Bool.random(using: &random) ? "Role" : "Scope")
      }
    }

    static let graph = "00000003-0000-0000-c000-000000000000"

    func lines(_ line: (String, String) -> String) -> String {
      permissions.map { line($0.id, $0.type) }.joined(separator: "\n")
    }

    var terraform: String {
      """
      resource "azuread_application" "app" {
        display_name     = "\(name)"
        sign_in_audience = "\(audience)"
        web {
          redirect_uris = [\(addresses.map { "\"\($0)\"" }.joined(separator: ", "))]
        }
        required_resource_access {
          resource_app_id = "\(Self.graph)"
      \(lines { "    resource_access {\n      id   = \"\($0)\"\n      type = \"\($1)\"\n    }" })
        }
      }
      """
    }

    var bicep: String {
      """
      resource app 'Microsoft.Graph/applications@v1.0' = {
        displayName: '\(name)'
        signInAudience: '\(audience)'
        web: { redirectUris: [\(addresses.map { "'\($0)'" }.joined(separator: ", "))] }
        requiredResourceAccess: [
          {
            resourceAppId: '\(Self.graph)'
            resourceAccess: [
      \(lines { "        { id: '\($0)', type: '\($1)' }" })
            ]
          }
        ]
      }
      """
    }

    var powerShell: String {
      """
      $access = @{
        ResourceAppId  = '\(Self.graph)'
        ResourceAccess = @(
      \(lines { "    @{ Id = '\($0)'; Type = '\($1)' }" })
        )
      }
      New-MgApplication -DisplayName "\(name)" -SignInAudience \(audience) `
        -Web @{ RedirectUris = @(\(addresses.map { "'\($0)'" }.joined(separator: ", "))) } -RequiredResourceAccess @($access)
      """
    }

    var shell: String {
      """
      APP=$(az ad app create --display-name "\(name)" --sign-in-audience \(audience) \\
        --web-redirect-uris \(addresses.joined(separator: " ")) --query appId -o tsv)
      \(lines { "az ad app permission add --id $APP --api \(Self.graph) --api-permissions \($0)=\($1)" })
      """
    }
  }

  /// What it says, without the lines.
  static func content(_ name: String, _ text: String) -> [String] {
    let reader = SourceReader([SourceText(path: name, text: text)]) { _ in nil }
    return reader.registrations.applications.flatMap { _, application -> [String] in
      [application.displayName.value ?? "", application.signInAudience.value ?? ""]
        + application.redirects.all.map { "\(application.document.text($0.place)) \($0.platform)" }
        + (application.requiredResourceAccess.value ?? []).map {
          "\($0.resource.value?.description ?? "") \($0.type.value.map { "\($0)" } ?? "") \($0.id.value?.description ?? "")"
        }
    } + reader.registrations.failures.map(\.message)
  }

  @Test func everySyntaxSaysTheSame() {
    var random = SeededNumbers(seed: 3)
    for _ in 0..<60 {
      let registration = Registration(&random)
      let expected =
        [registration.name, registration.audience] + registration.addresses.map { "\($0) web" }
        + registration.permissions.map { "\(Registration.graph) \($0.type.lowercased()) \($0.id)" }
      #expect(Self.content("a.tf", registration.terraform) == expected)
      #expect(Self.content("a.bicep", registration.bicep) == expected)
      #expect(Self.content("a.ps1", registration.powerShell) == expected)
      #expect(Self.content("a.sh", registration.shell) == expected)
    }
  }

  /// Whatever is cut off or put in between, reading ends, and ids in comments are none.
  @Test func cutTextsEndWell() {
    var random = SeededNumbers(seed: 5)
    for _ in 0..<40 {
      let registration = Registration(&random)
      for (name, text) in [
        ("a.tf", registration.terraform), ("a.bicep", registration.bicep), ("a.ps1", registration.powerShell),
        ("a.sh", registration.shell),
      ] {
        var bytes = Array(text.utf8)
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        for _ in 0..<Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        _ = SourceReader([SourceText(path: name, bytes: bytes)]) { _ in nil }
        let commented = text.split(separator: "\n").map { (name == "a.bicep" ? "// " : "# ") + $0 }.joined(
          separator: "\n")
        #expect(Self.content(name, commented).isEmpty)
      }
    }
  }
}
