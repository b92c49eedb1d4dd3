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
    let text = head.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard let first = text.first else { return .empty }
    if text.prefix(4_096).contains(0) { return .binary }
    switch first {
    case 0x5B: return .list
    case 0x7B: return object(text)
    default: return delimited(head) ?? .lines
    }
  }

  private static func object(_ text: ArraySlice<UInt8>) -> ActivityForm {
    var rest = text.dropFirst().drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if rest.first == 0x22 {
      rest = rest.dropFirst()
      let key = String(decoding: rest.prefix { $0 != 0x22 }.prefix(64), as: UTF8.self)
      let value = rest.drop { $0 != 0x22 }.dropFirst().drop { [0x20, 0x09, 0x0A, 0x0D, 0x3A].contains($0) }
      if ActivityProfileFile.begins(text, firstMember: key) { return .profile }
      if lists.contains(key.lowercased()), value.first == 0x5B { return .list }
    }
    let line = text.prefix { $0 != 0x0A }
    // A line that opens something and ends is the first of several that make one value.
    let last = line.last { ![0x20, 0x09, 0x0D].contains($0) }
    if line.count < text.count, last == 0x7B || last == 0x5B || last == 0x2C { return .values }
    return .lines
  }

  /// A first line that names columns of the table, in any letter case, such as `TimeGenerated [UTC],AppId,…`.
  private static func delimited(_ head: ArraySlice<UInt8>) -> ActivityForm? {
    guard let end = head.firstIndex(of: 0x0A) else { return nil }
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
        return .delimited(separator: separator.asciiValue ?? 0x2C, columns, headerLength: end + 1 - head.startIndex)
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
