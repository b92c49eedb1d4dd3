import ScopeDocuments
import Testing

private func read(_ text: String) -> [UnverifiedToken] { TokenReader.read(Array(text.utf8)) }

private let sample = token(
  claims:
    #"{"aud":"https://graph.microsoft.com","iss":"https://sts.windows.net/0f4f61b9-2f43-4e1f-8a3e-5a64d2f0c1b7/","iat":1786788131,"nbf":1786788131,"exp":1786792031,"appid":"6f1c7a52-90ae-4d4c-8d3e-0b7c5f21a9e2","roles":["Device.Read.All"],"tid":"0f4f61b9-2f43-4e1f-8a3e-5a64d2f0c1b7","ver":"1.0"}"#
)

private func wrapped(_ text: String, at width: Int, by end: String = "\n") -> String {
  var lines: [Substring] = []
  var rest = text[...]
  while !rest.isEmpty {
    lines.append(rest.prefix(width))
    rest = rest.dropFirst(width)
  }
  return lines.joined(separator: end)
}

@Test(arguments: [
  sample, "  \(sample)\r\n", "Bearer \(sample)", "bearer   \(sample)\n", "Bearer Bearer \(sample)",
  "Authorization: Bearer \(sample)",
  "authorization:bearer \(sample)",
  "GET /v1.0/me HTTP/1.1\r\nHost: graph.microsoft.com\r\nAuthorization: Bearer \(sample)\r\nAccept: */*\r\n\r\n",
  "\"\(sample)\"", "'\(sample)'", "\u{201C}\(sample)\u{201D}", "`\(sample)`,", "\u{FEFF}\(sample)",
  wrapped(sample, at: 76), wrapped(sample, at: 1), wrapped(sample, at: 80, by: "\r\n"),
  wrapped(sample, at: 20, by: "\n   "),
  "Authorization: Bearer " + wrapped(sample, at: 60), "\"\(wrapped(sample, at: 64))\"",
  "{\"access_token\": \"\(sample)\"}",
  "{\"accessToken\":\"\(sample)\",\"expiresOn\":\"2026-08-15 12:02:11.000000\",\"tokenType\":\"Bearer\"}",
  "[{\"accessToken\":\"\(sample)\",\"refreshToken\":\"0.AAAA\"}]", "{\"Token\":\"\(sample)\",\"Type\":\"Bearer\"}",
  "{\"AccessToken\":{\"key\":{\"credential_type\":\"AccessToken\",\"secret\":\"\(sample)\"}},\"RefreshToken\":{\"k\":{\"credential_type\":\"RefreshToken\",\"secret\":\"0.AAAA\"}},\"IdToken\":{\"k\":{\"credential_type\":\"IdToken\",\"secret\":\"eyJh.eyJi.c\"}}}",
  "{\"log\":{\"entries\":[{\"request\":{\"headers\":[{\"name\":\"Accept\",\"value\":\"*/*\"},{\"name\":\"Authorization\",\"value\":\"Bearer \(sample)\"}]}}]}}",
  "curl -H 'Authorization: Bearer \(sample)' https://graph.microsoft.com/v1.0/me", "export TOKEN=\(sample)",
  "$token = \"\(sample)\"",
  "https://localhost/#access_token=\(sample)&token_type=Bearer", "@{Token=\(sample); Type=Bearer}",
  "Token     : " + wrapped(sample, at: 60, by: "\r\n            ") + "\r\nExpiresOn : 8/15/2026",
])
func findsTheTokenInWhatWasPasted(text: String) throws {
  let tokens = read(text)
  #expect(tokens.count == 1)
  #expect(tokens.first?.form == .jws)
  #expect(tokens.first?.claims?.roles.map(\.name) == ["Device.Read.All"])
  #expect(tokens.first?.remarks == [])
}

