import ScopeValues

/// The functions, methods and commands that send a request, from rules/scan/sinks.tsv and a project's own settings.
package struct CallSinks: Sendable {
  package struct Sink: Sendable {
    package enum Kind: String, Sendable {
      /// Talks to Microsoft Graph alone; a path is an address.
      case graph
      /// Sends HTTP requests; where the address is not known, it may be Microsoft Graph's.
      case http
      /// A name that much else has; it counts where the address is one of Microsoft Graph.
      case maybe
      /// Like `maybe`, on a receiver that sends requests.
      case client
      /// Sends nothing, although something of that name does: a cache, the environment, what stands in for a server.
      case none
    }

    package var languages: [String]
    package var call: String
    /// The parts of the call's name in small letters.
    var parts: [String]
    /// Where the address is: labels and positions, the first that is there counts.
    package var address: [String]
    /// Where the method is; the last part after a colon is what it is where nothing says.
    package var method: [String]
    package var defaultMethod: String?
    package var kind: Kind
    /// What is put before the address: `beta`, `v1.0`.
    package var base: String?
  }

  package private(set) var all: [Sink] = []
  /// By the last part of the call's name in small letters.
  private var byName: [String: [Int]] = [:]

  /// - Parameter rows: languages, call, address, method and kind, one sink a line.
  package init(rows: [UInt8]) {
    for line in rows.split(separator: ASCII.lineFeed) where line.first != ASCII.number {
      let cells = line.split(separator: ASCII.tab, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard cells.count >= 5, let kind = Sink.Kind(rawValue: cells[4]) else { continue }
      add(languages: cells[0], call: cells[1], address: cells[2], method: cells[3], kind: kind)
    }
  }

  /// Adds a function that a project wrote around its requests.
  package mutating func add(
    languages: String, call: String, address: String, method: String, kind: Sink.Kind, base: String? = nil
  ) {
    let parts = method.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isFixed = GraphPaths.methods.contains(method)
    let sink = Sink(
      languages: languages == "*" ? [] : languages.split(separator: ",").map(String.init), call: call,
      parts: call.split(separator: ".").map { $0.lowercased() },
      address: address == "-" ? [] : address.split(separator: "|").map(String.init),
      method: isFixed || method == "-" ? [] : parts[0].split(separator: "|").map(String.init),
      defaultMethod: isFixed ? method : parts.count > 1 ? parts[1] : nil, kind: kind, base: base)
    byName[Self.lastName(call), default: []].append(all.count)
    all.append(sink)
  }

  private static func lastName(_ call: String) -> String {
    (call.split(separator: ".").last.map(String.init) ?? call).lowercased()
  }

  private static let making: Set<String> = [
    "httprequestmessage", "restrequest", "requestinformation", "httpget", "httppost", "httpput", "httppatch",
    "httpdelete", "request", "newrequest", "newrequestwithcontext", "newbuilder", "builder", "uri", "url", "method",
    "setrequestmethod", "api", "addasync", "createasync", "updateasync", "update", "add", "create", "upload",
    "getasync", "postasync", "patchasync", "putasync", "deleteasync", "get", "post", "patch", "put", "delete", "del",
    "getstream", "putstream", "getresponseasync", "postresponseasync", "addresponseasync", "updateresponseasync",
    "graphfi", "getbyid", "getattr", "openconnection",
  ]

  private static let telling = ["graph", "request", "fetch", "invoke", "callapi", "call_api"]

  /// Whether a function, method or command of this name may send a request: everything else is passed over.
  func mayCall(_ name: String, isCommand: Bool) -> Bool {
    let small = name.lowercased()
    if byName[small] != nil { return true }
    if isCommand { return small.holds("-") ? small.holds("-mg") || small.holds("-entra") : small.count <= 8 }
    return Self.making.contains(small) || Self.telling.contains { small.holds($0) }
      || small.hasPrefix("getas") || small.hasPrefix("postas") || small.hasPrefix("patchas") || small.hasPrefix("putas")
  }

  /// The sink for a call by its whole name, as far as the chain spells it.
  func sink(_ path: [String], language: String) -> Sink? {
    guard let last = path.last else { return nil }
    var best: Sink?
    let isAnyCase = language == "powershell"
    for index in byName[last.lowercased()] ?? [] {
      let sink = all[index]
      guard sink.languages.isEmpty || sink.languages.contains(language) else { continue }
      // `Request(…)` makes what `request(…)` sends.
      guard isAnyCase || sink.call.hasSuffix(last) else { continue }
      let parts = sink.parts
      if parts.count == 1 {
        guard path.count == 1 else { continue }
      } else if parts[0] == "*" {
        guard path.count > 1 else { continue }
        if best == nil { best = sink }
        continue
      } else {
        // A type's name may come with its namespace, and in PowerShell in brackets.
        guard path.count >= parts.count,
          zip(path.suffix(parts.count), parts).allSatisfy({
            let name = $0.hasPrefix("[") ? $0.dropFirst().dropLast().lowercased() : $0.lowercased()
            return name == $1 || name.hasSuffix("." + $1) || sink.kind == .none && name.drop { $0 == "_" } == $1
          })
        else { continue }
      }
      return sink
    }
    return best
  }
}
