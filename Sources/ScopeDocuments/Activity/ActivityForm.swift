import ScopeValues

/// What an input holds, told by its beginning.
enum ActivityForm: Sendable {
  /// JSON, one value a line: storage blobs, data export, Event Hub messages one a line.
  case lines
  /// JSON values with space between them that run over several lines.
  case values
  /// Values inside the array under one of the names that envelopes use, or inside a top-level array.
  case list
  /// Delimited text whose first line names the columns.
  case delimited(separator: UInt8, [ActivityColumn?], headerLength: Int)
  /// A profile that `activity fold` wrote.
  case profile
  case binary
  case empty

  /// Names under which envelopes hold their records: Event Hub, Graph and REST pages, Log Analytics.
  static let lists = ["records", "value", "tables"]

  /// - Parameter head: the beginning of the input, without a byte order mark.
  static func recognise(_ head: ArraySlice<UInt8>) -> ActivityForm {
    let text = head.drop { [ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn].contains($0) }
    guard let first = text.first else { return .empty }
    if text.prefix(4_096).contains(0) { return .binary }
    switch first {
    case ASCII.openBracket: return .list
    case ASCII.openBrace: return object(text)
    default: return delimited(head) ?? .lines
    }
  }

  private static func object(_ text: ArraySlice<UInt8>) -> ActivityForm {
    var rest = text.dropFirst().drop { [ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn].contains($0) }
    if rest.first == ASCII.quote {
      rest = rest.dropFirst()
      let key = String(decoding: rest.prefix { $0 != ASCII.quote }.prefix(64), as: UTF8.self)
      let value = rest.drop { $0 != ASCII.quote }.dropFirst().drop {
        [ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn, ASCII.colon].contains($0)
      }
      if ActivityProfileFile.begins(text, firstMember: key) { return .profile }
      if lists.contains(key.lowercased()), value.first == ASCII.openBracket { return .list }
    }
    let line = text.prefix { $0 != ASCII.lineFeed }
    // A line that opens something and ends is the first of several that make one value.
    let last = line.last { ![ASCII.space, ASCII.tab, ASCII.carriageReturn].contains($0) }
    if line.count < text.count, last == ASCII.openBrace || last == ASCII.openBracket || last == ASCII.comma {
      return .values
    }
    return .lines
  }

  /// A first line that names columns of the table, in any letter case, such as `TimeGenerated [UTC],AppId,…`.
  private static func delimited(_ head: ArraySlice<UInt8>) -> ActivityForm? {
    guard let end = head.firstIndex(of: ASCII.lineFeed) else { return nil }
    let line = String(decoding: head[..<end], as: UTF8.self)
    for separator in [",", ";", "\t"] as [Character] {
      let columns = line.split(separator: separator, omittingEmptySubsequences: false).map { cell -> ActivityColumn? in
        var name = cell.filter { $0 != "\"" && $0 != "\r" }[...]
        if let bracket = name.firstIndex(of: "[") { name = name[..<bracket] }
        while let space = name.last, space == " " { name.removeLast() }
        while let space = name.first, space == " " || space == "\u{FEFF}" { name.removeFirst() }
        return ActivityColumn(name)
      }
      if columns.count(where: { $0 != nil }) >= 3 {
        return .delimited(
          separator: separator.asciiValue ?? ASCII.comma, columns, headerLength: end + 1 - head.startIndex)
      }
    }
    return nil
  }
}

/// The JSON that `activity fold` writes.
package enum ActivityProfileFile {
  /// The name of the member that tells it from every other JSON.
  package static let marker = "activityProfile"
  /// Bytes before which that member stands, behind those that every report begins with.
  private static let headSize = 1_024

  static func begins(_ text: ArraySlice<UInt8>, firstMember: String) -> Bool {
    if firstMember == marker { return true }
    return firstMember == "schemaVersion" && text.prefix(headSize).contains(Array("\"\(marker)\"".utf8))
  }
}
