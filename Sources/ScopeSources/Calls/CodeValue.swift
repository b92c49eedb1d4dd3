import ScopeValues

/// What an expression of code may come to, as far as calls to Microsoft Graph depend on it.
indirect enum CodeValue {
  /// A text of literal pieces and holes.
  case text([CodePiece])
  case list([CodeValue])
  case object([(key: String, value: CodeValue)])
  /// A client of Microsoft Graph's libraries.
  case client
  /// A path that is being built with such a client.
  case builder(CodeBuilder)
  /// A client whose `api(…)` takes an address, with the address so far.
  case api(CodeAPI)
  /// An HTTP client that addresses are relative to.
  case http(base: [CodePiece])
  /// A request that is being put together.
  case request(CodeRequest)
  /// Something made of a type that has nothing to do with addresses.
  case instance(String)
  case function(Int)
  case hole(CodeHole)

  /// Values of one expression beyond these are not followed.
  static let limit = 32

  var pieces: [CodePiece]? {
    switch self {
    case .text(let pieces): pieces
    case .hole(let hole): [.hole(hole)]
    default: nil
    }
  }

  /// The text where no hole is in it.
  var text: String? {
    guard case .text(let pieces) = self else { return nil }
    var text = ""
    for piece in pieces {
      guard case .literal(let literal) = piece else { return nil }
      text += literal
    }
    return text
  }

  /// Whether it is a client of HTTP whose base is known, as far as the code says it.
  var isBased: Bool {
    guard case .http(let base) = self, let first = base.first else { return false }
    return base.count > 1 || !CodeHole.isParameter(first)
  }

  func member(_ name: String) -> CodeValue? {
    guard case .object(let members) = self else { return nil }
    let wanted = name.lowercased()
    return members.last { $0.key.lowercased() == wanted }?.value
  }
}

enum CodePiece {
  case literal(String)
  case hole(CodeHole)
}

/// A place in a value that the code does not fill by itself.
struct CodeHole {
  enum Reason: Hashable {
    case unknown
    /// A parameter of a function of the project, by their numbers.
    case parameter(Int, Int)
    /// A field of the object's own type, which types derived from it fill.
    case ownField(type: String, name: String)
    /// The address of the next page, which the service has sent.
    case nextPage
    /// More values than are followed.
    case limit
  }

  var reason: Reason
  /// What stands there.
  var name: String
  /// Of a parameter: the member that is meant.
  var member: String?
  /// Of a parameter: what it is where the caller says nothing.
  var fallback: [CodeValue] = []
  /// Of a parameter that picks from a table: what it may pick.
  var choices: [(key: String, value: CodeValue)] = []
  /// Whether what is picked depends on whether the caller gives anything: `body ? "POST" : "GET"`.
  var isTested = false

  init(reason: Reason, name: String, member: String? = nil) {
    self.reason = reason
    self.name = name
    self.member = member
  }

  var isParameter: Bool { if case .parameter = reason { true } else { false } }

  static func isParameter(_ piece: CodePiece) -> Bool {
    if case .hole(let hole) = piece { hole.isParameter } else { false }
  }

  static func unknown(_ name: String) -> CodeHole { CodeHole(reason: .unknown, name: name) }
}

/// A path in the making: the segments so far and where they are in the tree of paths.
struct CodeBuilder {
  var segments: [String]
  /// -1 where the tree does not know it.
  var node: Int32
  /// Whether the base of the chain is known to be a client of Microsoft Graph.
  var isCertain: Bool
  /// Whether an argument beyond the tree may be a key or anything else.
  var isOpen = false
  /// Whether `Request()` was called, as libraries before version 5 want it.
  var isRequest = false
  /// The query's parts that are known: `$select=…`.
  var query: [String] = []
  /// Whether the library reads what a path names where the path itself is called: `graph.me.messages()`.
  var isInvoked = false
}

/// `client.api("/me").version("beta")`.
struct CodeAPI {
  var address: [CodeValue]
  var version: String?
  var query: [String] = []
  /// Whether its base is known to be a client of Microsoft Graph; otherwise the whole path has to be known.
  var isCertain = true
  /// Where it is made.
  var origin: CodeOrigin?
}

/// `new HttpRequestMessage(HttpMethod.Get, address)` and its like.
struct CodeRequest {
  var methods: [CodeValue] = []
  var addresses: [CodeValue] = []
  /// What its client's addresses are relative to.
  var base: [CodePiece] = []
  /// Where it is made.
  var file: Int
  var span: SourceSpan
  /// Whether a client of HTTP makes it, and sends it by whatever the chain ends with.
  var isOfClient = false
}
