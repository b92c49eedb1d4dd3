internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// The request in question: what it calls, and how that is known.
struct CallAddress: Sendable {
  /// nil where neither the text nor the catalog tells it.
  var method: String?
  /// As stated.
  var url: String
  var isRebuilt: Bool
  /// Where the request stands: in the request that was given, or in the error.
  var source: Evidence.Source
  var match: RequestMatch
  var operation: OperationIndex?
  /// The catalog's template with the letters of the address.
  var template: String?
  /// What was taken for granted.
  var notes: [String] = []
  /// The methods that the catalog knows here, where the text does not show which it was.
  var candidates: [(method: String, operation: OperationIndex)] = []
  /// The properties that the request's body sets.
  var members: [String] = []
  /// What the body tells of its needs; nil where nothing shows it.
  var body: RequestBody? { members.isEmpty ? nil : RequestBody(properties: members) }
  /// Whether the operation reads, by the catalog; nil where it knows none.
  private var onlyReads: Bool?

  init(_ request: StatedRequest, isRebuilt: Bool, source: Evidence.Source, readsOnly: Bool?, catalog: Catalog) {
    url = request.url
    self.isRebuilt = isRebuilt
    self.source = source
    method = request.method
    let methods = request.method.map { [$0] } ?? HTTPMethod.allCases.map(\.name)
    let matches = methods.map { (method: $0, match: catalog.match(method: $0, url: request.url)) }
    let found = matches.filter { if case .operation = $0.match { true } else { false } }
    if method == nil {
      for match in found {
        if case .operation(let matched) = match.match { candidates.append((match.method, matched.operation)) }
      }
      if found.count == 1, found[0].method == "POST" {
        // An action: nothing but POST calls it.
        method = "POST"
        candidates = []
        notes.append("The error does not show the method; POST is the only one that the catalog knows here.")
      } else if readsOnly == true, found.contains(where: { $0.method == "GET" }) {
        method = "GET"
        candidates = []
        notes.append("The error does not show the method; GET, since a permission that only reads would do.")
      } else if let option = Self.readingOption(request.url), found.contains(where: { $0.method == "GET" }) {
        candidates = candidates.filter { $0.method == "GET" }
        notes.append("The error does not show the method; \(option) belongs to calls that read.")
      }
    }
    let chosen = method ?? (candidates.count == 1 ? candidates[0].method : nil)
    match = (found.first { $0.method == chosen } ?? matches[0]).match
    switch match {
    case .operation(let matched):
      onlyReads = catalog.onlyReads(matched.operation)
      if method != nil {
        operation = matched.operation
        notes += matched.inferences.list.map(\.sentence)
      } else if candidates.count == 1 {
        operation = matched.operation
      }
      template = Self.spelled(catalog.template(of: matched.operation), like: url)
    case .otherMethods(let others):
      template = Self.spelled(catalog.template(of: others.operation), like: url)
      if let method {
        notes.append(
          "The catalog knows this path with \(others.methods.list.map(\.name).joined(separator: ", ")), not with \(method)."
        )
      }
    case .unknownPath: notes.append("The catalog does not know this path.")
    case .notGraph(.azureADGraph): notes.append("The address is one of Azure AD Graph, which Microsoft has retired.")
    case .notGraph(.otherHost): notes.append(Self.note(onOther: url, catalog))
    case .notGraph(.notAnAddress): notes.append("The request holds no address that can be read.")
    }
  }

  private static func note(onOther url: String, _ catalog: Catalog) -> String {
    guard let name = KnownAudience.name(url) else { return "The address is not one of Microsoft Graph." }
    let decides = KnownAudience.decidesByAssignments(url, nil, catalog)
    return "The address is one of \(name), not of Microsoft Graph"
      + (decides ? ": role assignments of its own decide there, and no permission of Microsoft Graph." : ".")
  }

  var host: String? {
    guard url.hasPrefix("https://") else { return nil }
    return url.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" && $0 != ":" }.lowercased()
  }

