import Foundation

/// Secrets of every kind, planted in texts, and the search for what of them comes out again.
struct Canary {
  private(set) var secrets: [String] = []
  private var state: UInt64

  /// - Parameter seed: what tells these secrets from another canary's.
  init(seed: UInt64) { state = seed }

  // MARK: Kinds

  /// A signed token.
  mutating func jwt() -> String {
    let claims = Data("{\"aud\":\"https://graph.microsoft.com\",\"sub\":\"\(random(24))\",\"exp\":2000000000}".utf8)
    return planted(
      ["eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9", Self.base64URL(claims), random(86)].joined(separator: "."))
  }

  /// A client secret as Entra makes them.
  mutating func clientSecret() -> String { planted(random(3) + "8Q~" + random(34)) }

  /// 64 bytes in padded base64, with slashes and plus signs.
  mutating func key() -> String { planted(random(20) + "/" + random(30) + "+" + random(34) + "==") }

  /// A refresh token or an authorization code.
  mutating func ticket() -> String { planted("0.AX" + random(300)) }

  /// What a person chose.
  mutating func password() -> String { planted("canary-\(random(4))-word") }

  /// 43 characters of base64url, as random bytes are printed.
  mutating func word() -> String { planted(random(43)) }

  /// A name and a password, as `Basic` carries them.
  mutating func basic() -> String { planted(Data("jane:\(random(18))".utf8).base64EncodedString()) }

  private mutating func planted(_ secret: String) -> String {
    secrets.append(secret)
    return secret
  }

  private mutating func random(_ count: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String(
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return letters[Int((state >> 33) % UInt64(letters.count))]
      })
  }

  private static func base64URL(_ data: Data) -> String {
    data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }

  // MARK: Search

  /// The secrets of which a text shows twelve characters in a row, or all of a shorter one.
  func shown(in text: String) -> [String] {
    secrets.filter { secret in
      guard secret.utf8.count > 24 else { return text.contains(secret) }
      // What every token begins with tells nothing.
      let letters = secret.hasPrefix("eyJ0eXAi") ? Array(secret.dropFirst(20)) : Array(secret)
      return stride(from: 0, through: letters.count - 12, by: 6).contains {
        text.contains(String(letters[$0..<($0 + 12)]))
      }
    }
  }
}

/// Texts of every kind that the commands read, with secrets wherever people leave them.
struct CanaryInputs {
  var canary: Canary
  /// By file name.
  var files: [String: String] = [:]

  init() {
    canary = Canary(seed: 20_260_824)
    files["app.json"] = manifest(isOneLine: false)
    files["line.json"] = manifest(isOneLine: true)
    addTokens()
    addErrors()
    addRequests()
    addActivity()
    addConfiguration()
    addSources()
  }

