extension CanaryInputs {
  /// Registrations in source and source code, with what people leave in them.
  mutating func addSources() {
    let graph = "https://graph.microsoft.com/v1.0"
    let resource = "00000003-0000-0000-c000-000000000000"
    let role = "5b07b0dd-2377-4e44-a38d-703f09a0dc3c"
    add(
      "main.tf", secrets: 8
    ) { s in
      """
      provider "azuread" { client_secret = "\(s[0])" }
      variable "password" { default = "\(s[1])" } # password: \(s[2])
      locals { uri = "https://user:\(s[3])@app.example/cb?code=\(s[4])" }
      resource "azuread_application" "a" {
        display_name = "Canary"
        web { redirect_uris = [local.uri, "http://app.example/#access_token=\(s[5])"] }
        required_resource_access {
          resource_app_id = "\(resource)"
          resource_access { id = "\(role)", type = "Role" } # secret=\(s[6])
        }
      }
      resource "azuread_application_password" "p" { application_id = azuread_application.a.id
        value = "\(s[7])" }
      """
    }
    add("app.bicep", secrets: 4) { s in
      """
      param secret string = '\(s[0])'
      resource a 'Microsoft.Graph/applications@v1.0' = {
        uniqueName: 'canary'
        displayName: 'Canary'
        passwordCredentials: [{ secretText: '\(s[1])' }]
        web: { redirectUris: ['http://user:\(s[2])@app.example/?sig=\(s[3])'] }
        requiredResourceAccess: [{ resourceAppId: '\(resource)', resourceAccess: [{ id: '\(role)', type: 'Role' }] }]
      }
      """
    }
    add("new.ps1", secrets: 5) { s in
      """
      $secret = "\(s[0])"
      Connect-MgGraph -AccessToken "\(s[1])"
      New-MgApplication -DisplayName Canary -PasswordCredentials @{ SecretText = "\(s[2])" } -Web @{ RedirectUris = @("http://u:\(s[3])@app.example/") } -RequiredResourceAccess @{ ResourceAppId = "\(resource)"; ResourceAccess = @(@{ Id = "\(role)"; Type = "Role" }) }
      Invoke-RestMethod -Uri "\(graph)/users?access_token=\(s[4])" -Headers @{ Authorization = "Bearer $secret" }
      """
    }
    add("new.sh", secrets: 4) { s in
      """
      az login --service-principal -u x -p '\(s[0])'
      az ad app create --display-name Canary --web-redirect-uris 'http://app.example/?code=\(s[1])' --key-value '\(s[2])'
      az ad app permission add --id 6f1c0000-0000-4000-8000-000000000003 --api \(resource) --api-permissions \(role)=Role
      curl -H 'Authorization: Bearer \(s[3])' \(graph)/users
      """
    }
    add("app.py", secrets: 5) { s in
      """
      import requests
      SECRET = "\(s[0])"
      BASE = "https://user:\(s[1])@graph.microsoft.com/v1.0"
      requests.get("\(graph)/users?access_token=\(s[2])&client_secret=\(s[3])", headers={"Authorization": "Bearer " + SECRET})
      requests.get(BASE + "/groups")
      requests.get("\(graph)/odd/\(s[4])")
      """
    }
    add("App.cs", secrets: 3) { s in
      """
      class App { const string Secret = "\(s[0])"; async Task F(HttpClient client) {
        await client.GetAsync("\(graph)/devices?sig=\(s[1])");
        await client.GetAsync("\(graph)/users/\(s[2])/messages"); } }
      """
    }
    add("calls.http", secrets: 3) { s in
      """
      @token = \(s[0])
      GET \(graph)/users?access_token=\(s[1])
      Authorization: Bearer \(s[2])

      """
    }
    add("appsettings.json", secrets: 2) { s in
      "{\"AzureAd\": {\"ClientSecret\": \"\(s[0])\"}, \"GraphUrl\": \"https://user:\(s[1])@graph.microsoft.com/v1.0\"}"
    }
  }

  /// Writes a file around fresh secrets: tokens and client secrets by turns.
  private mutating func add(_ name: String, secrets count: Int, _ text: ([String]) -> String) {
    files[name] = text((0..<count).map { $0.isMultiple(of: 2) ? canary.clientSecret() : canary.jwt() }) + "\n"
  }
}
