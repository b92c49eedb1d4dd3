internal import ScopeCatalog
internal import ScopeDocuments

/// The call that the words of an error tell of where no address stands in it.
struct ClueCall: Sendable {
  var request: StatedRequest
  /// What named it, such as "Get-MgUser"; empty where the text itself holds the path.
  var name: String
  var remark: String?
  /// Whether the error names it as its source.
  var isFailing = false

  var sentence: String { name.isEmpty ? "The text names the call's path." : "The call is the one that \(name) makes." }

  /// The call of the surest clue that the tables know.
  static func find(in error: ServiceError, _ catalog: Catalog) -> ClueCall? {
    for clue in error.clues {
      guard let (call, name) = resolve(clue, catalog) else { continue }
      let url = "https://graph.microsoft.com/\(call.version ?? "v1.0")\(call.path)"
      return ClueCall(
        request: StatedRequest(method: call.method, url: url), name: name, remark: call.remark,
        isFailing: clue == error.failing)
    }
    return nil
  }

  private static func resolve(_ clue: CallClue, _ catalog: Catalog) -> (NamedCall, String)? {
    switch clue {
    case .command(let name, let options):
      return NamedCall.command(name, options: options).map { ($0, name) }
    case .terraform(let resource, let client, let method):
      return NamedCall.terraform(resource: resource, client: client, method: method).map {
        ($0, [resource, client].compactMap(\.self).joined(separator: ", "))
      }
    case .requestClass(let name, let method):
      return NamedCall.requestClass(name, method: method).map { ($0, name) }
    case .path(let path, let method):
      return (NamedCall(method: method, path: path), "a class of the client library")
    case .written(let path, let method):
      switch catalog.match(method: method ?? "GET", url: path) {
      case .unknownPath, .notGraph: return nil
      default: return (NamedCall(method: method, path: path), "")
      }
    }
  }

  /// Whether this is the call, though the text shows an address: one without a method, of something else than what the
  /// error names as its source, stands there for another reason.
  func outweighs(_ stated: StatedRequest) -> Bool {
    isFailing && request.method != nil && stated.method == nil && !isAbout(stated)
  }

  /// Whether an address has the same last fixed segment as this call's.
  func isAbout(_ stated: StatedRequest) -> Bool {
    func last(_ url: String) -> String? {
      url.prefix { $0 != "?" }.split { $0 == "/" }.last { !$0.contains("{") && !$0.contains { $0.isNumber } }?
        .lowercased()
    }
    return last(request.url) == last(stated.url)
  }

  /// The properties that the options of a cmdlet set, such as -PasswordProfile.
  static func members(in error: ServiceError) -> [String] {
    for case .command(_, let options) in error.clues where !options.isEmpty { return options }
    return []
  }
}