  private mutating func manifest(isOneLine: Bool) -> String {
    let graph = "00000003-0000-0000-c000-000000000000"
    let members = [
      "\"appId\": \"6f1c0000-0000-4000-8000-00000000000\(isOneLine ? 1 : 2)\"", "\"displayName\": \"Canary\"",
      "\"signInAudience\": \"AzureADandPersonalMicrosoftAccount\"",
      "\"requiredResourceAccess\": [{\"resourceAppId\": \"\(graph)\", \"resourceAccess\": [{\"id\": \"5b07b0dd-2377-4e44-a38d-703f09a0dc3c\", \"type\": \"Role\"}, {\"id\": \"\(canary.jwt())\", \"type\": \"Role\"}]}]",
      "\"notes\": \"\(canary.password())\"", "\"description\": \"\(canary.password())\"",
      "\"identifierUris\": [\"https://user:\(canary.password())@host.example/\"]",
      "\"web\": {\"redirectUris\": [\"http://app.example/cb?code=\(canary.ticket())\", \"https://app.example/#access_token=\(canary.jwt())\", \"http://user:\(canary.password())@insecure.example/\", \"https://*.example.com/x?sig=\(canary.word())\", \"http:\\/\\/user:\(canary.password())@php.example\\/\"], \"logoutUrl\": \"http://out.example/?x=\(canary.password())\"}",
      "\"tags\": [\"token=\(canary.jwt())\", \"x-api-key=\(canary.password())\", \"\(canary.clientSecret())\"]",
      "\"passwordCredentials\": [{\"hint\": \"\(canary.password())\", \"secretText\": \"\(canary.clientSecret())\", \"customKeyIdentifier\": \"\(canary.key())\", \"displayName\": \"main\", \"endDateTime\": \"2040-01-01T00:00:00Z\"}]",
      "\"keyCredentials\": [{\"key\": \"\(canary.key())\", \"type\": \"AsymmetricX509Cert\", \"usage\": \"Verify\", \"endDateTime\": \"2040-01-01T00:00:00Z\"}]",
      "\"parameters\": {\"pw\": {\"type\": \"string\", \"value\": \"\(canary.password())\"}}",
      "\"variables\": {\"v\": \"\(canary.password())\"}", "\"env\": {\"DB\": \"\(canary.password())\"}",
      "\"connectionString\": \"Server=db;Password=\(canary.password());\"",
      "\"storage\": \"AccountName=a;AccountKey=\(canary.key());EndpointSuffix=core.windows.net\"",
      "\"apiKey\": \"\(canary.password())\"", "\"pw\": \"\(canary.password())\"", "\"sas\": \"\(canary.password())\"",
      "\"sig\": \"\(canary.password())\"", "\"client-secret\": \"\(canary.clientSecret())\"",
      "\"isFallbackPublicClient\": true",
    ]
    if isOneLine { return "{" + members.joined(separator: ",") + "}" }
    return "{\n  " + members.joined(separator: ",\n  ") + " // password: \(canary.password())\n}\n"
  }

  private mutating func addTokens() {
    files["token.txt"] = "Authorization: Bearer \(canary.jwt())\n"
    files["cache.json"] = "{\"access_token\": \"\(canary.jwt())\", \"refresh_token\": \"\(canary.ticket())\"}"
    files["broken.txt"] = "Bearer \(canary.word()).\(canary.word())"
  }

  private mutating func addErrors() {
    let path = "https://graph.microsoft.com/v1.0/users/x"
    files["aad.error"] =
      "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided. \(canary.clientSecret()) Trace ID: 1\"}"
    files["transcript.error"] = """
      > GET \(path)?access_token=\(canary.jwt())&sig=\(canary.word())&x=\(canary.password()) HTTP/1.1
      > Authorization: Bearer \(canary.jwt())
      > Cookie: session=\(canary.password()); other=\(canary.password())
      > Proxy-Authorization: Basic \(canary.basic())
      < HTTP/1.1 403 Forbidden
      {"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges for '\(canary.jwt())', client_secret=\(canary.password())"}}
      """
    files["recording.error"] =
      "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"https://user:\(canary.password())@graph.microsoft.com/v1.0/users?code=\(canary.ticket())\",\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer \(canary.jwt())\"}]},\"response\":{\"status\":403,\"content\":{\"text\":\"{\\\"error\\\":{\\\"code\\\":\\\"Forbidden\\\",\\\"message\\\":\\\"password: \(canary.password())\\\"}}\"}}}]}}"
    files["unknown.error"] =
      "{\"error\":{\"code\":\"Odd\",\"message\":\"Failed with \(canary.word()) at https://a.example/x?sv=1&sig=\(canary.key())\"}}"
  }

