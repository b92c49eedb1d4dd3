import ScopeValues

/// One walk of a path through the tree, with backtracking: literals before functions before casts before placeholders.
struct RequestWalk {
  /// More steps than any real path takes; a path that needs more is unknown.
  private static let stepLimit = 4_096

  private let tree: RequestTree
  /// The path, cut into its segments.
  let path: RequestSegments
  /// The URL's query, for operations that demand one.
  private let query: UnsafeRawBufferPointer
  /// The bit of the wanted method; 0 for a method that no operation has.
  private let wanted: UInt8
  private var steps = 0
  private(set) var inferences: Inferences = []
  /// The first node found that has operations, but none with the wanted method.
  private(set) var other: (operation: OperationIndex, methods: UInt8)?

  init(
    _ tree: RequestTree, _ bytes: UnsafeRawBufferPointer, _ segments: UnsafeMutableBufferPointer<RequestPath.Segment>,
    count: Int, query: UnsafeRawBufferPointer, method: HTTPMethod?
  ) {
    self.tree = tree
    path = RequestSegments(bytes, segments, count: count)
    self.query = query
    wanted = method.map { HTTPMethods($0).rawValue } ?? 0
  }

  /// The operation that the segments from one on lead to.
  mutating func find(from first: Int) -> OperationIndex? {
    let direct = direct(from: first)
    let before = steps
    if let operation = direct.operation ?? walk(direct.node, direct.position) { return operation }
    if direct.node > 0 {
      // What was passed may have other ways than the one that was taken.
      steps = before
      if let operation = walk(0, first) { return operation }
    }
    guard first < path.count else { return nil }
    let root = tree.node(0)
    if path.isText(first, "me"), let users = child(root, "users") {
      let user = tree.node(users).wildcard
      if user > 0, let operation = walk(user, first + 1) { return found(operation, .meAsUser) }
    } else if path.isText(first, "users"), path.count > first + 2, let users = child(root, "users"),
      let me = child(root, "me")
    {
      let isLiteral = child(tree.node(users), at: first + 1) != nil
      if !isLiteral, let operation = walk(me, first + 2) { return found(operation, .userAsMe) }
    }
    return nil
  }

  mutating func insert(_ inference: Inference) { inferences.insert(Inferences(inference)) }

  // MARK: Steps

  /// The operation where literals and ids alone lead to it, which is what ``walk(_:_:)`` would try first; otherwise the
  /// node and the segment at which something else comes into question.
  private mutating func direct(from first: Int) -> (operation: OperationIndex?, node: Int, position: Int) {
    var node = tree.node(0)
    for position in first..<max(path.count, first) {
      let segment = path.segments[position]
      if !segment.isKey {
        if node.hasEdges {
          if let child = child(node, at: position) {
            node = tree.node(child)
            continue
          }
          guard segment.nameCount == 0 else { return (nil, node.index, position) }
        }
        guard path.namespaceCount(path.slice(position)) == 0 else { return (nil, node.index, position) }
      }
      guard node.wildcard > 0, !path.startsLikePlaceholder(position),
        node.patternCount == 0 || node.flags.contains(.noPatternTakesIDs) && path.isGUID(path.slice(position))
      else { return (nil, node.index, position) }
      node = tree.node(node.wildcard)
    }
    let end = max(path.count, first)
    guard node.methods & wanted != 0, query.isEmpty || node.patternCount == 0 else { return (nil, node.index, end) }
    return (operation(node), node.index, end)
  }

  private mutating func walk(_ index: Int, _ position: Int) -> OperationIndex? {
    steps += 1
    guard steps <= Self.stepLimit else { return nil }
    let node = tree.node(index)
    guard position < path.count else { return end(node) }
    let segment = path.segments[position]
    if !segment.isKey {
      if node.hasEdges {
        if let child = child(node, at: position), let operation = walk(child, position + 1) { return operation }
        if segment.nameCount > 0,
          let operation = walkFunction(node, position, path.slice(position).prefix(Int(segment.nameCount)))
        {
          return operation
        }
      }
      if let operation = walkNamespace(index, node, position) { return operation }
    }
    if node.patternCount > 0, let operation = walkPatterns(node, position) { return operation }
    if position == path.count - 1, path.isTail(position) { return end(node).map { found($0, .droppedTail) } }
    if node.wildcard > 0 {
      if let operation = walk(node.wildcard, position + 1) {
        return path.isPlaceholder(position) ? found(operation, .placeholder) : operation
      }
      // A colon before the end closes the path within the drive: what follows it is no part of that.
      if node.flags.contains(.wildcardTakesRest), position + 1 < path.count,
        !(position..<path.count - 1).contains(where: path.endsWithColon),
        let operation = end(tree.node(node.wildcard))
      {
        return operation
      }
    }
    return path.endsWithColon(position) ? walkPath(node, position) : nil
  }

  /// A function whose parameters the template does not have: by an alternate key, or without parameters.
  private mutating func walkFunction(
    _ node: RequestTree.Node, _ position: Int, _ name: UnsafeRawBufferPointer.SubSequence
  ) -> OperationIndex? {
    guard let child = child(node, UnsafeRawBufferPointer(rebasing: name)) else { return nil }
    let wildcard = tree.node(child).wildcard
    if wildcard > 0, let operation = walk(wildcard, position + 1) { return found(operation, .alternateKey) }
    return walk(child, position + 1).map { found($0, .functionParameters) }
  }

