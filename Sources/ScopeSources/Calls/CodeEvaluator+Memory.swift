/// What an expression came to, and what finding out took.
struct KnownValues {
  var values: [CodeValue]
  var steps: Int
  /// How far expressions nested in it.
  var depth: Int
}

/// What an evaluator remembers.
struct EvaluatorMemory {
  /// Values by what a look-up is guarded by: of fields and of functions.
  var values: [CodeEvaluator.SiteKey: KnownValues] = [:]
  /// How often a limit of steps or of depth cut something off.
  var cuts = 0
  /// The greatest depth since this was set.
  var deepest = 0
  /// Of the look-ups under way that were asked for again, the one that began first.
  var outermost = Int.max

  /// More are forgotten, so that memory does not grow with the project.
  static let limit = 1 << 16
}

// Names are asked for again and again, and each is worked out once: without this, a chain of variables that each use
// another one twice costs its whole budget every time.
extension CodeEvaluator {
  func remembering(_ key: SiteKey, _ find: () -> [CodeValue]) -> [CodeValue] {
    if let known = memory.values[key], let values = recall(known) { return values }
    let found = measured(find)
    if let new = found.known {
      if memory.values.count >= EvaluatorMemory.limit { memory.values.removeAll(keepingCapacity: true) }
      memory.values[key] = new
    }
    return found.values
  }

  /// What is remembered, at the price that it took; nil where the limits would cut something off, so that answers do
  /// not depend on what was asked before.
  func recall(_ known: KnownValues) -> [CodeValue]? {
    guard entry == nil, steps >= known.steps, depth + known.depth <= Self.depthLimit else { return nil }
    steps -= known.steps
    if depth + known.depth > memory.deepest { memory.deepest = depth + known.depth }
    return known.values
  }

  /// Values, with what they took where they depend on nothing around them: no limit cut them off, and no look-up that
  /// was under way before was asked for again.
  func measured(_ find: () -> [CodeValue]) -> (values: [CodeValue], known: KnownValues?) {
    let (outerDeepest, outerOutermost) = (memory.deepest, memory.outermost)
    let (cuts, before, order) = (memory.cuts, steps, lookUps)
    memory.deepest = depth
    memory.outermost = .max
    let values = find()
    let isOwn = entry == nil && memory.cuts == cuts && steps > 0 && memory.outermost >= order
    let known = isOwn ? KnownValues(values: values, steps: before - steps, depth: memory.deepest - depth) : nil
    memory.deepest = max(memory.deepest, outerDeepest)
    memory.outermost = min(memory.outermost, outerOutermost)
    return (values, known)
  }
}