  private mutating func addRequests() {
    let graph = "https://graph.microsoft.com/v1.0"
    files["lines.txt"] = """
      GET \(graph)/users?access_token=\(canary.jwt())&x=\(canary.password())
      GET \(graph)/users?$filter=displayName eq '\(canary.password())'
      GET \(graph)/nothing/of/\(canary.clientSecret())?$skiptoken=\(canary.word())
      GET https://user:\(canary.password())@other.example/?sig=\(canary.word())
      GET \(graph)/me#access_token=\(canary.jwt())
      """
    files["requests.jsonl"] = """
      {"method": "GET", "url": "\(graph)/groups?client_secret=\(canary.clientSecret())"}
      {"method": "GET", "url": "/elsewhere/\(canary.jwt())"}
      """
    files["recording.har"] =
      "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"\(graph)/users?access_token=\(canary.jwt())\",\"headers\":[{\"name\":\"Cookie\",\"value\":\"\(canary.word())\"}]}},{\"request\":{\"method\":\"POST\",\"url\":\"\(graph)/$batch?x=\(canary.password())\",\"postData\":{\"text\":\"{\\\"requests\\\":[{\\\"id\\\":\\\"1\\\",\\\"method\\\":\\\"GET\\\",\\\"url\\\":\\\"/devices?y=\(canary.password())\\\"}]}\"}}}]}}"
    files["batch.json"] =
      "{\"requests\":[{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/users?$search=\\\"displayName:\(canary.password())\\\"\",\"headers\":{\"Authorization\":\"Bearer \(canary.jwt())\"}}]}"
    files["needs.txt"] = "GET /users?z=\(canary.password())\nGET /nowhere/\(canary.jwt())\nnonsense \(canary.jwt())\n"
  }

  private mutating func addActivity() {
    func record(_ address: String) -> String {
      "{\"time\":\"2026-08-20T10:00:00Z\",\"category\":\"MicrosoftGraphActivityLogs\",\"properties\":{\"appId\":\"6f1c0000-0000-4000-8000-000000000002\",\"requestMethod\":\"GET\",\"requestUri\":\"\(address)\",\"responseStatusCode\":200,\"roles\":\"User.Read.All\",\"requestId\":\"7fd00000-0000-4000-8000-0000000000\(Int.random(in: 10...99))\"}}"
    }
    let graph = "https://graph.microsoft.com/v1.0"
    files["log.json"] = [
      record("\(graph)/users?access_token=\(canary.jwt())"),
      record("\(graph)/odd/\(canary.jwt())?x=\(canary.password())"),
      record("\(graph)/odd/\(canary.clientSecret())"), "{\"broken\": \"\(canary.jwt())",
    ].joined(separator: "\n")
    files["profile.json"] =
      "{\"schemaVersion\":1,\"activityProfile\":1,\"records\":1,\"duplicates\":0,\"batches\":0,\"overflow\":0,\"unusable\":{},\"applications\":[{\"appId\":\"6f1c0000-0000-4000-8000-000000000002\",\"held\":{\"application\":[\"\(canary.jwt())\"]},\"calls\":[{\"flow\":\"application\",\"method\":\"GET\",\"path\":\"/odd/\(canary.jwt())\",\"outcome\":\"used\",\"count\":1}]}]}"
  }

  private mutating func addConfiguration() {
    files["suppressions.json"] =
      "{\"suppressions\":[{\"rule\":\"public-client-flow\",\"appId\":\"6f1c0000-0000-4000-8000-000000000001\",\"reason\":\"because of \(canary.jwt()) here\",\"expires\":\"2026-12-31\",\"owner\":\"\(canary.clientSecret())\"},{\"rule\":\"weak-certificate\",\"appId\":\"6f1c0000-0000-4000-8000-000000000002\",\"reason\":\"long ago: password=\(canary.password())\",\"expires\":\"2020-01-01\"}]}"
    files["settings.json"] = "{\"failOn\": \"\(canary.jwt())\"}"
    files["keys.json"] = "{\"\(canary.jwt())\": 1}"
    files["bad-suppressions.json"] =
      "{\"suppressions\":[{\"rule\":\"\(canary.clientSecret())\",\"reason\":\"ten letters\"}]}"
  }
}
