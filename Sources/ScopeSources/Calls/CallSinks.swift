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
    /// The same, each with a point before it.
    var dotted: [String]
    /// The last part, in the letters of the call.
    var lastName: String
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
  /// By the last part of the call's name in small letters; by language, with an empty one for all languages.
  private var byName: [String: [String: [Int]]] = [:]
  private var names: Set<String> = []
  /// Parts of the longest call.
  private var longest = 1

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
    let names = call.split(separator: ".")
    let small = names.map { $0.lowercased() }
    let languages = languages == "*" ? [] : languages.split(separator: ",").map(String.init)
    let sink = Sink(
      languages: languages, call: call, parts: small, dotted: small.map { "." + $0 },
      lastName: names.last.map(String.init) ?? call,
      address: address == "-" ? [] : address.split(separator: "|").map(String.init),
      method: isFixed || method == "-" ? [] : parts[0].split(separator: "|").map(String.init),
      defaultMethod: isFixed ? method : parts.count > 1 ? parts[1] : nil, kind: kind, base: base)
    let last = sink.lastName.lowercased()
    self.names.insert(last)
    longest = max(longest, small.count)
    for language in languages.isEmpty ? [""] : languages {
      byName[language, default: [:]][last, default: []].append(all.count)
    }
    all.append(sink)
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
    if names.contains(small) { return true }
    if isCommand { return small.holds("-") ? small.holds("-mg") || small.holds("-entra") : small.count <= 8 }
    return Self.making.contains(small) || Self.telling.contains { small.holds($0) }
      || small.hasPrefix("getas") || small.hasPrefix("postas") || small.hasPrefix("patchas") || small.hasPrefix("putas")
  }

  /// The sink for a call by its whole name, as far as the chain spells it.
  func sink(_ path: [String], language: String) -> Sink? {
    guard let last = path.last else { return nil }
    let small = last.lowercased()
    var candidates = byName[language]?[small] ?? []
    if let others = byName[""]?[small] { candidates = candidates.isEmpty ? others : (candidates + others).sorted() }
    guard !candidates.isEmpty else { return nil }
    var best: Sink?
    var smallPath: [String]?
    let isAnyCase = language == "powershell"
    for index in candidates {
      // `Request(…)` makes what `request(…)` sends.
      guard isAnyCase || all[index].lastName == last else { continue }
      let count = all[index].parts.count
      if count == 1 {
        guard path.count == 1 else { continue }
      } else if all[index].parts[0] == "*" {
        guard path.count > 1 else { continue }
        if best == nil { best = all[index] }
        continue
      } else {
        guard path.count >= count else { continue }
        let names = smallPath ?? Self.small(path.suffix(longest))
        smallPath = names
        guard fits(names.suffix(count), index) else { continue }
      }
      return all[index]
    }
    return best
  }

  private static func small(_ path: ArraySlice<String>) -> [String] {
    path.map { $0.hasPrefix("[") ? $0.dropFirst().dropLast().lowercased() : $0.lowercased() }
  }

  /// Whether names in small letters are the parts of a sink; a type's name may come with its namespace.
  private func fits(_ names: ArraySlice<String>, _ index: Int) -> Bool {
    for (number, name) in names.enumerated() {
      let part = all[index].parts[number]
      if name == part { continue }
      if name.utf8.count > part.utf8.count {
        if name.utf8.suffix(part.utf8.count + 1).elementsEqual(all[index].dotted[number].utf8) { continue }
        if all[index].kind == .none, name.drop(while: { $0 == "_" }) == part { continue }
      }
      return false
    }
    return true
  }
}
