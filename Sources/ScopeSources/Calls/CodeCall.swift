/// A place in a scanned file.
package struct CodePosition: Hashable, Comparable, Sendable {
  /// The path as it is to be printed.
  package var file: String
  package var line: Int
  /// In UTF-16 units.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// A call to Microsoft Graph that source code makes.
package struct CodeCall: Hashable, Sendable {
  package enum How: String, Sendable { case rest, cmdlet, sdk, client, batch, config, probable }

  package var position: CodePosition
  package var method: String
  /// The whole address; `{}` stands for what is not literal, `{x}` for a key that is x.
  package var url: String
  /// The query, as far as the code says it, without its question mark.
  package var query: String
  package var how: How
  /// Where the request itself stands, where a function of the project wraps it.
  package var via: [CodePosition]
  package var language: String
  /// The addresses that this may be, where a hole stands for one of several; empty where it is one.
  package var anyOf: [String] = []

  package init(
    position: CodePosition, method: String, url: String, query: String = "", how: How, via: [CodePosition] = [],
    language: String, anyOf: [String] = []
  ) {
    self.position = position
    self.method = method
    self.url = url
    self.query = query
    self.how = how
    self.via = via
    self.language = language
    self.anyOf = anyOf
  }

  /// The address with its query.
  package var request: String { query.isEmpty ? url : url + "?" + query }
}

/// A call that cannot be told from the text, and what is known of it.
package struct UnresolvedCall: Hashable, Sendable {
  package enum Reason: String, CaseIterable, Sendable {
    case unknownAddress = "unknown-address"
    case unknownMethod = "unknown-method"
    case unknownCmdlet = "unknown-cmdlet"
    case dynamicCall = "dynamic-call"
    case builtByHand = "built-by-hand"
    case tooManyValues = "too-many-values"
    case splat
    case parseLimit = "parse-limit"
  }

  package var position: CodePosition
  package var reason: Reason
  /// What is known: `POST beta/deviceManagement/managedDevices/{}/{}`; empty where nothing is.
  package var known: String
  package var language: String
  /// The requests of which it may be one.
  package var anyOf: [String] = []
  package var method: String?
}

/// What a scan of files found.
package struct CodeCalls: Sendable {
  package var calls: [CodeCall] = []
  package var unresolved: [UnresolvedCall] = []
  /// Calls that tables of addresses speak for, where some call could not be resolved: none of them is proven.
  package var probable: [CodeCall] = []
  /// Requests to hosts that are not Microsoft Graph's.
  package var others: [CodePosition] = []
  package var stated: [StatedScopes] = []
  package var notes: [CodeNote] = []
  /// The numbers of the files that could not be read again, as something changed them meanwhile.
  package var lost: [Int] = []
  /// How many expressions were worked out.
  package var work = 0
}

/// Permissions that code asks for in words: `Connect-MgGraph -Scopes`, `scopes: […]`, `[RequiredScope]`.
package struct StatedScopes: Hashable, Sendable {
  package var position: CodePosition
  package var names: [String]
}
