/// A URL cut into what stands before its path, its path and its query, without copying.
struct AddressCut {
  enum Host {
    case relative
    case graph(GraphCloud)
    case azureADGraph
    case other
  }

  /// nil where there is nothing to match.
  private(set) var host: Host?
  /// Where the path begins.
  private(set) var start: Int
  /// Where the URL ends.
  private(set) var end: Int

  init(_ url: UnsafeRawBufferPointer) {
    var start = 0
    var end = url.count
    while start < end, Self.isOutside(url[start]) { start += 1 }
    while end > start, Self.isOutside(url[end - 1]) { end -= 1 }
    self.start = start
    self.end = end
    guard start < end else { return }
    if Self.isUsual(url, start, end) {
      host = .graph(.global)
      self.start += Self.usual.utf8CodeUnitCount
    } else if let authority = Self.authority(url, start, end) {
      host = Self.host(UnsafeRawBufferPointer(rebasing: url[authority]))
      self.start = authority.upperBound
    } else if let cloud = Self.bareHost(url, start, end) {
      host = .graph(cloud)
      self.start += cloud.hostText.utf8CodeUnitCount
    } else {
      host = .relative
    }
  }

  /// Where the path ends: at a question mark, a number sign, or the end.
  func endOfPath(_ url: UnsafeRawBufferPointer) -> Int {
    var index = start
    // Eight bytes at a time, as long as none of them is either sign.
    while index &+ 8 <= end {
      let word = url.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word.holds(0x3F) || word.holds(0x23) { break }
      index &+= 8
    }
    while index < end, url[index] != 0x3F, url[index] != 0x23 { index &+= 1 }
    return index
  }

  /// What stands between a question mark, where the path ends, and a number sign.
  func query(_ url: UnsafeRawBufferPointer, after path: Int) -> UnsafeRawBufferPointer {
    guard path < end, url[path] == 0x3F else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let query = url[(path + 1)..<end]
    return UnsafeRawBufferPointer(rebasing: query[..<(query.firstIndex(of: 0x23) ?? end)])
  }

  /// How nearly every URL begins.
  private static var usual: StaticString { "https://graph.microsoft.com" }

  @inline(__always)
  private static func isUsual(_ url: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    let count = usual.utf8CodeUnitCount
    guard end - start > count, url[start + count] == 0x2F else { return false }
    return equals(UnsafeRawBufferPointer(rebasing: url[start..<start + count]), usual)
  }

  /// Spaces, controls and quotes around a pasted URL.
  private static func isOutside(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x60 }

  /// What stands between :// and the path.
  private static func authority(_ url: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Range<Int>? {
    // A scheme is short; "\/\/" is how JSON may write the slashes.
    guard let colon = url[start..<min(end, start + 12)].firstIndex(of: 0x3A) else { return nil }
    var index = colon + 1
    var slashes = 0
    while index < end, slashes < 2, url[index] == 0x2F || url[index] == 0x5C {
      if url[index] == 0x2F { slashes += 1 }
      index += 1
    }
    guard slashes == 2 else { return nil }
    var last = index
    while last < end, url[last] != 0x2F, url[last] != 0x3F, url[last] != 0x23, url[last] != 0x5C { last += 1 }
    return index..<last
  }

  private static func host(_ authority: UnsafeRawBufferPointer) -> Host {
    var name = authority[...]
    if let at = name.lastIndex(of: 0x40) { name = name[(at + 1)...] }
    if let colon = name.firstIndex(of: 0x3A) { name = name[..<colon] }
    while name.last == 0x2E { name = name.dropLast() }
    let bytes = UnsafeRawBufferPointer(rebasing: name)
    if let cloud = GraphCloud.allCases.first(where: { equals(bytes, $0.hostText) }) { return .graph(cloud) }
    if equals(bytes, "canary.graph.microsoft.com") { return .graph(.global) }
    let retired: [StaticString] = [
      "graph.windows.net", "graph.microsoftazure.us", "graph.chinacloudapi.cn", "graph.cloudapi.de",
    ]
    return retired.contains { equals(bytes, $0) } ? .azureADGraph : .other
  }

  /// graph.microsoft.com/v1.0/… without a scheme.
  private static func bareHost(_ url: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> GraphCloud? {
    guard url[start] != 0x2F else { return nil }
    return GraphCloud.allCases.first { cloud in
      let count = cloud.hostText.utf8CodeUnitCount
      guard end - start >= count, start + count == end || url[start + count] == 0x2F || url[start + count] == 0x3F
      else { return false }
      return equals(UnsafeRawBufferPointer(rebasing: url[start..<start + count]), cloud.hostText)
    }
  }

  @inline(__always)
  private static func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount
      && SegmentHash.isEqual(bytes, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension UInt64 {
  /// Whether one of the eight bytes is a certain one.
  @inline(__always)
  fileprivate func holds(_ byte: UInt64) -> Bool {
    let other = self ^ byte &* 0x0101_0101_0101_0101
    return (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080 != 0
  }
}