  /// A name behind microsoft.graph. or graph.: the same name without it, or a cast to leave out.
  private mutating func walkNamespace(_ index: Int, _ node: RequestTree.Node, _ position: Int) -> OperationIndex? {
    let bytes = path.slice(position)
    let prefix = path.namespaceCount(bytes)
    guard prefix > 0 else { return nil }
    let nameCount = Int(path.segments[position].nameCount)
    // The name itself, and the name behind a namespace below Microsoft Graph's, such as callRecords.
    for start in [prefix, lastNameStart(bytes, from: prefix, to: nameCount > 0 ? nameCount : bytes.count)]
    where start > 0 {
      if let child = child(node, UnsafeRawBufferPointer(rebasing: bytes[start...])),
        let operation = walk(child, position + 1)
      {
        return found(operation, .droppedNamespace)
      }
      if nameCount > start, let operation = walkFunction(node, position, bytes[start..<nameCount]) {
        return found(operation, .droppedNamespace)
      }
    }
    return walk(index, position + 1).map { found($0, .droppedCast) }
  }

  /// Where the last name of a dotted one begins; 0 where there is no dot behind the prefix.
  private func lastNameStart(_ bytes: UnsafeRawBufferPointer, from prefix: Int, to end: Int) -> Int {
    bytes[prefix..<end].lastIndex(of: ASCII.point).map { $0 + 1 < end ? $0 + 1 : 0 } ?? 0
  }

  private mutating func walkPatterns(_ node: RequestTree.Node, _ position: Int) -> OperationIndex? {
    let bytes = path.slice(position)
    for index in node.firstPattern..<node.firstPattern + node.patternCount {
      let pattern = tree.pattern(index)
      switch pattern.kind {
      case .affixes:
        let before = pattern.before.count
        let after = pattern.after.count
        guard bytes.count > before + after,
          SegmentHash.isEqual(UnsafeRawBufferPointer(rebasing: bytes[..<before]), pattern.before),
          SegmentHash.isEqual(UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - after)...]), pattern.after)
        else { continue }
        if let operation = walk(pattern.child, position + 1) { return operation }
      case .pathInDrive, .anySegments:
        for last in position..<path.count {
          if pattern.kind == .pathInDrive, !path.endsWithColon(last) { continue }
          if let operation = walk(pattern.child, last + 1) { return operation }
        }
      case .function:
        let name = path.segments[position].nameCount > 0 ? Int(path.segments[position].nameCount) : bytes.count
        guard name == pattern.before.count,
          SegmentHash.isEqual(UnsafeRawBufferPointer(rebasing: bytes[..<name]), pattern.before)
        else { continue }
        if let operation = walk(pattern.child, position + 1) { return found(operation, .functionParameters) }
      case .query: continue
      }
    }
    return nil
  }

  /// root:/a/b:/children where the template only has items/{id}/children, and {id}:/a/b:/children likewise.
  private mutating func walkPath(_ node: RequestTree.Node, _ position: Int) -> OperationIndex? {
    let items =
      path.isText(position, "root:") ? child(node, "items").map { tree.node($0).wildcard } ?? 0 : node.wildcard
    guard items > 0 else { return nil }
    for last in position + 1..<max(path.count, position + 1) where path.endsWithColon(last) {
      if let operation = walk(items, last + 1) { return found(operation, .pathAsItem) }
    }
    return end(tree.node(items)).map { found($0, .pathAsItem) }
  }

  @inline(__always)
  private mutating func end(_ node: RequestTree.Node) -> OperationIndex? {
    if !query.isEmpty {
      for index in node.firstPattern..<node.firstPattern + node.patternCount {
        let pattern = tree.pattern(index)
        if pattern.kind == .query, QueryText.contains(query, pattern.before) {
          let child = tree.node(pattern.child)
          if child.methods & wanted != 0 { return operation(child) }
        }
      }
    }
    if node.methods & wanted != 0 { return operation(node) }
    if node.methods != 0, other == nil { other = (node.firstOperation, node.methods) }
    return nil
  }

  @inline(__always)
  private mutating func operation(_ node: RequestTree.Node) -> OperationIndex {
    if node.aliases & wanted != 0 { insert(.alias) }
    return node.firstOperation + (node.methods & (wanted - 1)).nonzeroBitCount
  }

  private mutating func found(_ operation: OperationIndex, _ inference: Inference) -> OperationIndex {
    insert(inference)
    return operation
  }

  // MARK: Children

  /// The child of a node for a segment.
  @inline(__always)
  private func child(_ node: RequestTree.Node, at index: Int) -> Int? {
    let bytes = path.slice(index)
    guard bytes.count <= RequestTree.longestSegment, !path.isGUID(bytes) else { return nil }
    if path.segments[index].hash == 0 { path.segments[index].hash = SegmentHash.of(bytes) }
    return tree.child(node, bytes, hash: path.segments[index].hash)
  }

  private func child(_ node: RequestTree.Node, _ name: UnsafeRawBufferPointer) -> Int? {
    name.count <= RequestTree.longestSegment ? tree.child(node, name, hash: SegmentHash.of(name)) : nil
  }

  private func child(_ node: RequestTree.Node, _ text: StaticString) -> Int? {
    child(node, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
