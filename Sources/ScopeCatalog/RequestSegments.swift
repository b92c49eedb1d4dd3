import ScopeValues

/// The segments of one path, and what may be read from one of them alone.
struct RequestSegments {
  let bytes: UnsafeRawBufferPointer
  /// Mutable, since a segment's hash is worked out when it is first asked for.
  let segments: UnsafeMutableBufferPointer<RequestPath.Segment>
  let count: Int

  init(
    _ bytes: UnsafeRawBufferPointer, _ segments: UnsafeMutableBufferPointer<RequestPath.Segment>, count: Int
  ) {
    self.bytes = bytes
    self.segments = segments
    self.count = count
  }

  /// Whether a segment may be a tenant, or a variable that stands for what comes before the path.
  func mayPrecedePath(_ index: Int) -> Bool {
    guard index < count else { return false }
    let segment = slice(index)
    return isText(index, "myorganization") || isPlaceholder(index) || segment.contains(ASCII.point)
      || isGUID(segment)
  }

  /// Whether a segment has the shape of an id: no template has a literal like it.
  @inline(__always)
  func isGUID(_ segment: UnsafeRawBufferPointer) -> Bool {
    segment.count == 36 && segment[8] == ASCII.hyphen && segment[13] == ASCII.hyphen && segment[18] == ASCII.hyphen
      && segment[23] == ASCII.hyphen
  }

  /// The version that a segment states.
  func version(_ index: Int) -> GraphVersion? {
    guard index < count, segments[index].count == 4 else { return nil }
    return isText(index, "v1.0") ? .v1 : isText(index, "beta") ? .beta : nil
  }

  func isPlaceholder(_ index: Int) -> Bool {
    startsLikePlaceholder(index) && segments[index].count > 1 && !isTail(index)
  }

  /// Whether a segment begins with {, < or $.
  @inline(__always)
  func startsLikePlaceholder(_ index: Int) -> Bool {
    let first = bytes[Int(segments[index].start)]
    return first == ASCII.openBrace || first == ASCII.less || first == ASCII.dollar
  }

  @inline(__always)
  func slice(_ index: Int) -> UnsafeRawBufferPointer {
    let start = Int(segments[index].start)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(segments[index].count)])
  }

  func isText(_ index: Int, _ text: StaticString) -> Bool {
    !segments[index].isKey && Int(segments[index].count) == text.utf8CodeUnitCount
      && SegmentHash.isEqual(slice(index), UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  func endsWithColon(_ index: Int) -> Bool {
    bytes[Int(segments[index].start + segments[index].count) - 1] == ASCII.colon
  }

  /// How long microsoft.graph. or graph. is before a name; 0 where neither stands there.
  @inline(__always)
  func namespaceCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    func begins(_ text: StaticString) -> Bool {
      let count = text.utf8CodeUnitCount
      return bytes.count > count
        && SegmentHash.isEqual(
          UnsafeRawBufferPointer(rebasing: bytes[..<count]), UnsafeRawBufferPointer(start: text.utf8Start, count: count)
        )
    }
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "m"): return begins("microsoft.graph.") ? 16 : 0
    case UInt8(ascii: "g"): return begins("graph.") ? 6 : 0
    default: return 0
    }
  }

  @inline(__always)
  func isTail(_ index: Int) -> Bool {
    guard bytes[Int(segments[index].start)] == ASCII.dollar else { return false }
    return isText(index, "$value") || isText(index, "$count") || isText(index, "$ref")
  }
}
