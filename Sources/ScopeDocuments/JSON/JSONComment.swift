import ScopeValues

/// A comment in JSON: from `//` to the end of the line, or from `/*` to `*/`.
enum JSONComment {
  /// It ends before this index; that of a line ends before its line feed.
  case ends(at: Int)
  /// The bytes end inside the comment: a line's may end there, a block's may not.
  case unfinishedLine, unfinishedBlock
  /// The bytes end after the slash.
  case cut
  /// A slash that begins no comment.
  case none

  /// What begins at the slash at `start`.
  static func scan(_ bytes: UnsafeRawBufferPointer, at start: Int) -> JSONComment {
    var index = start + 2
    guard start + 1 < bytes.count else { return .cut }
    switch bytes[start + 1] {
    case ASCII.slash:
      while index < bytes.count, bytes[index] != ASCII.lineFeed { index += 1 }
      return index < bytes.count ? .ends(at: index) : .unfinishedLine
    case ASCII.asterisk:
      while index + 1 < bytes.count, bytes[index] != ASCII.asterisk || bytes[index + 1] != ASCII.slash { index += 1 }
      return index + 1 < bytes.count ? .ends(at: index + 2) : .unfinishedBlock
    default: return .none
    }
  }
}
