import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun
import ScopeSources
import Testing

/// Which of all calls of a method's name mean a client's: maps, headers and records have a `get` and an `add` as well.
@Suite struct MethodReceiverTests {
  /// A language, a client whose `get` (in C# `Add` too) sends requests, and what stands around a statement.
  struct Language: Sendable, CustomTestStringConvertible {
    var ending: String
    var client: String
    var before: String
    var after = ""
    /// Statements that ask Microsoft Graph for a user.
    var asking: [String]
    /// Statements that ask nothing of anybody.
    var silent: [String]
    var testDescription: String { ending }
  }

  static let languages = [
    Language(
      ending: "ts",
      client: """
        export class GraphClient {
          async get(path: string) { return fetch(`https://graph.microsoft.com/v1.0${path}`); }
        }
        """,
      before: """
        import { GraphClient } from './client';
        const client = new GraphClient();
        interface Reader { get(path: string): unknown }
        class Uploader { constructor(private graph: GraphClient) {}
        async run(id: string, key: string, store: Map<string, Row>, given: GraphClient, reader: Reader, other: any, row: Row) {

        """, after: "\n} }",
      asking: [
        "client.get(`/users/${id}`);", "this.graph.get(`/users/${id}`);", "given.get('/users/' + id);",
        "reader.get(`/users/${id}`);", "other.get(`/users/${id}`);", "new GraphClient().get(`/users/${id}`);",
        "const mine = new GraphClient(); mine.get(`/users/${id}`);", "makeClient().get(`/users/${id}`);",
      ],
      silent: [
        "new Map().get(key);", "store.get(key);", "const next = new Set(other); next.get(key);",
        "setPicked((last) => { const next = new Map(last); return next.get(key); });", "params.get('q');",
        "seen.current.get(key);", "request.headers.get('authorization');", "new URL(row.url).searchParams.get('page');",
        "cookies().get('session');", "row.get(row.id);", "const byHash = groupBy(other); byHash.get(key);",
        "app.get('/users/:id', (request, response) => response.send(1));", "router.get('/users/:id', showUser);",
        "client.headers.get('etag');", "mockClient.get(`/users/${id}`);",
      ]),
    Language(
      ending: "py",
      client: """
        import requests
        class GraphClient:
            def get(self, path):
                return requests.get("https://graph.microsoft.com/v1.0" + path)

        """,
      before: """
        from client import GraphClient
        client = GraphClient()
        class Uploader:
          def __init__(self, graph: GraphClient): self.graph = graph
          def run(self, id, key, config: dict, given: GraphClient, maybe: Optional[GraphClient], data):
        \("    ")
        """,
      asking: [
        "client.get(\"/users/\" + id)", "self.graph.get(f\"/users/{id}\")", "given.get(f\"/users/{id}\")",
        "maybe.get(f\"/users/{id}\")", "data.get(f\"/users/{id}\")", "GraphClient().get(f\"/users/{id}\")",
      ],
      silent: [
        "data.get(\"a\")", "config.get(key)", "os.environ.get(key)", "{}.get(key)", "dict(a=1).get(key)",
        "data[\"x\"].get(key)", "response.headers.get(\"etag\")", "response.json().get(\"value\")",
        "settings.MAP.get(key)", "[row.get(\"id\") for row in data]", "cache = {}; cache.get(key)",
      ]),
    Language(
      ending: "cs",
      client: """
        public class GraphClient {
          private readonly HttpClient http = new HttpClient();
          public Task<string> Add(string path) => http.GetStringAsync("https://graph.microsoft.com/v1.0" + path);
        }
        """,
      before: """
        public class Uploader {
          private readonly GraphClient client = new GraphClient();
          private readonly Dictionary<string, object> cache = new();
          public void Run(string id, string key, Dictionary<string, object> map, List<string> list, GraphClient given) {

        """, after: "\n} }",
      asking: ["client.Add($\"/users/{id}\");", "this.client.Add(\"/users/\" + id);", "given.Add($\"/users/{id}\");"],
      silent: [
        "map.Add(key, 1);", "list.Add(\"a\");", "cache.Add(key, 1);", "this.cache.Add(key, 1);",
        "var made = new Dictionary<string, object>(); made.Add(\"k\", 1);", "options.Value.Items.Add(key, 1);",
        "request.Headers.Add(\"Authorization\", key);", "client2.DefaultRequestHeaders.Add(\"x\", key);",
      ]),
    Language(
      ending: "java",
      client: """
        public class GraphClient {
          private final HttpClient http = HttpClient.newHttpClient();
          public String get(String path) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://graph.microsoft.com/v1.0" + path)).GET().build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
          }
        }
        """,
      before: """
        public class Uploader {
          private final GraphClient client = new GraphClient();
          private final Map<String, String> cache = new HashMap<>();
          public void run(String id, String key, Map<String, String> map, List<String> list, Supplier<String> made) {

        """, after: "\n} }",
      asking: ["client.get(\"/users/\" + id);", "this.client.get(\"/users/\" + id);"],
      silent: [
        "map.get(key);", "list.get(0);", "cache.get(key);", "made.get();", "headers().get(key);",
        "System.getenv().get(\"HOME\");", "other.first.get(key);",
        "var local = new LinkedHashMap<String, String>(); local.get(key);",
      ]),
    Language(
      ending: "go",
      client: """
        package main
        type GraphClient struct{ http *http.Client }
        func (c *GraphClient) Get(path string) (*http.Response, error) {
          return c.http.Get("https://graph.microsoft.com/v1.0" + path)
        }
        type Cache struct{ m map[string]string }
        func (c *Cache) Get(key string) string { return c.m[key] }

        """,
      before: """
        package main
        func run(client *GraphClient, cache *Cache, header http.Header, w http.ResponseWriter, id string, key string) {

        """, after: "\n}",
      asking: ["client.Get(\"/users/\" + id)"],
      silent: ["cache.Get(key)", "header.Get(key)", "w.Header().Get(key)", "other.first.Get(key)"]),
  ]