  /// The path without version, in lower case, and without what stands after a question mark.
  var path: String { Self.path(of: url) }

  private static func path(of url: String) -> String {
    let segments = segments(url).map { $0.lowercased() }
    let isVersion = segments.first == "v1.0" || segments.first == "beta"
    return segments.dropFirst(isVersion ? 1 : 0).map { "/" + $0 }.joined()
  }

  /// The path of an address of Azure AD Graph as Microsoft Graph has it: without the tenant, which stands first there.
  var pathInGraph: String? {
    var segments = Self.segments(url).map(String.init)
    if let first = segments.first?.lowercased(),
      first == "myorganization" || first.contains(".") || first.utf8.count == 36
    {
      segments.removeFirst()
    }
    return segments.isEmpty ? nil : segments.map { "/" + $0 }.joined()
  }

  var version: String? {
    Self.segments(url).first.map { $0.lowercased() }.flatMap { ["v1.0", "beta"].contains($0) ? $0 : nil }
  }
  var isBatch: Bool { path == "/$batch" }
  var isIntune: Bool {
    path.hasPrefix("/devicemanagement") || path.hasPrefix("/deviceappmanagement") || path.contains("/manageddevices")
      || path.contains("/managedappregistrations")
  }
  var isExchange: Bool {
    ["/messages", "/mailfolders", "/sendmail", "/events", "/calendar", "/contacts", "/mailboxsettings"].contains {
      path.contains($0)
    }
  }
  /// Whether the call goes to mail, events or contacts of a user whom the address names: perhaps not the signed-in one.
  var isMailboxOfNamedUser: Bool { isExchange && path.hasPrefix("/users/") && !path.contains("/mailboxsettings") }
  /// Whether the call goes to sites, lists or files, where a permission may cover only what was granted to it.
  var isSites: Bool { path.hasPrefix("/sites") || path.hasPrefix("/drives") || path.contains("/drive/") }
  var isMine: Bool { Self.isMine(url) }

  /// Whether an address is about whoever is signed in.
  static func isMine(_ url: String) -> Bool { path(of: url) == "/me" || path(of: url).hasPrefix("/me/") }

  /// Whether the call changes something; nil where the method is unknown, or where the call is a batch.
  ///
  /// Which POST requests read is the catalog's to say.
  var changes: Bool? {
    guard let method = method ?? (candidates.count == 1 ? candidates[0].method : nil), !isBatch else { return nil }
    if let onlyReads { return !onlyReads }
    return !["GET", "HEAD", "OPTIONS"].contains(method)
  }

  /// The option in an address's query that only calls that read have; nil where there is none.
  ///
  /// Source: OData 4.01, part 2, system query options; search belongs to Microsoft Graph's listing of sites.
  private static func readingOption(_ url: String) -> String? {
    guard let query = url.firstIndex(of: "?") else { return nil }
    let names: Set<String> = [
      "$filter", "$top", "$skip", "$orderby", "$search", "$count", "$skiptoken", "$deltatoken", "search", "$expand",
    ]
    for option in url[url.index(after: query)...].split(whereSeparator: { $0 == "&" }).prefix(50) {
      let name = PercentEncoding.decode(String(option.prefix { $0 != "=" }), keeping: ASCII.slash).lowercased()
      if names.contains(name) { return name }
    }
    return nil
  }

  /// The address as it may be shown.
  var masked: String { ShownAddress.of(url) }

  private static func segments(_ url: String) -> [Substring] {
    var rest = url[...]
    if rest.hasPrefix("https://") {
      rest = rest.dropFirst("https://".count)
      rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
    }
    return rest.prefix { $0 != "?" && $0 != "#" }.split { $0 == "/" }
  }

  /// The template with each fixed segment spelled as in the address.
  private static func spelled(_ template: String, like url: String) -> String {
    let names = segments(url).map { $0.prefix { $0 != "(" } }
    let spellings = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    return template.split { $0 == "/" }.map { "/" + (spellings[String($0)] ?? $0) }.joined()
  }
}
