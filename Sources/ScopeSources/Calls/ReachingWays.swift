/// The ways on which bindings of a name reach a place, while they are gone through from the last to the first.
struct ReachingWays {
  private let file: CodeFile
  private let place: CodePlace
  /// The blocks around the place that are one of several, by the number of the choice.
  private var own: [Int: Int] = [:]
  /// Blocks whose last binding was seen: what they bound before does not leave them.
  private var bound: Set<Int> = []
  private var counts: [Int: Int] = [:]

  /// Blocks deeper than this are taken as they come.
  private static let depthLimit = 64

  init(_ file: CodeFile, _ place: CodePlace) {
    self.file = file
    self.place = place
    guard !file.choiceSizes.isEmpty else { return }
    var block = place.block
    for _ in 0..<Self.depthLimit where block >= 0 {
      if file.choices[block] >= 0 { own[file.choices[block]] = block }
      block = file.blocks[block]
    }
  }

  /// Whether what a block binds cannot reach the place: it is the other branch, or bound again before its end.
  func excludes(_ block: Int) -> Bool {
    guard !own.isEmpty || !bound.isEmpty else { return false }
    var block = block
    for _ in 0..<Self.depthLimit where block >= 0 {
      if bound.contains(block) { return true }
      let choice = file.choices[block]
      if choice >= 0, let mine = own[choice], mine != block { return true }
      block = file.blocks[block]
    }
    return false
  }

  /// Notes a binding in a block; whether now each way to the place has one.
  mutating func isComplete(with block: Int) -> Bool {
    bound.insert(block)
    var block = block
    for _ in 0..<Self.depthLimit {
      let choice = file.choices[block]
      guard choice >= 0 else { return false }
      counts[choice, default: 0] += 1
      let size = file.choiceSizes[choice]
      let parent = file.blocks[block]
      guard size > 0, counts[choice, default: 0] >= size, parent >= 0 else { return false }
      bound.insert(parent)
      if isAround(parent) { return true }
      block = parent
    }
    return false
  }

  private func isAround(_ block: Int) -> Bool {
    var next = place.block
    for _ in 0..<Self.depthLimit where next >= 0 {
      if next == block { return true }
      next = file.blocks[next]
    }
    return false
  }
}
