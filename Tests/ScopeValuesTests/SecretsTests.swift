import ScopeValues
import Testing

/// What may be shown of addresses and quoted texts.
@Suite struct SecretsTests {
  static let jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"
  static let clientSecret = "Qk38Q~3mVxTz7aRr0PqLw2NsYd5UeHgJbKfCvXo1"
  static let storageKey = "kW9/Zb3xPq7LmN2vT8yRsD4fG6hJ1cA0eU5iO+BnMwQ3tY7uI9oP1aS2dF4gH6jK8lZ0xC3vB5nM7qW+EeRrTg=="

  @Test(arguments: [
    (
      "https://graph.microsoft.com/v1.0/users?$select=id&$top=5",
      "https://graph.microsoft.com/v1.0/users?$select=id&$top=5"
    ),
    ("/users?%24select=id&top=5", "/users?%24select=id&top=5"),
    ("https://user:pass@graph.microsoft.com/v1.0/me#access_token=x", "https://graph.microsoft.com/v1.0/me"),
    ("//user@host/a", "//host/a"), ("GET /users", "GET /users"), ("", ""), ("#", ""), ("?", "?"), ("?=&&=", "?=&&="),
    ("/users?$filter=displayName eq 'Layoffs 2027'", "/users?$filter=displayName eq '\u{2022}\u{2022}\u{2022}'"),
    ("/users?$filter=mail%20eq%20%27jane@x.y%27", "/users?$filter=mail eq '\u{2022}\u{2022}\u{2022}'"),
    ("/users?$filter=mail eq 'jane", "/users?$filter=mail eq '\u{2022}\u{2022}\u{2022}"),
    ("/users?$search=\"displayName:jane\"", "/users?$search=\"\u{2022}\u{2022}\u{2022}\""),
    (
      "/users?access_token=abc&sig=def&api-version=1.6",
      "/users?access_token=\u{2022}\u{2022}\u{2022}&sig=\u{2022}\u{2022}\u{2022}&api-version=\u{2022}\u{2022}\u{2022}"
    ),
    ("/users/jane@example.com/messages", "/users/{user}/messages"),
    ("/users/jane%40example.com", "/users/{user}"),
    ("/users?$filter=mail eq 'jane.roe@example.com'", "/users?$filter=mail eq '\u{2022}\u{2022}\u{2022}'"),
    ("/me/drive/root:/Private/diary.docx", "/me/drive/root:/{path}"),
    ("/me/drive/root:/Private/diary.docx:/content", "/me/drive/root:/{path}/content"),
    ("/users/00000000-0000-0000-0000-000000000001", "/users/00000000-0000-0000-0000-000000000001"),
    ("/users/\(jwt)", "/users/\u{2022}\u{2022}\u{2022}"),
  ])
  func addressesKeepWhereTheyLead(address: String, shown: String) { #expect(ShownAddress.of(address) == shown) }

  /// A secret in every place of every text in which people paste one.
  @Test(arguments: [jwt, clientSecret, storageKey])
  func noSecretIsShown(secret: String) {
    let texts = [
      "%", "Bearer %", "Authorization: Bearer %", "client_secret=%", "\"client_secret\": \"%\"",
      "{\\\"client_secret\\\":\\\"%\\\"}", "AADSTS7000215: Invalid client secret provided: '%'. Trace ID: 1",
      "https://user:%@host/", "https://host/a?code=%&x=1", "https://host/#access_token=%",
      "see https://host/a?sig=%, then",
      "AccountName=a;AccountKey=%;EndpointSuffix=core.windows.net", "password: %", "(%)", "'%'", "a\n%\nb",
      "tag:token=%",
    ]
    for text in texts {
      let shown = ShownText.of(text.replacing("%", with: secret))
      for start in stride(from: 0, to: secret.count - 12, by: 4) {
        #expect(!shown.contains(secret.dropFirst(start).prefix(12)), "\(text) shows \(shown)")
      }
    }
  }

  /// What explains an error is left as it is.
  @Test(arguments: [
    "Insufficient privileges to complete the operation.", "Authorization_RequestDenied",
    "Application must have one of the following scopes: DeviceManagementManagedDevices.PrivilegedOperations.All - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: 7fd0a1b2-0000-1111-2222-333344445555",
    "AADSTS7000215: Invalid client secret provided.", "Bearer realm=\"\", error=\"insufficient_claims\"",
    "\"code\": \"InvalidAuthenticationToken\", \"message\": \"Lifetime validation failed, the token is expired.\"",
    "Url: https://fef.msub06.manage.microsoft.com/DeviceFE/StatelessDeviceFEService/deviceManagement/managedDevices",
    "CompactToken parsing failed with error code: 80049217", "password: must be changed", "2026-08-15T10:02:11Z",
    "x5t 4F3C1A9B7E2D5086AABBCCDDEEFF001122334455",
  ])
  func plainTextIsLeft(text: String) { #expect(ShownText.of(text) == text) }

  /// However long the text, each byte is looked at a bounded number of times.
  @Test func longTextsAreQuick() {
    let text = String(repeating: "a=b/c:d 'e' https://h/?", count: 20_000)
    #expect(ShownText.of(text).utf8.count >= 20_000)
    let word = String(repeating: "aB3/", count: 100_000)
    #expect(ShownText.of(word).utf8.count > 0)
  }
}
