import ScopeValues
import Testing

@testable import ScopeDocuments

/// What people have where no token is at hand, and what is held by it.
@Test(arguments: [
  (
    #"{"aud":"https://graph.microsoft.com","appid":"x","scp":"User.Read Mail.Read"}"#, "claims", "User.Read Mail.Read",
    ""
  ),
  (#"{"aud":"https://graph.microsoft.com","iss":"i","roles":["User.Read.All"]}"#, "claims", "", "User.Read.All"),
  (#"{"header":{"alg":"RS256"},"payload":{"aud":"a","tid":"t","scp":"User.Read"}}"#, "viewer", "User.Read", ""),
  (
    "{\n  \"typ\": \"JWT\"\n}.{\n  \"aud\": \"a\",\n  \"iss\": \"i\",\n  \"scp\": \"User.Read\"\n}.[Signature]",
    "viewer", "User.Read", ""
  ),
  ("ClientId : 1\nScopes   : {User.Read, Mail.Read}\nAuthType : Delegated\n", "context", "User.Read Mail.Read", ""),
  ("ClientId : 1\nScopes   : {User.Read.All}\nAuthType : AppOnly\n", "context", "", "User.Read.All"),
  (#"{"ClientId":"1","Scopes":["User.Read"],"AuthType":0}"#, "context", "User.Read", ""),
  (
    #"[{"clientId":"1","consentType":"AllPrincipals","resourceId":"2","scope":"User.Read Mail.Read"}]"#, "grants",
    "User.Read Mail.Read", ""
  ),
  (
    #"{"value":[{"appRoleId":"df021288-bdef-4463-88db-98f22de89214","principalId":"1","resourceDisplayName":"Microsoft Graph"}]}"#,
    "grants", "", "df021288-bdef-4463-88db-98f22de89214"
  ),
  (
    "aud   : https://graph.microsoft.com\nappid : 1\nscp   : User.Read Mail.Read\n", "viewer", "User.Read Mail.Read", ""
  ),
  ("aud\thttps://graph.microsoft.com\tThe audience\nscp\tUser.Read\tThe scopes\n", "viewer", "User.Read", ""),
  (
    #"[{"appRole":"User.Read.All","resourceDisplayName":"Microsoft Graph"},{"appRole":"full_access","resourceDisplayName":"Other"}]"#,
    "grants", "", "User.Read.All"
  ),
  (
    #"{"appId":"1","appRoleAssignments":[{"appRoleId":"df021288-bdef-4463-88db-98f22de89214","principalId":"2"}],"oauth2PermissionGrants":[{"consentType":"AllPrincipals","scope":"Mail.Read"}]}"#,
    "grants", "Mail.Read", "df021288-bdef-4463-88db-98f22de89214"
  ),
  (#"[{"id":"df021288-bdef-4463-88db-98f22de89214","value":"User.Read.All"}]"#, "grants", "", "User.Read.All"),
  (#"["User.Read.All","openid"]"#, "list", "User.Read.All openid", ""),
  (
    """
    ConsentType    ClientId    Scope
    -------------  ----------  -------------------
    AllPrincipals  1           User.Read Mail.Read
    """, "grants", "User.Read Mail.Read", ""
  ),
  (
    """
    AppRoleId                             ResourceDisplayName    PrincipalDisplayName
    ------------------------------------  ---------------------  --------------------
    df021288-bdef-4463-88db-98f22de89214  Microsoft Graph        sync
    5b567255-7703-4780-807c-7be8301ae99b  Other                  sync
    """, "grants", "", "df021288-bdef-4463-88db-98f22de89214"
  ),
  (
    """
    AppRoleId            : df021288-bdef-4463-88db-98f22de89214
    ResourceDisplayName  : Microsoft Graph

    AppRoleId            : 5b567255-7703-4780-807c-7be8301ae99b
    ResourceDisplayName  : Microsoft Graph
    """, "grants", "", "df021288-bdef-4463-88db-98f22de89214 5b567255-7703-4780-807c-7be8301ae99b"
  ),
  ("User.Read\nDirectory.Read.All\nopenid\n", "list", "User.Read Directory.Read.All openid", ""),
])
func heldIsRead(text: String, source: String, scopes: String, roles: String) throws {
  let token = try #require(TokenReader.read(Array(text.utf8)).first)
  let claims = try #require(token.claims)
  #expect(token.source.rawValue == source)
  #expect(claims.scopes.map(\.name).joined(separator: " ") == scopes)
  #expect(claims.roles.map(\.name).joined(separator: " ") == roles)
  #expect(!token.isNoToken)
}

@Test func aCutListIsRemarked() throws {
  let text = "ClientId : 1\nScopes   : {User.Read, openid, profile\u{2026}}\nAuthType : Delegated\n"
  let token = try #require(TokenReader.read(Array(text.utf8)).first)
  #expect(token.isListCut && token.remarks.contains(.listCut))
  #expect(token.claims?.scopes.map(\.name) == ["User.Read", "openid", "profile"])
}

/// Texts that hold nothing, against damaged tokens, which stay tokens.
@Test(arguments: [
  ("Dear support,\nplease find it in my other mail.", true), ("", true), ("3d4a8f10-6c21-4b7e-9d55-08e1f2c7a6b3", true),
  (#"{"name":"x"}"#, true), ("eyJ0eXAiOiJKV1QifQ.eyJhdWQiOi", false), ("eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJ4In0.a b", false),
])
func whatIsNoTokenIsKnown(text: String, isNone: Bool) throws {
  let token = try #require(TokenReader.read(Array(text.utf8)).first)
  #expect(token.isNoToken == isNone)
}

/// Tokens that people padded, cut at the signature or masked: their claims are read, with a remark.
@Test func damagedTokensAreReadWithARemark() throws {
  let (header, claims) = ("eyJhbGciOiJSUzI1NiJ9", "eyJhdWQiOiJ4Iiwic2NwIjoiYSJ9")
  let padded = try #require(TokenReader.read(Array("\(header).eyJhdWQiOiJ4Iiwic2NwIjoiYWIifQ==.c2ln".utf8)).first)
  #expect(padded.claims?.scopes.map(\.name) == ["ab"] && padded.remarks.contains(.looseEncoding(.claims)))
  let masked = try #require(TokenReader.read(Array("\(header).\(claims).***".utf8)).first)
  #expect(masked.claims != nil && masked.remarks.contains(.damagedSignature) && masked.form == .jws)
  let two = try #require(TokenReader.read(Array("\(header).\(claims)".utf8)).first)
  #expect(two.claims != nil && two.form == .malformed && two.remarks.contains(.withoutSignature))
}

/// A claim that stands twice holds what either of them holds, since programs differ in which one they read.
@Test(arguments: [(#""scp":"a","scp":"b""#, "a b", ""), (#""roles":["a"],"roles":["b"]"#, "", "a b")])
func repeatedClaimsAreAllRead(members: String, scopes: String, roles: String) throws {
  let text = #"{"aud":"https://graph.microsoft.com","tid":"x",\#(members),"exp":1895003600}"#
  let token = try #require(TokenReader.read(Array(text.utf8)).first)
  let claims = try #require(token.claims)
  #expect(claims.scopes.map(\.name).joined(separator: " ") == scopes)
  #expect(claims.roles.map(\.name).joined(separator: " ") == roles)
}

/// Scopes as people copy them: out of a request, an address, a table.
@Test(arguments: [
  "User.Read Mail.Read", "User.Read,Mail.Read", "User.Read, Mail.Read", "User.Read+Mail.Read",
  "https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Read",
])
func scopesAreReadHoweverTheyAreParted(text: String) throws {
  let claims = #"{"aud":"https://graph.microsoft.com","tid":"x","scp":"\#(text)","exp":1895003600}"#
  let token = try #require(TokenReader.read(Array(claims.utf8)).first)
  #expect(token.claims?.scopes.map(\.name) == ["User.Read", "Mail.Read"])
}

@Test func theSentTokenIsFoundAndNothingElse() {
  let token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4Iiwic2NwIjoiYSJ9.c2lnbmF0dXJl"
  #expect(
    ServiceErrorReader.sentToken(in: Array("> Authorization: Bearer \(token)\n< HTTP/1.1 403".utf8))?.claims != nil)
  #expect(
    ServiceErrorReader.sentToken(
      in: Array("curl -H 'Authorization: Bearer \(token)' https://graph.microsoft.com/v1.0/me".utf8)) != nil)
  #expect(ServiceErrorReader.sentToken(in: Array("the token \(token) was refused".utf8)) == nil)
  #expect(ServiceErrorReader.sentToken(in: Array("Bearer xxxx".utf8)) == nil)
}
