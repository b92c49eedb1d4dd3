import ScopeValues

/// The names of HTTP methods in libraries.
enum HTTPVerbs {
  /// `HttpMethod.Get`, `http.MethodPatch`, `Method.POST`, `requests.get` is none.
  static func constant(_ base: String, _ name: String) -> String? {
    let base = base.lowercased()
    guard
      base.contains("method") || base.contains("verb") || base == "http" && name.hasPrefix("Method")
        || base == "webrequestmethod"
    else {
      return nil
    }
    var verb = name.uppercased()
    if verb.hasPrefix("METHOD") { verb = String(verb.dropFirst(6)) }
    return GraphPaths.methods.contains(verb) ? verb : nil
  }
}
