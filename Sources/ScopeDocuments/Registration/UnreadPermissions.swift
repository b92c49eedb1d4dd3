import ScopeValues

/// Finds permissions that stand in a document and that no decoder has read, wherever they hide.
///
/// One pass over the tape; what was read is compared only where the numbers differ.
struct UnreadPermissions {
  private let document: JSONDocument

  init(_ document: JSONDocument) { self.document = document }

  /// The first list of permissions, or entry of one, that was not read.
  ///
  /// - Parameter describesData: whether it is a JSON Schema, which names lists without holding one: there only ids count.
  func first(besides faults: DecodingFaults, describesData: Bool = false) -> JSONPlace? {
    var found: [UInt32] = []
    for (index, node) in document.nodes.enumerated() {
      switch node.kind {
      case .key where node.name == .requiredResourceAccess || node.name == .resourceAccess:
        found.append(UInt32(truncatingIfNeeded: index))
      case .string where (node.end &- node.start == 6 || node.end &- node.start == 7) && isEntryType(index):
        found.append(UInt32(truncatingIfNeeded: index))
      default: break
      }
    }
    guard !found.isEmpty else { return nil }
    let read = Set(faults.readNodes)
    found.removeAll(where: read.contains)
    guard !found.isEmpty else { return nil }
    let texts = document.nodes.indices.filter {
      document.nodes[$0].kind == .string
        && (!describesData || GUID(spelling: document.text(JSONPlace(node: $0))) != nil)
    }
    // In the order of the text; none stands in another.
    let echoes = faults.echoes.map { $0.node..<document.nodes[Int($0.node)].next }.sorted {
      $0.lowerBound < $1.lowerBound
    }
    return found.first { node in
      !(isTerraforms(node) && Self.holds(echoes, node))
        && (document.kind(JSONPlace(node: node)) == .string || holdsText(Int(node), texts))
    }.map(JSONPlace.init(node:))
  }

  /// Whether one of the ranges holds a node; they are sorted, and apart from one another.
  private static func holds(_ ranges: [Range<UInt32>], _ node: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= node { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(node)
  }

  /// Whether a text stands below a member: without one there is no id, as in Terraform's marks of what is sensitive.
  ///
  /// - Parameter texts: the document's texts, in order.
  private func holdsText(_ key: Int, _ texts: [Int]) -> Bool {
    guard key + 1 < document.nodes.count else { return false }
    let end = max(Int(document.nodes[key + 1].next), key + 2)
    var low = 0
    var high = texts.count
    while low < high {
      let middle = (low + high) / 2
      if texts[middle] <= key { low = middle + 1 } else { high = middle }
    }
    return low < texts.count && texts[low] < end
  }

  /// Whether it can stand in what Terraform repeats: nothing there is written as Microsoft Graph writes it.
  private func isTerraforms(_ node: UInt32) -> Bool {
    let place = JSONPlace(node: node)
    return document.kind(place) == .string || document.content(place).contains(ASCII.underscore)
  }

  /// Whether a string is the type of a requested permission: `Role` or `Scope`, beside an id.
  private func isEntryType(_ index: Int) -> Bool {
    let text = document.content(JSONPlace(node: index))
    guard index > 0, AccessType(text) != nil, document.nodes[index - 1].kind == .key,
      document.memberName(JSONPlace(node: index - 1)) == .type
    else { return false }
    return document.objectAround(index - 1).map { object in
      document.member(.id, of: object).map { GUID(spelling: document.content($0)) != nil } ?? false
    } ?? false
  }
}

extension JSONDocument {
  /// The object that a member name stands in, looked for among the names just before it.
  ///
  /// Objects with many members before `type` are none that this is asked about.
  fileprivate func objectAround(_ key: Int) -> JSONPlace? {
    var index = key
    for _ in 0..<64 {
      index -= 1
      guard index >= 0 else { return nil }
      if nodes[index].kind == .object, nodes[index].next > UInt32(truncatingIfNeeded: key) {
        return JSONPlace(node: index)
      }
    }
    return nil
  }
}
