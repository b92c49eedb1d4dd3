/// What is told of the needs of applications: declared needs, logs or source code.
package struct NeedsQuestion: Sendable {
  private let needs: String?
  private let activity: [String]
  private let code: [String]

  /// - Parameter isFix: whether what would leave the applications with what they need is asked for.
  /// - Throws: ``UsageProblem`` where they are told twice, or not at all although they have to be known.
  package init(needs: String?, activity: [String], code: [String], isFix: Bool) throws(UsageProblem) {
    let named = [needs != nil, !activity.isEmpty, !code.isEmpty].count { $0 }
    guard named <= 1 else {
      throw UsageProblem("--needs, --activity and --code exclude one another. Give one of them.")
    }
    guard !isFix || named == 1 else {
      throw UsageProblem("--fix needs to know what the applications need. Give --needs, --activity or --code.")
    }
    self.needs = needs
    self.activity = activity
    self.code = code
  }

  /// What the applications need, as far as it could be read.
  ///
  /// - Parameter gate: knows the project's own functions around requests.
  package func read(_ gate: Gate, in tree: FileTree, workers: Int) async -> NeedsReading {
    if let needs { return NeedsReading(tree.input(needs)) }
    if !code.isEmpty {
      var reading = CodeReading(code, in: tree)
      reading.ownSinks = gate.sinks
      return NeedsReading(reading, path: code[0])
    }
    guard !activity.isEmpty else { return NeedsReading() }
    return NeedsReading(await ActivityRunner.fold(activity, in: tree, workers: workers), path: activity[0])
  }
}
