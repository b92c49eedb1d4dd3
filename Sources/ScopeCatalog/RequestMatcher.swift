extension Catalog {
  /// The operation that a request calls, or why there is none.
  package func match(method: String, url: String) -> RequestMatch {
    var url = url
    return url.withUTF8 { match(HTTPMethod(name: method), UnsafeRawBufferPointer($0)) }
  }

  /// The operation that a request calls, from a URL's bytes: for logs, no text is made.
  package func match(method: HTTPMethod, url: RawSpan) -> RequestMatch {
    url.withUnsafeBytes { match(method, $0) }
  }

  private func match(_ method: HTTPMethod?, _ url: UnsafeRawBufferPointer) -> RequestMatch {
    let cut = AddressCut(url)
    guard let host = cut.host else { return .notGraph(.notAnAddress) }
    let address: RequestAddress
    switch host {
    case .relative: address = RequestAddress()
    case .graph(let cloud): address = RequestAddress(cloud: cloud)
    case .azureADGraph: return .notGraph(.azureADGraph)
    case .other: return .notGraph(.otherHost)
    }
    return withUnsafeTemporaryAllocation(of: RequestPath.Segment.self, capacity: RequestPath.limit) { segments in
      switch RequestPath.cut(url, from: cut.start, to: cut.end, into: segments) {
      case .segments(let count, let end):
        let query = cut.query(url, after: end)
        return match(url, segments, count, query, method, address)
      case .tooMany: return .unknownPath(address)
      case .needsDecoding(let count, let first):
        let end = cut.endOfPath(url)
        let query = cut.query(url, after: end)
        let path = UnsafeRawBufferPointer(rebasing: url[cut.start..<end])
        return withUnsafeTemporaryAllocation(byteCount: 2 * path.count, alignment: 1) { memory in
          var decoder = PathDecoder(memory: memory, segments: segments)
          // What was cut already stays as it is, moved to where the path begins.
          for index in 0..<count { segments[index].start -= UInt32(truncatingIfNeeded: cut.start) }
          decoder.take(UnsafeRawBufferPointer(rebasing: path[..<(first - cut.start)]), count: count)
          guard decoder.decode(path) else { return .unknownPath(address) }
          return match(decoder.decoded, segments, decoder.count, query, method, address)
        }
      }
    }
  }

  /// By what upstream, corrections and the documentation list; what none of them knows, by what an SDK knows.
  private func match(
    _ bytes: UnsafeRawBufferPointer, _ segments: UnsafeMutableBufferPointer<RequestPath.Segment>, _ count: Int,
    _ query: UnsafeRawBufferPointer, _ method: HTTPMethod?, _ address: RequestAddress
  ) -> RequestMatch {
    var walk = RequestWalk(tree, bytes, segments, count: count, query: query, method: method)
    let stated = match(&walk, address)
    if case .operation = stated { return stated }
    var other = RequestWalk(inferredTree, bytes, segments, count: count, query: query, method: method)
    let inferred = match(&other, address)
    switch (stated, inferred) {
    case (_, .operation): return inferred
    case (.otherMethods(var known), .otherMethods(let more)):
      known.methods.formUnion(more.methods)
      return .otherMethods(known)
    case (.otherMethods, _): return stated
    default: return inferred
    }
  }

  private func match(_ walk: inout RequestWalk, _ address: RequestAddress) -> RequestMatch {
    var address = address
    var first = 0
    address.version = walk.path.version(first)
    if address.version != nil { first += 1 }
    var operation = walk.find(from: first)
    if operation == nil, walk.path.mayPrecedePath(first) {
      walk.insert(walk.path.isPlaceholder(first) ? .placeholder : .droppedTenant)
      first += 1
      if address.version == nil, let version = walk.path.version(first) {
        address.version = version
        first += 1
      }
      operation = walk.find(from: first)
    }
    if let operation {
      if address.cloud != nil, address.version == nil { walk.insert(.addedVersion) }
      return .operation(MatchedOperation(operation: operation, address: address, inferences: walk.inferences))
    }
    guard let other = walk.other else { return .unknownPath(address) }
    return .otherMethods(
      .init(operation: other.operation, methods: HTTPMethods(rawValue: other.methods), address: address))
  }
}
