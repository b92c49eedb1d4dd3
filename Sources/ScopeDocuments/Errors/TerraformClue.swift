import ScopeValues

/// What Terraform's azuread provider, or Pulumi's copy of it, prints of a call that failed.
struct TerraformClue {
  private var resource: String?
  private var client: String?
  private var method: String?

  private static let actions: [(word: String, method: String)] = [
    ("create", "POST"), ("creating", "POST"), ("add", "POST"), ("adding", "POST"), ("assigning", "POST"),
    ("retrieve", "GET"), ("retrieving", "GET"), ("read", "GET"), ("reading", "GET"), ("list", "GET"),
    ("listing", "GET"), ("find", "GET"), ("finding", "GET"), ("searching", "GET"),
    ("update", "PATCH"), ("updating", "PATCH"), ("delete", "DELETE"), ("deleting", "DELETE"), ("remove", "DELETE"),
    ("removing", "DELETE"),
  ]

  var clue: CallClue? {
    resource == nil && client == nil ? nil : .terraform(resource: resource, client: client, method: method)
  }

  mutating func read(_ line: String, _ words: [Substring]) {
    guard line.contains("azuread") || line.contains("Client.") || line.contains("Error: ") else { return }
    for (index, word) in words.enumerated() {
      if resource == nil, let found = Self.resource(in: word) {
        resource = found.name
        if found.isData { method = "GET" }
      }
      // in data "azuread_user" "x"
      if word == "data", index + 1 < words.count, words[index + 1].hasPrefix("\"azuread_") { method = "GET" }
      if let found = Self.client(in: word) {
        client = found.name
        method = found.method ?? method
      }
    }
    guard client == nil, method == nil, let at = words.firstIndex(where: { $0.hasSuffix("Error:") }) else { return }
    for word in words[words.index(after: at)...].prefix(3) {
      if let action = Self.actions.first(where: { $0.word == word.lowercased() }) {
        method = action.method
        return
      }
    }
  }

  /// `azuread_application.app`, `module.x.data.azuread_user.y`, `"azuread_application"`, `azuread:index/application:Application`
  private static func resource(in word: Substring) -> (name: String, isData: Bool)? {
    if let start = word.firstRange(of: "azuread_")?.lowerBound {
      let name = word[start...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      return (String(name), word[..<start].hasSuffix("data."))
    }
    guard let start = word.firstRange(of: "azuread:index/")?.upperBound else { return nil }
    let name = word[start...].prefix { $0.isASCII && $0.isLetter }
    let snake = name.flatMap { $0.isUppercase ? "_\($0.lowercased())" : String($0) }
    return ("azuread_" + String(snake.drop { $0 == "_" }), name.hasPrefix("get"))
  }

  /// `ApplicationsClient.BaseClient.Post()`
  private static func client(in word: Substring) -> (name: String, method: String?)? {
    guard let end = word.firstRange(of: "Client.BaseClient.") else { return nil }
    let name = word[..<end.lowerBound].reversed().prefix { $0.isASCII && $0.isLetter }
    let verb = word[end.upperBound...].prefix { $0.isASCII && $0.isLetter }
    return name.isEmpty ? nil : (String(name.reversed()) + "Client", StatedMethod.verb(String(verb)))
  }
}
