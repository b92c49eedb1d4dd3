/// What an expression came to, and what finding out took.
struct KnownValues {
  var values: [CodeValue]
  var steps: Int
  /// How far expressions nested in it.
  var depth: Int
  /// Where the limit of depth cut something off: the depth at which it was asked.
  var cutAt: Int?
  /// Where the limit of steps did: how many there were.
  var exhausted: Int?
  /// The look-ups around it that it asked for again, as bits, and which instance the innermost of them was.
  var around: UInt64 = 0
  var instance = 0
}

/// The answers that are remembered of one name: one that nothing cut off, and some of those that depend on where it was
/// asked.
struct KnownAnswers {
  /// One at most; a list, as most names have none and there are very many of them.
  private var whole: [KnownValues] = []
  private var cut: [KnownValues] = []

  fileprivate func first(_ fits: (KnownValues) -> Bool) -> KnownValues? {
    if let whole = whole.first, fits(whole) { return whole }
    return cut.first(where: fits)
  }

  fileprivate mutating func add(_ known: KnownValues) {
    if known.cutAt == nil, known.exhausted == nil, known.around == 0 {
      whole = [known]
    } else {
      // The newest first: what surrounds a look-up is soon over.
      if cut.count == 4 { cut.removeLast() }
      cut.insert(known, at: 0)
    }
  }
}

/// What an evaluator remembers.
struct EvaluatorMemory {
  /// Answers by what a look-up is guarded by: of fields and of functions.
  fileprivate var answers: [CodeEvaluator.SiteKey: KnownAnswers] = [:]
  /// Expressions that were worked out, and not remembered.
  var work = 0
  /// How often the limit of depth cut something off.
  var cuts = 0
  /// The greatest depth since this was set.
  var deepest = 0
  /// The look-ups under way that were asked for again, as bits by their order, since this was set.
  var repeated: UInt64 = 0
  /// The instances of the look-ups under way, outermost first.
  var instances: [Int] = []
  var lastInstance = 0

  /// More are forgotten, so that memory does not grow with the project.
  static let limit = 1 << 13
}

// Names are asked for again and again, and each is worked out once: without this, a chain of variables that each use
// another one twice costs its whole budget every time.
extension CodeEvaluator {
  func remembering(_ key: SiteKey, _ find: () -> [CodeValue]) -> [CodeValue] {
    if let answers = memory.answers[key], let values = recall(answers) { return values }
    let found = measured(find)
    if let known = found.known {
      if memory.answers.count >= EvaluatorMemory.limit { memory.answers.removeAll(keepingCapacity: true) }
      memory.answers[key, default: KnownAnswers()].add(known)
    }
    return found.values
  }

  /// What a binding comes to.
  func remembering(_ binding: CodeFile.Binding, _ find: () -> [CodeValue]) -> [CodeValue] {
    if let values = recall(binding.known) { return values }
    let found = measured(find)
    if let known = found.known { binding.known.add(known) }
    return found.values
  }

  /// What the name of a binding came to before it.
  func remembering(before binding: CodeFile.Binding, _ find: () -> [CodeValue]) -> [CodeValue] {
    if let values = recall(binding.knownBefore) { return values }
    let found = measured(find)
    if let known = found.known { binding.knownBefore.add(known) }
    return found.values
  }

  /// What is remembered, at the price that it took; nil where the limits would cut it off elsewhere, so that answers do
  /// not depend on what was asked before.
  private func recall(_ answers: KnownAnswers) -> [CodeValue]? {
    guard entry == nil, let known = answers.first(fits) else { return nil }
    steps = known.exhausted == nil ? steps - known.steps : 0
    if known.cutAt != nil { memory.cuts += 1 }
    memory.deepest = max(memory.deepest, depth + known.depth)
    memory.repeated |= known.around
    return known.values
  }

  private func fits(_ known: KnownValues) -> Bool {
    if known.around != 0 {
      let innermost = 63 - known.around.leadingZeroBitCount
      guard innermost < memory.instances.count, memory.instances[innermost] == known.instance else { return false }
    }
    // With about as many steps it would be cut off as well.
    if let given = known.exhausted { return steps <= given + given / 8 }
    if let cutAt = known.cutAt { return depth == cutAt && steps > known.steps }
    return steps > known.steps && depth + known.depth <= Self.depthLimit
  }

  /// Values, with what they took and what they depend on; nothing where more surrounds them than there are bits.
  private func measured(_ find: () -> [CodeValue]) -> (values: [CodeValue], known: KnownValues?) {
    let (deepest, repeated) = (memory.deepest, memory.repeated)
    let (cuts, before, order) = (memory.cuts, steps, memory.instances.count)
    memory.deepest = depth
    memory.repeated = 0
    let values = find()
    let around = order < 64 ? memory.repeated & (1 << UInt64(order) - 1) : memory.repeated
    defer {
      memory.deepest = max(memory.deepest, deepest)
      memory.repeated = repeated | around
    }
    // With hardly any steps left nothing is worth remembering.
    guard entry == nil, order < 64, before > 32 else { return (values, nil) }
    var known = KnownValues(values: values, steps: before - steps, depth: memory.deepest - depth)
    if steps <= 0 { known.exhausted = before } else if memory.cuts != cuts { known.cutAt = depth }
    known.around = around
    if around != 0 { known.instance = memory.instances[63 - around.leadingZeroBitCount] }
    return (values, known)
  }

  /// Runs a look-up unless the same one is under way.
  func guarded(_ key: SiteKey, _ look: () -> [CodeValue]) -> [CodeValue] {
    if let order = underWay[key] {
      // Beyond the bits nothing is remembered anyway.
      if order < 64 { memory.repeated |= 1 << UInt64(order) }
      return []
    }
    underWay[key] = memory.instances.count
    memory.lastInstance += 1
    memory.instances.append(memory.lastInstance)
    defer {
      underWay[key] = nil
      memory.instances.removeLast()
    }
    return look()
  }
}
