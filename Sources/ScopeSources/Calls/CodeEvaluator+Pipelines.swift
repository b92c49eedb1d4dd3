import ScopeValues

extension CodeEvaluator {
  /// Commands that hand on what they are given, as far as an address in it goes.
  private static let passing: Set<String> = [
    "convertto-json", "out-string", "select-object", "select", "sort-object", "where-object", "where", "?",
    "convertfrom-json", "write-output", "foreach-object", "%", "foreach", "tee-object",
  ]

  /// What a pipeline of PowerShell gives: what its last command gives, or what such commands hand on.
  func pipeline(_ stages: [Expression], _ place: CodePlace) -> [CodeValue] {
    guard let last = stages.last else { return [] }
    if case .chain(let base, _) = last.kind, case .name(let name) = base.kind, stages.count > 1,
      Self.passing.contains(name.lowercased())
    {
      return stages.count == 2 ? evaluate(stages[0], place) : pipeline(Array(stages.dropLast()), place)
    }
    return evaluate(last, place)
  }
}
