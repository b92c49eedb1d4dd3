import ScopeValues

/// What of a line an excerpt leaves out, because it belongs to other values.
extension JSONDocument {
  /// The texts and numbers of a line that are neither part of a value nor members beside it.
  ///
  /// A file of one line has everything on it: there even members beside the value are left out. Ids in the usual form
  /// and the kinds of permissions stay, which tell nothing but which entry it is.
  ///
  /// - Parameters:
  ///   - window: the bytes that are shown.
  ///   - isClipped: whether the line goes on outside of the window.
  func neighbours(of place: JSONPlace, in window: Range<Int>, isClipped: Bool) -> [Range<Int>] {
    let marked = Int(place.node)
    let first = firstNode(endingAfter: window.lowerBound)
    var hidden: [Range<Int>] = []
    // The containers that are open at a node, by index.
    var open: [Int] = []
    let own = container(of: marked, since: first)
    var index = first
    while index < nodes.count, Int(nodes[index].start) < window.upperBound {
      while let last = open.last, Int(nodes[last].next) <= index { open.removeLast() }
      let node = nodes[index]
      switch node.kind {
      case .object, .array: open.append(index)
      case .string, .number:
        let isPart = index >= marked && index < Int(nodes[marked].next)
        if !isPart, isClipped || (open.last ?? -1) != own, !isHarmless(node) {
          let quotes = node.kind == .string ? 1 : 0
          let range = (Int(node.start) + quotes)..<(Int(node.end) - quotes)
          if !range.isEmpty { hidden.append(range) }
        }
      case .key, .true, .false, .null: break
      }
      index += 1
    }
    return hidden
  }

  /// The innermost container that is open at a node and begins no earlier than another; -1 where none does.
  private func container(of marked: Int, since first: Int) -> Int {
    var index = marked - 1
    while index >= first {
      let isContainer = nodes[index].kind == .object || nodes[index].kind == .array
      if isContainer, Int(nodes[index].next) > marked { return index }
      index -= 1
    }
    return -1
  }

  private func firstNode(endingAfter offset: Int) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    // Only a text that begins just before can reach into what is shown.
    return low > 0 && Int(nodes[low - 1].end) > offset ? low - 1 : low
  }

  private func isHarmless(_ node: JSONNode) -> Bool {
    guard node.kind == .string else { return false }
    let content = bytes[Int(node.start) + 1..<Int(node.end) - 1]
    switch content.count {
    case 4: return content.elementsEqual("Role".utf8)
    case 5: return content.elementsEqual("Scope".utf8)
    default: return GUID(content) != nil
    }
  }
}
