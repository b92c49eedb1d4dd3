import ScopeValues

extension CallFinder {
  /// The place from which a call may be hidden, where a parser gave up: what nests too deeply, or a bracket that nothing
  /// closes before something of Microsoft Graph is used; nil where nothing of it follows.
  static func hidden(by fault: Outline.Fault, in source: SourceText) -> SourceSpan? {
    switch fault {
    case .tooDeep(let span): return span
    case .endsInside(let span):
      // From the beginning of the line, where the client may stand.
      let bytes = source.bytes
      var start = min(span.bytes.lowerBound, bytes.count)
      while start > 0, bytes[start - 1] != ASCII.lineFeed { start -= 1 }
      let rest = SourceText(path: source.path, bytes: Array(bytes[start...]))
      return rest.usesGraphClient || rest.mentions("client.") && source.usesGraphClient ? span : nil
    }
  }
}

extension SourceText {
  /// Whether a client of Microsoft Graph is used, by the names that its libraries and their users give it.
  fileprivate var usesGraphClient: Bool {
    mentions("graphclient") || mentions("graphserviceclient") || mentions("graph.microsoft.com") || mentions(".api(")
  }
}
