import ScopeCatalog
import ScopeValues
import Testing

@testable import ScopeLeastPrivilege

/// An address whose ids, names and texts are masked calls what it called, and asks for what it asked for.
@Suite struct AddressVocabularyTests {
  private static let catalog = Catalog.shared
  private static let vocabulary = AddressVocabulary(catalog)

  /// What people and tools put where a template has a placeholder.
  private static let ids = [
    "7d0c1a2b-0000-4000-8000-000000000001", "ada@contoso.com", "ada%40contoso.com", "AAMkAGI2THVSAAA=", "b!x-Y_z",
    "contoso.sharepoint.com,7d0c1a2b-0000-4000-8000-000000000001,1", "Quarterly report.xlsx", "O'Brien",
    "19:x@thread.v2",
    "Ünïcode", "a%20b", "0", "plan@work.xlsx",
  ]
  private static let queries = [
    "", "?$top=5&$skiptoken=Ym9iQGNvbnRvc28uY29t", "?$select=id,displayName,secretProject",
    "?%24select=signInActivity%2Cid",
    "?$filter=startswith(displayName,'Ada%20%26%20Co')%20and%20signInActivity/lastSignInDateTime%20le%202026-01-01T00:00:00Z",
    "?$filter=id+eq+7d0c1a2b-c1a2-4000-8000-000000000001", "?$expand=members($select=id;$top=2),owners",
    "?$search=%22displayName:Ada%22&$orderby=department desc", "?$filter=members/any(x:x/id eq '1')",
    "?select=mailboxSettings",
    "?$select=body,subject&$expand=attachments",
  ]

  /// A template with something in place of each placeholder; nil where it holds what no address does.
  private static func address(_ template: String, _ number: Int) -> String? {
    var text = ""
    var rest = template[...]
    var count = number
    while let open = rest.firstIndex(of: "{") {
      // A placeholder that is a part of a word is a slip of upstream's.
      guard let close = rest[open...].firstIndex(of: "}"), rest[..<open].last?.isLetter != true else { return nil }
      text += rest[..<open] + ids[count % ids.count]
      count += 1
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  @Test func masksEveryTemplateToItself() {
    var asked = 0
    for operation in stride(from: 0, to: Self.catalog.operationCount, by: 3) {
      let template = Self.catalog.template(of: operation)
      guard let path = Self.address(template, operation) else { continue }
      let query = path.contains("?") ? "" : Self.queries[operation % Self.queries.count]
      let url = "https://graph.microsoft.com/v1.0\(path)\(query)"
      let method = Self.catalog.method(of: operation).name
      // A name with structure of its own can call something else than the template: what it calls has to remain.
      guard case .operation(let match) = Self.catalog.match(method: method, url: url) else { continue }
      asked += 1
      let masked = Self.vocabulary.masked(url)
      guard case .operation(let other) = Self.catalog.match(method: method, url: masked) else {
        Issue.record("\(method) \(masked) of \(url) calls nothing")
        continue
      }
      #expect(other.operation == match.operation, "\(method) \(masked) of \(url)")
      for flow in Flow.allCases {
        #expect(
          Self.kept(masked, other.operation, flow) == Self.kept(url, match.operation, flow), "\(masked) of \(url)")
      }
      #expect(Self.vocabulary.masked(masked) == masked)
    }
    #expect(asked > 5_000)
  }

  private static func kept(_ url: String, _ operation: OperationIndex, _ flow: Flow) -> String? {
    ActivityProfile.address(url, of: operation, flow, catalog, vocabulary: vocabulary)
  }

  @Test(arguments: [
    ("/v1.0/me/drive/root:/plan@work.xlsx:/workbook/worksheets", "/v1.0/me/drive/root:/{id}:/workbook/worksheets"),
    ("/users/ada@contoso.com/messages/AAMk=", "/users/{id}/messages/{id}="),
    ("/users('ada@contoso.com')/getByPath(path='a/b')", "/users('{id}')/getByPath(path='{id}/{id}')"),
    ("/drives/b!x/root%3A/Ada%27s%20notes:/content", "/drives/{id}/root:/{id}'{id} notes:/content"),
    (
      "/users?$select=id,salary&$top=3&$filter=startswith(mail,'ada')",
      "/users?$select=id,other&$filter=other(mail,'other')"
    ),
  ])
  func keepsTheGrammar(address: String, masked: String) {
    #expect(Self.vocabulary.masked(address) == masked)
  }

  @Test func keepsNobodysData() {
    for id in Self.ids where id.contains(where: \.isLetter) {
      for query in Self.queries {
        let masked = Self.vocabulary.masked("/users/\(id)/drive/root:/\(id)/x:/content\(query)").lowercased()
        for word in ["ada", "contoso", "aamk", "quarterly", "brien", "ünï", "thread", "work", "secret", "7d0c1a2b"] {
          #expect(!masked.contains(word), "\(masked)")
        }
      }
    }
  }
}
