import ScopeValues
import Testing

/// What may be shown of addresses and quoted texts.
@Suite struct SecretsTests {
  static let jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2dyYXBoIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"
  static let clientSecret = "Qk38Q~3mVxTz7aRr0PqLw2NsYd5UeHgJbKfCvXo1"
  static let storageKey = "kW9/Zb3xPq7LmN2vT8yRsD4fG6hJ1cA0eU5iO+BnMwQ3tY7uI9oP1aS2dF4gH6jK8lZ0xC3vB5nM7qW+EeRrTg=="

  /// What tokens are made of, as the table of bits says it.
  @Test func tokensAreMadeOfSomeBytes() {
    let bytes = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=!*$%".utf8)
    for byte in UInt8.min...UInt8.max { #expect(TokenShape.isTokenByte(byte) == bytes.contains(byte), "\(byte)") }
  }

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
      "/users?access_token=\u{2022}\u{2022}\u{2022}&sig=\u{2022}\u{2022}\u{2022}&api-version=1.6"
    ),
    ("/users?$search=Layoffs&$orderby=name", "/users?$search=\u{2022}\u{2022}\u{2022}&$orderby=name"),
    ("/users?eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9=1", "/users?\u{2022}\u{2022}\u{2022}=\u{2022}\u{2022}\u{2022}"),
    ("https://user:p/w@host.example/a", "https://\u{2022}\u{2022}\u{2022}/{user}/a"),
    ("https://localhost:8080/cb;session=abc", "https://localhost:8080/cb;\u{2022}\u{2022}\u{2022}"),
    ("/users('jane@example.com')/messages", "/users({user})/messages"),
    ("/sites/search(q='Layoffs 2027')", "/sites/search(\u{2022}\u{2022}\u{2022})"),
    ("/reports/getUsage(period='D7')", "/reports/getUsage(period='D7')"),
    (
      "/me/messages/AAMkAGVmMDEzMTM4LTZmYWUtNDdkNC1hMDZiLTU1OGY5OTZhYmY4OABGAAAAAAAiQ8W967B7TKBjgx9rVEURBwAiIsqMbYjsT5e=",
      "/me/messages/AAMkAGVmMDEzMTM4LTZmYWUtNDdkNC1hMDZiLTU1OGY5OTZhYmY4OABGAAAAAAAiQ8W967B7TKBjgx9rVEURBwAiIsqMbYjsT5e="
    ),
    ("/users/\(clientSecret)/messages", "/users/\u{2022}\u{2022}\u{2022}/messages"),
    ("/users/jane@example.com/messages", "/users/{user}/messages"),
    ("/users/jane%40example.com", "/users/{user}"),
    ("/users?$filter=mail eq 'jane.roe@example.com'", "/users?$filter=mail eq '\u{2022}\u{2022}\u{2022}'"),
    ("/me/drive/root:/Private/diary.docx", "/me/drive/root:/{path}"),
    ("/me/drive/root:/Private/diary.docx:/content", "/me/drive/root:/{path}:/content"),
    ("/users/00000000-0000-0000-0000-000000000001", "/users/00000000-0000-0000-0000-000000000001"),
    ("/users/\(jwt)", "/users/\u{2022}\u{2022}\u{2022}"),
    ("/users/delta(token='7f2a')", "/users/delta(\u{2022}\u{2022}\u{2022})"),
    ("/me/x(password='a b')/y", "/me/x(\u{2022}\u{2022}\u{2022})/y"),
    ("/me/\(jwt)(a='b')", "/me/\u{2022}\u{2022}\u{2022}"),
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
      "tag:token=%", "/v1.0/me?x=%", "https:\\/\\/user:%@host\\/a", "\u{201C}https://host/?x=%\u{201D}.", "Basic %",
      "Cookie: a=1; b=%; c", "\"pw\": \"%\"", "key '%' is", "prefix-%", "pwd='a b %'",
    ]
    for text in texts {
      let shown = ShownText.of(text.replacing("%", with: secret))
      for start in stride(from: 0, to: secret.count - 12, by: 4) {
        #expect(!shown.contains(secret.dropFirst(start).prefix(12)), "\(text) shows \(shown)")
      }
    }
  }

  /// What follows the name of a secret, whatever it looks like.
  @Test(arguments: [
    ("\"password\": \"hunter two\", \"x\": 1", "\"password\": \"\u{2022}\u{2022}\u{2022}\", \"x\": 1"),
    (
      "{\\\"apiKey\\\":\\\"a\\\\\\\"b\\\",\\\"x\\\":1}", "{\\\"apiKey\\\":\\\"\u{2022}\u{2022}\u{2022}\\\",\\\"x\\\":1}"
    ),
    ("password: hunter2 was refused", "password: \u{2022}\u{2022}\u{2022} was refused"),
    ("Server=db;Password=a,b;Trusted=no", "Server=db;Password=\u{2022}\u{2022}\u{2022};Trusted=no"),
    ("Set-Cookie: a=b; Path=/\nX-Y: z", "Set-Cookie: \u{2022}\u{2022}\u{2022}\nX-Y: z"),
    ("GET /users?x=abc HTTP/1.1", "GET /users?x=\u{2022}\u{2022}\u{2022} HTTP/1.1"),
  ])
  func namedSecretsAreMasked(text: String, shown: String) {
    #expect(ShownText.of(text) == shown)
    #expect(ShownText.of(shown) == shown)
  }

  /// Paths that are kept can be read and kept again.
  @Test(arguments: [
    ("https://graph.microsoft.com/v1.0/Users/00000000-0000-0000-0000-000000000001/x?y=z", "/v1.0/users/{id}/x"),
    ("/me/drive/root:/Private/diary.docx:/content", "/me/drive/root:/{path}/content"),
    ("/odd/eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0./a", "/odd/{id}/a"), ("/things('a b')/run", "/things({id})/run"),
  ])
  func keptPathsStay(address: String, kept: String) {
    #expect(AddressPath.redacted(address) == kept)
    #expect(AddressPath.redacted(kept) == kept)
  }

  /// What explains an error is left as it is.
  @Test(arguments: [
    "Insufficient privileges to complete the operation.", "Authorization_RequestDenied",
    "Application must have one of the following scopes: DeviceManagementManagedDevices.PrivilegedOperations.All - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: 7fd0a1b2-0000-1111-2222-333344445555",
    "AADSTS7000215: Invalid client secret provided.", "Bearer realm=\"\", error=\"insufficient_claims\"",
    "\"code\": \"InvalidAuthenticationToken\", \"message\": \"Lifetime validation failed, the token is expired.\"",
    "Url: https://fef.msub06.manage.microsoft.com/DeviceFE/StatelessDeviceFEService/deviceManagement/managedDevices",
    "CompactToken parsing failed with error code: 80049217", "password: must be changed", "2026-08-15T10:02:11Z",
    "x5t 4F3C1A9B7E2D5086AABBCCDDEEFF001122334455", "Basic authentication is disabled.",
    "Application Contoso-Prod-App-2024-V3-Backend01 was not found.", "Invalid client secret: AADSTS7000222: expired.",
    "/tmp/scopeaudit-E621E1F8-C36C-495A-93FC-0C247A3E6E5F/out.json:3:1", "token: IDX10223: lifetime validation failed",
    "\u{201C}https://app.example/cb\u{201D} is plain.", "See https://graph.microsoft.com/v1.0/users?$select=id.",
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
