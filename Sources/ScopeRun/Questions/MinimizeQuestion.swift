package import ScopeCatalog

/// What `minimize` is asked.
package struct MinimizeQuestion {
  /// Requests, code, logs: one of them.
  package var requests: String?
  package var code: [String] = []
  package var activity: [String] = []
  package var flow: Flow?
  /// Names with commas between.
  package var held: String?
  package var heldFrom: String?
  /// Whether anything that could not be used makes the answer incomplete.
  package var isStrict = false

  package init() {}

  /// Takes what is piped in for requests where nothing is named.
  ///
  /// - Throws: ``UsageProblem`` where too little is said, or too much.
  package mutating func settle(isPiped: Bool) throws(UsageProblem) {
    let named = [requests != nil, !activity.isEmpty, !code.isEmpty].count { $0 }
    if named == 0, isPiped { requests = "-" }
    guard named == 1 || requests != nil && named == 0 else {
      throw UsageProblem(
        named == 0
          ? "Nothing is named to minimize. Give one of --requests, --activity and --code, or pipe requests in."
          : "--requests, --activity and --code exclude one another. Give one of them.")
    }
    guard requests == nil && code.isEmpty || flow != nil else {
      throw UsageProblem(
        "\(requests == nil ? "--code" : "--requests") needs --flow application or --flow delegated: a request does not tell who makes it."
      )
    }
    guard held == nil || heldFrom == nil else {
      throw UsageProblem("--held and --held-from exclude one another. Give either.")
    }
    guard requests != "-" || heldFrom != "-" else {
      throw UsageProblem("Standard input can be one input only. Put the requests, or what is held, into a file.")
    }
  }

  /// Reads and works everything out; what is returned renders it in a format.
  package func answer(in tree: FileTree, workers: Int) async throws -> (FormatName) throws -> Answer {
    let held = held.map { HeldChoice.names($0) } ?? heldFrom.map { HeldChoice.file(tree.reopenable($0)) }
    if let requests, let flow {
      let input = tree.reopenable(requests)
      return { try .minimum(of: input, flow: flow, held: held, $0, isStrict: isStrict) }
    }
    if let flow, !code.isEmpty {
      let reading = try CodeReading(ofProject: code, in: tree)
      return { try .minimum(of: reading, path: code[0], flow: flow, held: held, $0, isStrict: isStrict) }
    }
    let profile = await ActivityRunner.fold(activity, in: tree, workers: workers)
    return { try .minimum(of: profile, flow: flow, held: held, $0, isStrict: isStrict) }
  }
}
