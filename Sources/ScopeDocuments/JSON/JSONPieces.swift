import ScopeValues

/// The JSON objects and arrays that stand in a text, each where it begins and as far as its brackets close.
enum JSONPieces {
  struct Piece {
    var range: Range<Int>
    var document: JSONDocument
  }

  /// As many as a MiB holds records of a log, each with an address, a method and a status: more is not read of a refusal.
  private static let most = 1 << 14

  /// The pieces that a strict reader accepts, in the order of the text; what stands inside one is no piece of its own.
  static func find(in text: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var index = text.startIndex
    // A bracket that closes nowhere is looked for to the end: hostile text could ask for that at every byte.
    var budget = 4 * text.count + 4_096
    while index < text.endIndex, pieces.count < most, budget > 0 {
      guard text[index] == ASCII.openBrace || text[index] == ASCII.openBracket,
        let end = end(of: text, from: index, &budget)
      else {
        index += 1
        continue
      }
      guard let document = document(text[index..<end]) else {
        // Not JSON after all, such as [GET]: what it holds may still be.
        index += 1
        continue
      }
      pieces.append(Piece(range: index..<end, document: document))
      index = end
    }
    return pieces
  }

  /// Where the bracket at `start` closes; nil where it does not, or where what follows cannot be JSON.
  private static func end(of text: ArraySlice<UInt8>, from start: Int, _ budget: inout Int) -> Int? {
    let next = text[(start + 1)...].first { $0 > ASCII.space }
    let begins: [UInt8] =
      text[start] == ASCII.openBrace
      ? [ASCII.quote, ASCII.closeBrace] : [ASCII.openBrace, ASCII.quote, ASCII.closeBracket, ASCII.openBracket]
    guard let next, begins.contains(next) else { return nil }
    var depth = 0
    var inString = false
    var index = start
    defer { budget -= index - start }
    while index < text.endIndex, index - start <= budget {
      switch text[index] {
      case ASCII.backslash where inString: index += 1
      case ASCII.quote: inString.toggle()
      case ASCII.openBrace where !inString, ASCII.openBracket where !inString: depth += 1
      case ASCII.closeBrace where !inString, ASCII.closeBracket where !inString:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func document(_ text: ArraySlice<UInt8>) -> JSONDocument? {
    var limits = JSONItemReader.Limits()
    limits.window = max(64, text.count)
    limits.depth = 64
    var reader = JSONItemReader(limits: limits, keepsArrayWhole: { _ in true }, read: readBytes(of: text))
    return try? reader.next()?.document
  }
}
