internal import CatalogData
import ScopeValues

/// A table of the embedded facts whose lines are searched in place: nothing is read before it is asked for.
struct LineTable: Sendable {
  private let bytes: Range<Int>

  // The embedded bytes are constant for the life of the process.
  private nonisolated(unsafe) static let embedded = UnsafeRawBufferPointer(
    start: scopeaudit_tables_bytes(), count: scopeaudit_tables_size())

  /// The table called `name`; an empty one where there is none.
  init(_ name: String) {
    let all = Self.embedded
    let directory = all.firstIndex(of: ASCII.lineFeed) ?? 0
    var start = directory + 1
    var found = 0..<0
    let words = String(decoding: all[..<directory], as: UTF8.self).split(separator: " ")
    for (word, size) in zip(words, words.dropFirst()) {
      guard let size = Int(size) else { continue }
      if word == name { found = start..<(start + size) }
      start += size
    }
    bytes = found.upperBound <= all.count ? found : 0..<0
  }

  /// The cells of every row whose first cell is `key`, in any letter case.
  func rows(_ key: String) -> [[String]] {
    let wanted = Array(key.lowercased().utf8)
    var low = bytes.lowerBound
    var high = bytes.upperBound
    // Between `low` and `high` stand whole lines; the first row that is not before the key is looked for.
    while low < high {
      let middle = lineStart(before: (low + high) / 2, notBefore: low)
      if order(of: middle, against: wanted) < 0 { low = lineEnd(middle) + 1 } else { high = middle }
    }
    var rows: [[String]] = []
    var line = low
    while line < bytes.upperBound, order(of: line, against: wanted) == 0 {
      rows.append(cells(line))
      line = lineEnd(line) + 1
    }
    return rows
  }

  /// Every row, in order.
  func forEach(_ body: ([String]) -> Void) {
    var line = bytes.lowerBound
    while line < bytes.upperBound {
      body(cells(line))
      line = lineEnd(line) + 1
    }
  }

  // MARK: Lines

  private func lineStart(before index: Int, notBefore low: Int) -> Int {
    var start = index
    while start > low, Self.embedded[start - 1] != ASCII.lineFeed { start -= 1 }
    return start
  }

  private func lineEnd(_ start: Int) -> Int {
    var end = start
    while end < bytes.upperBound, Self.embedded[end] != ASCII.lineFeed { end += 1 }
    return end
  }

  /// Less than, equal to or greater than zero, as the first cell of a line stands to a key in small letters.
  private func order(of line: Int, against key: [UInt8]) -> Int {
    var index = line
    for byte in key {
      let here = index < bytes.upperBound ? Self.embedded[index] : ASCII.lineFeed
      if here == ASCII.tab || here == ASCII.lineFeed { return -1 }
      let lower = here.lowercased
      if lower != byte { return Int(lower) - Int(byte) }
      index += 1
    }
    return index < bytes.upperBound && Self.embedded[index] != ASCII.tab && Self.embedded[index] != ASCII.lineFeed
      ? 1 : 0
  }

  private func cells(_ line: Int) -> [String] {
    Self.embedded[line..<lineEnd(line)].split(separator: ASCII.tab, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
