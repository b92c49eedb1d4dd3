/// Finds out in one pass, a table's cell a byte, whether any of several words stands in a text (A. V. Aho and
/// M. J. Corasick, Efficient string matching, 1975).
///
/// Letter case of ASCII does not count, and neither do zero bytes, so that UTF-16 is looked through as it is.
package struct WordAutomaton: Sendable {
  /// The column of each byte; bytes that are in no word share one.
  private let columns: [UInt8]
  /// Where to go on, by row and column: a row is what of the words the bytes before spell.
  private let table: [UInt16]
  /// The first cell of the row that is reached where a word ends.
  private let end: UInt16

  /// What was spelled so far, to go on from with the next piece of a text.
  package struct State: Sendable {
    /// The first cell of a row.
    fileprivate var row: UInt16 = 0

    package init() {}
  }

  /// - Parameter words: in small letters, none empty; all together some thousand bytes at most.
  package init(_ words: [String]) {
    var columns = [UInt8](repeating: 0, count: 256)
    // Column 1 is that of zero bytes.
    columns[0] = 1
    var width = 2
    for byte in Set(words.joined().utf8).sorted() {
      for other in UInt8.min...UInt8.max where other.lowercased == byte { columns[Int(other)] = UInt8(width) }
      width += 1
    }
    // A tree of the words: by row and column the next row, or 0 where there is none.
    var rows = [[Int](repeating: 0, count: width)]
    var ends: Set<Int> = []
    for word in words {
      var row = 0
      for byte in word.utf8 {
        let column = Int(columns[Int(byte)])
        if rows[row][column] == 0 {
          rows[row][column] = rows.count
          rows.append([Int](repeating: 0, count: width))
        }
        row = rows[row][column]
      }
      ends.insert(row)
    }
    // Row by row from the root on, what is spelled without its first byte tells where else to go on.
    var shorter = [Int](repeating: 0, count: rows.count)
    var pending = [0]
    var next = 0
    while next < pending.count {
      let row = pending[next]
      next += 1
      for column in 2..<width {
        let child = rows[row][column]
        let other = row == 0 ? 0 : rows[shorter[row]][column]
        if child == 0 {
          rows[row][column] = other
        } else {
          shorter[child] = other
          if ends.contains(other) { ends.insert(child) }
          pending.append(child)
        }
      }
    }
    let last = rows.count * width
    precondition(last <= UInt16.max, "words are few and short")
    self.columns = columns
    end = UInt16(last)
    table = rows.indices.flatMap { row in
      rows[row].indices.map { column in
        let to = column == 1 ? row : rows[row][column]
        return UInt16(ends.contains(to) ? last : to * width)
      }
    }
  }

  /// Looks through a piece; true once a word ends in it, whatever of it the pieces before spelled.
  package func finds(in piece: UnsafeBufferPointer<UInt8>, from state: inout State) -> Bool {
    let row = columns.withUnsafeBufferPointer { columns in
      table.withUnsafeBufferPointer { table in
        // In a register: a variable outside of the closures is in memory.
        var row = state.row
        for byte in piece {
          row = table[Int(row) + Int(columns[Int(byte)])]
          if row == end { break }
        }
        return row
      }
    }
    state.row = row == end ? 0 : row
    return row == end
  }

  /// Whether a word stands in the bytes.
  package func finds(in bytes: [UInt8]) -> Bool {
    var state = State()
    return bytes.withUnsafeBufferPointer { finds(in: $0, from: &state) }
  }
}
