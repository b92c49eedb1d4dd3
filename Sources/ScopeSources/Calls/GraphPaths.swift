import ScopeValues

/// The request paths of Microsoft Graph that its client libraries know, as a tree: the type checker of calls in code.
///
/// Read from the rows of rules/catalog/sdk-paths.tsv: depth, segment, and the methods' first letters per version
/// (G, P for POST, A for PATCH, U for PUT, D).
package struct GraphPaths: Sendable {
  /// Methods as a set of the letters' bits, in the order GET, POST, PATCH, PUT, DELETE.
  package struct Node: Sendable {
    package var segment: String
    var parent: Int32
    var first: Int32 = -1
    var next: Int32 = -1
    var wildcard: Int32 = -1
    package var released: UInt8 = 0
    package var beta: UInt8 = 0
    package var methods: UInt8 { released | beta }
  }

  package private(set) var nodes: [Node] = [Node(segment: "", parent: -1)]
  /// Numbers of all names and segments in small letters: each stands in many places.
  private var numbers: [String: UInt32] = [:]
  /// Children by their parent and the name that a client library gives them.
  private var byName: [UInt64: Int32] = [:]
  /// Children by their parent and the segment in small letters.
  private var bySegment: [UInt64: Int32] = [:]
  /// All segments by ``normal(_:)``, functions without their parameters.
  var segments: Set<String> = []
  private var items: Int32 = -1
  private var drives: Int32 = -1
  private var users: Int32 = -1
  private var range: Int32 = -1
  private var view: Int32 = -1

  /// What a segment is called, worked out once however often it stands in the tree.
  private struct Spelling {
    var small: UInt32
    /// Of a function its name alone.
    var bare: UInt32?
    var names: [UInt32]
  }

  private static func key(_ parent: Int32, _ name: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(name)
  }

  private func key(_ parent: Int32, _ name: String) -> UInt64? { numbers[name].map { Self.key(parent, $0) } }

  private mutating func number(_ name: String) -> UInt32 {
    if let known = numbers[name] { return known }
    let number = UInt32(truncatingIfNeeded: numbers.count)
    numbers[name] = number
    return number
  }

  package static let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]

  package static func bit(_ method: String) -> UInt8 {
    methods.firstIndex(of: method).map { 1 << UInt8($0) } ?? 0
  }

  /// - Parameter rows: the table, one row a node, children after their parent.
  package init(rows: [UInt8]) {
    let count = rows.count { $0 == ASCII.lineFeed }
    nodes.reserveCapacity(count + 1)
    byName.reserveCapacity(2 * count)
    bySegment.reserveCapacity(count + count / 4)
    var path: [Int32] = [0]
    // Of each node on the way its last child so far, by depth.
    var lastChild: [Int32] = [-1]
    var spellings: [String: Spelling] = [:]
    for line in rows.split(separator: ASCII.lineFeed) {
      let cells = line.split(separator: ASCII.tab, maxSplits: 3, omittingEmptySubsequences: false)
      guard cells.count == 4, let depth = Self.number(cells[0]), depth >= 1, depth <= path.count else { continue }
      let parent = path[depth - 1]
      let index = Int32(nodes.count)
      var node = Node(segment: String(decoding: cells[1], as: UTF8.self), parent: parent)
      node.released = Self.bits(cells[2])
      node.beta = Self.bits(cells[3])
      nodes.append(node)
      let last = lastChild[depth - 1]
      if last >= 0 { nodes[Int(last)].next = index } else { nodes[Int(parent)].first = index }
      lastChild[depth - 1] = index
      path.removeLast(path.count - depth)
      path.append(index)
      lastChild.removeLast(lastChild.count - depth)
      lastChild.append(-1)
      enter(index, parent, &spellings)
    }
    users = child(child(0, segment: "users") ?? -1, segment: "{}") ?? -1
    drives = child(child(0, segment: "drives") ?? -1, segment: "{}") ?? -1
    items = child(child(drives, segment: "items") ?? -1, segment: "{}") ?? -1
    let workbook = child(items, segment: "workbook") ?? -1
    let name = child(child(workbook, segment: "names") ?? -1, segment: "{}") ?? -1
    range = child(name, named: "range") ?? -1
    let sheet = child(child(workbook, segment: "worksheets") ?? -1, segment: "{}") ?? -1
    view = child(child(sheet, named: "range", arguments: 1) ?? -1, named: "visibleview") ?? -1
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count < 4 else { return nil }
    var number = 0
    for digit in digits {
      guard digit.isASCIIDigit else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static func bits(_ letters: ArraySlice<UInt8>) -> UInt8 {
    letters.reduce(0) { bits, letter in
      switch letter {
      case UInt8(ascii: "G"): bits | 1
      case UInt8(ascii: "P"): bits | 2
      case UInt8(ascii: "A"): bits | 4
      case UInt8(ascii: "U"): bits | 8
      case UInt8(ascii: "D"): bits | 16
      default: bits
      }
    }
  }

  private mutating func enter(_ index: Int32, _ parent: Int32, _ spellings: inout [String: Spelling]) {
    let segment = nodes[Int(index)].segment
    if segment == "{}" {
      nodes[Int(parent)].wildcard = index
      return
    }
    let spelling: Spelling
    if let known = spellings[segment] {
      spelling = known
    } else {
      spelling = spell(segment)
      spellings[segment] = spelling
    }
    bySegment[Self.key(parent, spelling.small)] = index
    for name in spelling.names where byName[Self.key(parent, name)] == nil { byName[Self.key(parent, name)] = index }
    // A function by its bare name, where no other is called so.
    if let bare = spelling.bare, bySegment[Self.key(parent, bare)] == nil { bySegment[Self.key(parent, bare)] = index }
  }

  private mutating func spell(_ segment: String) -> Spelling {
    let small = segment.lowercased()
    guard segment.utf8.contains(ASCII.openParenthesis) else {
      let names = Self.names(of: segment)
      segments.insert(names[0])
      return Spelling(small: number(small), bare: nil, names: names.map { number($0) })
    }
    segments.insert(Self.normal(small.prefix { $0 != "(" }))
    let bare = small.firstIndex(of: "(").map { number(String(small[..<$0])) }
    return Spelling(small: number(small), bare: bare, names: Self.names(of: segment).map { number($0) })
  }

  // MARK: Names

  /// The letters and digits of a name, in small letters.
  package static func normal(_ name: some StringProtocol) -> String {
    String(unsafeUninitializedCapacity: name.utf8.count) { buffer in
      var count = 0
      for byte in name.utf8 {
        switch byte {
        case ASCII.digits, ASCII.smallLetters: buffer[count] = byte
        case ASCII.capitals: buffer[count] = byte | 0x20
        default: continue
        }
        count += 1
      }
      return count
    }
  }

  /// How client libraries name a segment: letters and digits alone; a function's parameters after `with`.
  static func names(of segment: String) -> [String] {
    guard let open = segment.utf8.firstIndex(of: ASCII.openParenthesis) else {
      let name = normal(segment)
      if segment.hasPrefix("microsoft.graph.") { return [name, normal(segment.dropFirst("microsoft.graph.".count))] }
      return [name]
    }
    let bare = normal(segment[..<open])
    let inner = segment[segment.index(after: open)...].prefix { $0 != ")" }
    let parameters = inner.split(separator: ",").map { normal($0.prefix { $0 != "=" }) }.filter { !$0.isEmpty }
    guard !parameters.isEmpty else { return [bare] }
    var names = [
      bare + parameters.map { "with" + $0 }.joined(), bare + parameters.joined(),
      bare + "with" + parameters.joined(),
    ]
    names.append(bare + "#\(parameters.count)")
    if !segment.contains("Id='") || bare.hasPrefix("get") { names.append(bare) }
    return names
  }

  // MARK: Steps

  func child(_ node: Int32, segment: String) -> Int32? {
    guard node >= 0 else { return nil }
    if segment == "{}" { return nodes[Int(node)].wildcard >= 0 ? nodes[Int(node)].wildcard : nil }
    return key(node, segment).flatMap { bySegment[$0] }
  }

  /// The child that client libraries call `name`, by ``normal(_:)``.
  ///
  /// - Parameter arguments: how many are given; of two functions of one name that with as many parameters is meant.
  func child(_ node: Int32, named name: String, arguments: Int = 0) -> Int32? {
    guard node >= 0 else { return nil }
    let plain = key(node, name).flatMap { byName[$0] }
    // A collection takes an argument for its key.
    if arguments > 0, plain.map({ nodes[Int($0)].segment.hasSuffix(")") }) ?? true,
      let found = key(node, name + "#\(arguments)").flatMap({ byName[$0] })
    {
      return found
    }
    if let plain { return plain }
    switch name {
    case "content": return child(node, named: "value")
    case "reference", "references": return child(node, named: "ref")
    default: break
    }
    if name.hasSuffix("path"), let found = key(node, String(name.dropLast(4))).flatMap({ byName[$0] }) {
      return found
    }
    return nil
  }

  func wildcard(_ node: Int32) -> Int32? {
    node >= 0 && nodes[Int(node)].wildcard >= 0 ? nodes[Int(node)].wildcard : nil
  }

  func children(_ node: Int32) -> [Int32] {
    guard node >= 0 else { return [] }
    var result: [Int32] = []
    var next = nodes[Int(node)].first
    while next >= 0 {
      result.append(next)
      next = nodes[Int(next)].next
    }
    return result
  }

  /// The node whose children stand in for those that a node lacks: a drive's are those of `/drives/{id}`, the root's
  /// and a folder's those of an item, a range's of a workbook those of a named one.
  func twin(_ node: Int32) -> Int32? {
    guard node > 0, drives > 0, items > 0 else { return nil }
    switch nodes[Int(node)].segment.lowercased() {
    case "drive": return node != drives ? drives : nil
    case "root", "approot", "driveitem": return node != items ? items : nil
    case "{}":
      let parent = nodes[Int(node)].parent
      guard node != items, parent > 0 else { return nil }
      switch nodes[Int(parent)].segment {
      case "special", "bundles", "following": return items
      case "children":
        let holder = nodes[Int(parent)].parent
        return holder == items || twin(holder) == items ? items : nil
      default: return nil
      }
    case "visibleview()": return view >= 0 && node != view ? view : nil
    default:
      // Whatever has a visible view is a range.
      guard node != range, range >= 0, key(node, "visibleview").flatMap({ byName[$0] }) != nil else { return nil }
      return range
    }
  }

  var me: Int32 { users }
  var item: Int32 { items }
  var drive: Int32 { drives }
}
