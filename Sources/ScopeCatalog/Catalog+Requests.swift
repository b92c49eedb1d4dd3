extension Catalog {
  /// Operations of upstream and of corrections.
  package var operationCount: Int { count(.operations, stride: 20) }

  /// An operation's path, with placeholders, as upstream spells it.
  package func template(of operation: OperationIndex) -> String {
    text(word32(.operations, operation * 20), word32(.operations, operation * 20 + 4) & 0xFF_FFFF)
  }

  package func method(of operation: OperationIndex) -> HTTPMethod {
    HTTPMethod(rawValue: UInt8(word32(.operations, operation * 20 + 4) >> 24)) ?? .get
  }

  /// The operation that a request calls, or why there is none.
  package func match(method: String, url: String) -> RequestMatch {
    let plain = url.lowercased()
    var rest = plain[...]
    var address = RequestAddress()
    if let scheme = rest.range(of: "://") {
      let host = rest[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != ":" }
      guard let cloud = GraphCloud.allCases.first(where: { $0.host == host }) else {
        return .notGraph(host == "graph.windows.net" ? .azureADGraph : .otherHost)
      }
      address.cloud = cloud
      rest = rest[scheme.upperBound...].dropFirst(host.count)
    }
    var segments = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")[...]
    if let version = GraphVersion.allCases.first(where: { segments.first.map(String.init) == $0.name }) {
      address.version = version
      segments = segments.dropFirst()
    }
    guard !segments.isEmpty else { return .notGraph(.notAnAddress) }
    let wanted = HTTPMethod(name: method)
    var methods = HTTPMethods()
    var known: OperationIndex?
    for operation in 0..<operationCount {
      let template = template(of: operation).lowercased().split(separator: "/")
      guard template.count == segments.count,
        zip(template, segments).allSatisfy({ $0 == $1 || $0.hasPrefix("{") && $0.hasSuffix("}") })
      else { continue }
      if self.method(of: operation) == wanted {
        return .operation(MatchedOperation(operation: operation, address: address, inferences: []))
      }
      methods.insert(HTTPMethods(self.method(of: operation)))
      known = operation
    }
    guard let known else { return .unknownPath(address) }
    return .otherMethods(.init(operation: known, methods: methods, address: address))
  }

  /// The operation that a request calls, from a URL's bytes: for logs, no text is made.
  package func match(method: HTTPMethod, url: RawSpan) -> RequestMatch {
    let text = url.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    return match(method: method.name, url: text)
  }

  /// What a request needs of one kind of caller: its operation, and what its query options need beside it.
  package func requirement(of operation: OperationIndex, flow: Flow, url: String) -> OperationRequirement {
    requirement(of: operation, flow: flow)
  }

  /// What an operation needs of one kind of caller.
  package func requirement(of operation: OperationIndex, flow: Flow) -> OperationRequirement {
    let set = word32(.operations, operation * 20 + 8 + 4 * Int(flow.rawValue))
    var least: [Alternative] = []
    var accepted: [Alternative] = []
    for grant in word32(.grantSets, set * 4)..<word32(.grantSets, set * 4 + 4) {
      let list = word16(.grants, grant * 8 + 4)
      let companions = (word32(.companionLists, list * 4)..<word32(.companionLists, list * 4 + 4)).map {
        word16(.companionNames, $0 * 2)
      }
      let alternative = Alternative(names: [word16(.grants, grant * 8)], companions: companions)
      accepted.append(alternative)
      if word16(.grants, grant * 8 + 2) == 1 { least.append(alternative) }
    }
    if least.isEmpty { least = accepted }
    return OperationRequirement(
      least: least, accepted: accepted, basis: accepted.isEmpty ? .none : .catalog, notes: [])
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