@Test func findsTheTokenInUTF16() {
  let bytes =
    [UInt8](arrayLiteral: 0xFF, 0xFE) + Array("\(sample)\r\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  #expect(TokenReader.read(bytes).map(\.form) == [.jws])
}

@Test func findsEveryTokenOfACache() {
  let other = token(claims: #"{"aud":"x","appid":"y"}"#)
  #expect(
    read(
      "{\"a\":{\"access_token\":\"\(sample)\"},\"b\":{\"access_token\":\"\(other)\"},\"c\":{\"access_token\":\"\(sample)\"}}"
    ).count == 2)
  #expect(read("\(sample)\n\(other)\n").count == 2)
  #expect(read("A=\(sample)\nB=\(other)\n").map(\.position.line) == [1, 2])
}

private let header = base64URL(Array(#"{"alg":"RS256"}"#.utf8))
private let claims = base64URL(Array(#"{"aud":"x"}"#.utf8))

@Test(arguments: [
  ("", TokenFault.empty), (" \n\t", .empty), ("hello", .noToken), ("this is not a token at all", .noToken),
  ("{}", .noTokenInJSON),
  ("{\"access_token\": ", .inputNotJSON(TextPosition(line: 1, column: 18, byte: 17))),
  ("{\"refresh_token\":\"0.AAAA\"}", .onlyRefreshToken),
  ("{\"Token\":{\"Length\":1800},\"Type\":\"Bearer\"}", .secureString),
  ("Token : System.Security.SecureString\nType : Bearer", .secureString),
  ("6f1c7a52-90ae-4d4c-8d3e-0b7c5f21a9e2", .identifier), ("\(header).\(claims)...", .shortened),
  ("[{\"id_token\":\"\"}]", .noTokenInJSON),
  (header, .partCount(1)), ("\(header).\(claims)", .partCount(2)), ("\(header).\(claims).AA.AA", .partCount(4)),
  ("\(header).\(claims).AA.AA.AA.AA", .partCount(6)), ("\(header).\(claims).AA.AA.AA", .encryptionMissing),
  ("\(header)..AA", .emptyPart(.claims)),
  ("\(header).\(claims)!.AA", .notBase64(.claims)), ("\(header).\(claims.dropLast()).AA", .cutOff(.claims)),
  ("\(header).\(base64URL([0x7B, 0x22, 0xFF, 0x22, 0x7D])).AA", .notUTF8(.claims)),
  ("\(header).\(base64URL(Array("{\"aud\":}".utf8))).AA", .notJSON(.claims)),
  ("\(header).\(base64URL(Array("[1]".utf8))).AA", .notAnObject(.claims)),
  ("\(header).\(base64URL(Array("{}{}".utf8))).AA", .notJSON(.claims)),
  ("\(header).\(base64URL(Array("12".utf8))).AA", .notAnObject(.claims)),
  ("\(header).\(base64URL(Array(("{\"a\":" + String(repeating: "[", count: 100)).utf8))).AA", .tooDeep(.claims)),
  ("abcd.\(claims).AAAA", .notJSON(.header)),
  ("a\u{1}bcdefghijklmnopqrstuv", .character(TextPosition(line: 1, column: 2, byte: 1))),
  (
    "\(header).\(claims)\u{0}.AA",
    .character(TextPosition(line: 1, column: header.count + claims.count + 2, byte: header.count + claims.count + 1))
  ),
  (
    "\(header).\(claims).AA\u{E9}",
    .character(TextPosition(line: 1, column: header.count + claims.count + 5, byte: header.count + claims.count + 4))
  ),
  (String(repeating: "A", count: 10_000_000), .tooLarge(limit: 8 << 20)),
  (String(repeating: "A", count: 2_000_000), .tooLarge(limit: 1 << 20)),
])
func saysWhyATokenIsMalformed(text: String, fault: TokenFault) {
  let tokens = read(text)
  #expect(tokens.count == 1)
  #expect(tokens.first?.form == .malformed)
  #expect(tokens.first?.fault == fault)
}

@Test(arguments: [
  "EwBIA8l6BAAUkj1NuJYtTVha+Mogk+HEiPbQo04AAZ",
  "0.AXoAuWFPD0MvH06KPlpk0vDBt1J6HG-QrkxN.AgABAAEAAAD--DLA3VO7QrddgJg7WevrAgDs_wUA9P",
  "M.C105_BAY.0.U.-CiPmR7nJ2oAAAAAAAA", "Bearer EwBIA8l6BAAUkj1NuJYtTVha+Mogk+HEiPbQo04AAZ==",
])
func recognisesOpaqueTickets(text: String) {
  #expect(read(text).map(\.form) == [.opaque])
}

@Test func recognisesEncryptedTokens() {
  let header = base64URL(Array(#"{"alg":"RSA-OAEP","enc":"A256CBC-HS512"}"#.utf8))
  let token = read("\(header).AAAA.AAAA.AAAA.AAAA").first
  #expect(token?.form == .jwe)
  #expect(token?.header?.encryption == "A256CBC-HS512")
}

@Test func masksPersonalClaims() throws {
  let text = token(
    claims: #"{"aud":"x","upn":"somebody@example.com","oid":"abc","aio":{"upn":"nested"},"scp":{"upn":"odd"}}"#)
  let claims = try #require(read(text).first?.claims)
  let printed = String(describing: claims) + String(reflecting: claims) + "\(claims.all)"
  for secret in ["somebody", "nested", "odd", "abc"] { #expect(!printed.contains(secret)) }
  #expect(RevealPermit(askedFor: false) == nil)
  let permit = try #require(RevealPermit(askedFor: true))
  let revealed = claims.all.compactMap {
    if case .personal(_, let value) = $0.value { value.reveal(permit) } else { nil }
  }
  #expect(revealed == ["somebody@example.com", "abc", #"{"upn":"nested"}"#, #"{"upn":"odd"}"#])
}

@Test func handsOnTheClaimsWithoutWhatIsPersonal() throws {
  let text = token(
    claims:
      #"{"aud":"x", "upn":"a\"b\u0041@example.com", "aio":{"na\tme":["nested",12.5,true,null]}, "roles":["Device.Read.All"], /* by somebody */ "groups":["g1"]}"#
  )
  let document = try #require(read(text).first?.claims?.document)
  let whole = document.excerpt(around: document.root, maximumBytes: 10_000)
  #expect(
    whole.token
      == #"{"aud":"x", "upn":"**********************", "aio":{"******":["******",0000,true,null]}, "roles":["Device.Read.All"],                   "groups":["**"]}"#
  )
  #expect(document.text(try #require(document.member("upn", of: document.root))).allSatisfy { $0 == "*" })
}