  @Test(arguments: languages) func meansWhatItIsCalledOn(_ language: Language) {
    for (statements, isAsking) in [(language.asking, true), (language.silent, false)] {
      for statement in statements {
        let use = "use.\(language.ending)"
        let found = scan([
          ("client.\(language.ending)", language.client), (use, language.before + statement + language.after + "\n"),
        ])
        let places = (found.calls.map(\.position) + found.unresolved.map(\.position)).filter { $0.file == use }
        #expect(places.isEmpty != isAsking, "\(statement)")
        #expect(found.calls.map { $0.method + " " + $0.url } == (isAsking ? [Self.call] : []), "\(statement)")
      }
    }
  }

  private static let call = "GET https://graph.microsoft.com/v1.0/users/{}"

  private func scan(_ files: [(path: String, text: String)]) -> CodeScan {
    let scanner = CodeScanner(
      catalog: .shared, advisor: LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared)),
      flows: [.application], sinks: CallSinks(rows: CodeFacts.sinks))
    return scanner.scan(files.compactMap { CodeInput(path: $0.path, bytes: Array($0.text.utf8)) }, settings: [:])
  }

  /// A host of which the first name is not known belongs to whom its domain belongs.
  @Test(arguments: [
    ("https://{}.table.core.windows.net/users", false), ("https://{}.azurewebsites.net/users", false),
    ("https://{}/v1.0/users", true), ("https://graph.{}/v1.0/users", true),
    ("https://{}.microsoft.com/v1.0/users", true),
    ("https://microsoftgraph.{}/v1.0/users", true), ("https://login.{}/v1.0/users", false),
    ("https://{}-graph.microsoft.us/v1.0/users", true), ("https://{}v1.0/users", true),
    ("https://graph.windows.{}/v1.0/users", false),
  ])
  func hostsBelongToTheirDomains(address: String, isGraph: Bool) {
    let text = address.replacing("{}", with: "${name}")
    let found = scan([("a.js", "export const read = (name) => fetch(`\(text)`);\n")])
    #expect(found.others.isEmpty == isGraph)
    #expect((found.calls.isEmpty && found.unresolved.isEmpty) != isGraph)
  }
}
