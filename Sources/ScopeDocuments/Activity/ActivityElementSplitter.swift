import ScopeValues

/// Finds where the values of a JSON text begin and end while it arrives in pieces.
///
/// A value is an element of the arrays that envelopes use, or one of the texts that follow one another. Only brackets
/// and strings count: what is inside a value is for the scanner to judge.
struct ActivityElementSplitter {
  /// Whether the input's own values are the records, instead of the elements of their arrays.
  private let takesWholeValues: Bool
  private var depth = 0
  /// The depth at which elements stand; nil outside such an array.
  private var listDepth: Int?
  private var isInString = false
  private var isEscaped = false
  private var key: [UInt8] = []
  private var columnText: [UInt8]?

  /// The columns of the rows, once the text has named them (Log Analytics' `columns`).
  private(set) var columns: [ActivityColumn?]?
  private var isRows = false

  init(takesWholeValues: Bool) {
    self.takesWholeValues = takesWholeValues
    if takesWholeValues { listDepth = 0 }
  }

  /// Whether everything that was opened has been closed.
  var isComplete: Bool { depth == 0 && !isInString }

  /// Where the next run of elements stands in the bytes.
  struct Run {
    /// The first byte of the first element; nil where none begins.
    var start: Int?
    /// After the last complete element.
    var end: Int
    /// How far the bytes have been looked at.
    var seen: Int
    /// Whether the array ended, so that what follows are other elements.
    var isListEnd: Bool
    /// Whether the elements are rows of a table.
    var isRows: Bool
  }

  /// Looks at the bytes from an index on, until they end or an array of elements does.
  ///
  /// - Parameters:
  ///   - started: where an element began of which the bytes before `index` have been looked at.
  ///   - stopsAfterFirst: whether to look no further than the end of that element.
  mutating func advance(
    _ bytes: [UInt8], from index: Int, startedAt started: Int?, stopsAfterFirst: Bool = false
  ) -> Run {
    var run = Run(start: started, end: started ?? index, seen: index, isListEnd: false, isRows: isRows)
    bytes.withUnsafeBufferPointer { bytes in
      var index = index
      while index < bytes.count {
        let byte = bytes[index]
        if isInString {
          if isEscaped {
            isEscaped = false
          } else if byte == ASCII.backslash {
            isEscaped = true
          } else if byte == ASCII.quote {
            isInString = false
            if depth == listDepth { run.end = index + 1 }
          } else if listDepth == nil, key.count < 16 {
            key.append(byte)
          }
        } else {
          switch byte {
          case ASCII.quote:
            isInString = true
            key.removeAll(keepingCapacity: true)
            if depth == listDepth, run.start == nil { run.start = index }
          case ASCII.openBrace, ASCII.openBracket:
            if depth == listDepth, run.start == nil { run.start = index }
            depth += 1
            if listDepth == nil, byte == ASCII.openBracket { open(index) }
          case ASCII.closeBrace, ASCII.closeBracket:
            if depth > 0 { depth -= 1 }
            if let list = listDepth {
              if depth == list { run.end = index + 1 }
              if depth < list {
                listDepth = nil
                run.isRows = isRows
                isRows = false
                index += 1
                run.isListEnd = true
                run.seen = index
                return
              }
            }
          default: break
          }
        }
        if columnText != nil { collect(byte) }
        index += 1
        if stopsAfterFirst, run.end == index { break }
      }
      run.seen = index
      run.isRows = isRows
    }
    return run
  }

  /// An array outside any list: whether its elements are records, rows or the columns of rows.
  private mutating func open(_ index: Int) {
    let name = String(decoding: key, as: UTF8.self).lowercased()
    if depth == 1 || name == "records" || name == "value" {
      listDepth = depth
      isRows = false
    } else if name == "rows", columns != nil {
      listDepth = depth
      isRows = true
    } else if name == "columns" {
      columnText = []
    }
  }

  private mutating func collect(_ byte: UInt8) {
    columnText?.append(byte)
    guard let text = columnText else { return }
    if text.count > 65_536 { columnText = nil }
    guard byte == ASCII.closeBracket, !isInString else { return }
    columnText = nil
    columns = Self.columns(text)
  }

  /// The columns' names out of `[{"name": …, "type": …}, …]`.
  private static func columns(_ text: [UInt8]) -> [ActivityColumn?]? {
    var offset = 0
    var reader = JSONItemReader(keepsArrayWhole: { _ in true }) { buffer throws(ReadFailure) in
      let piece = text[offset...].prefix(buffer.count)
      buffer.copyBytes(from: piece)
      offset += piece.count
      return piece.count
    }
    guard let item = try? reader.next() else { return nil }
    let document = item.document
    return document.elements(of: document.root).map { column in
      document.string(document.member("name", of: column)).flatMap { ActivityColumn($0) }
    }
  }
}
