import ScopeValues

/// Prints request paths as the chains of Microsoft's client libraries, by their naming rules, one a line.
struct ChainPrinter {
  private(set) var text: String
  /// The line of each chain.
  private(set) var lines: [Int] = []
  private let language: String
  private var line: Int

  init(_ language: String, isBeta: Bool = false) {
    self.language = language
    switch language {
    case "csharp": text = "using Microsoft.Graph;\nclass A { async Task R(GraphServiceClient client, string id) {\n"
    case "python": text = "from msgraph import GraphServiceClient\nasync def run(client: GraphServiceClient, id):\n"
    case "java":
      text =
        "import com.microsoft.graph.GraphServiceClient;\nclass A { void run(GraphServiceClient client, String id) {\n"
    case "go": text = "package main\nfunc run(client *msgraphsdk.GraphServiceClient, id string) {\n"
    default:
      text =
        "import { GraphServiceClient } from '@microsoft/msgraph-sdk';\nfunction run(client: GraphServiceClient, id) {\n"
    }
    if isBeta {
      for (released, beta) in [
        ("using Microsoft.Graph;", "using Microsoft.Graph.Beta;"), ("from msgraph import", "from msgraph_beta import"),
        ("com.microsoft.graph.", "com.microsoft.graph.beta."), ("msgraph-sdk'", "msgraph-beta-sdk'"),
        ("package main\n", "package main; import msgraphsdk \"github.com/microsoftgraph/msgraph-beta-sdk-go\"\n"),
      ] { text = text.replacing(released, with: beta) }
    }
    line = 3
  }

  mutating func add(_ method: String, _ segments: [String]) {
    var chain = "client"
    var last = "x"
    for segment in segments {
      if segment == "{}" {
        chain += key(last.hasSuffix("s") ? String(last.dropLast()) : last)
        continue
      }
      let (name, parameters) = Self.name(segment)
      last = name
      chain += step(name, Array(repeating: "id", count: parameters).joined(separator: ", "), isCall: parameters > 0)
    }
    let body = ["POST", "PATCH", "PUT"].contains(method)
    let verb = method.prefix(1) + method.dropFirst().lowercased()
    switch language {
    case "csharp": chain += ".\(verb)Async(\(body ? "body" : ""));"
    case "python": chain = "    await " + chain + ".\(method.lowercased())(\(body ? "body" : ""))"
    case "go": chain += ".\(verb)(ctx, \(body ? "body, " : "")nil)"
    default: chain += ".\(method.lowercased())(\(body ? "body" : ""));"
    }
    text += chain + "\n"
    lines.append(line)
    line += 1
  }

  private func key(_ name: String) -> String {
    switch language {
    case "csharp": "[id]"
    case "python": ".by_\(Self.snake(name))_id(id)"
    case "go": ".By\(name)Id(id)"
    default: ".by\(name)Id(id)"
    }
  }

  private func step(_ name: String, _ arguments: String, isCall: Bool) -> String {
    // A name that is a verb gets a suffix.
    let isVerb = ["Get", "Post", "Patch", "Put", "Delete"].contains(name)
    let small = name.prefix(1).lowercased() + name.dropFirst()
    switch language {
    case "csharp": return ".\(name)" + (isCall ? "(\(arguments))" : "")
    case "python": return ".\(Self.snake(name))" + (isCall ? "(\(arguments))" : isVerb ? "_path" : "")
    case "java": return ".\(small)\(isVerb ? "Path" : "")(\(arguments))"
    case "go": return ".\(name)\(isVerb ? "Path" : "")(\(arguments))"
    default: return ".\(small)\(isVerb ? "Path" : "")" + (isCall ? "(\(arguments))" : "")
    }
  }

  /// A segment's name in capitals, and how many parameters it has.
  private static func name(_ segment: String) -> (String, Int) {
    var text = segment.hasPrefix("$") ? String(segment.dropFirst()) : segment
    var count = 0
    if let open = text.firstIndex(of: "(") {
      let parameters = text[text.index(after: open)...].prefix { $0 != ")" }.split(separator: ",")
        .map { $0.prefix { $0 != "=" } }.filter { !$0.isEmpty }
      count = parameters.count
      text = String(text[..<open]) + parameters.map { "With" + $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
    let parts = text.split { $0 == "." || $0 == "_" }
    return (parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(), count)
  }

  private static func snake(_ name: String) -> String {
    var result = ""
    var previous: Character = "_"
    for character in name {
      if character.isUppercase, !previous.isUppercase, previous != "_", !result.isEmpty { result.append("_") }
      result += character.lowercased()
      previous = character
    }
    return result
  }
}
