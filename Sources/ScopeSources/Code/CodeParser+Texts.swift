import ScopeValues

extension CodeParser {
  /// A string literal; of Python all that stand in a row.
  mutating func text() -> Expression {
    let start = at
    var parts: [TextPart] = []
    while kind == .textOpen {
      let end = match(at)
      let isRaw = list[at].flag
      let isFormat = isVerbatim(at)
      at += 1
      while at < end {
        switch kind {
        case .text:
          let raw = string(at)
          parts.append(.literal(list[at].flag ? unescaped(raw, isRaw, isFormat) : raw, span))
          at += 1
        case .open:
          let close = match(at)
          at += 1
          let outer = bracesAreBlocks
          bracesAreBlocks = false
          let value = at < close ? expression() : Expression(.unknown, span)
          bracesAreBlocks = outer
          parts.append(.hole(value))
          at = max(close, at)
          if at == close { at += 1 }
        default: at += 1
        }
      }
      at = end + 1
      guard language == .python else { break }
    }
    return Expression(.text(parts), span(from: start))
  }

  /// Whether quotes are doubled in the literal, as in C#'s `@"…"`.
  private func isVerbatim(_ index: Int) -> Bool { language == .csharp && string(index).contains("@") }

  private func unescaped(_ text: String, _ isRaw: Bool, _ doublesQuotes: Bool) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == ASCII.backslash, !isRaw {
        index += 2
        switch next {
        case UInt8(ascii: "n"): result.append(ASCII.lineFeed)
        case UInt8(ascii: "t"): result.append(ASCII.tab)
        case UInt8(ascii: "r"): result.append(ASCII.carriageReturn)
        case ASCII.lineFeed: break
        case UInt8(ascii: "u"), UInt8(ascii: "x"):
          let length = next == UInt8(ascii: "u") ? 4 : 2
          let digits = bytes[min(index, bytes.count)..<min(index + length, bytes.count)]
          if digits.count == length, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
          {
            result += Array(String(Character(scalar)).utf8)
            index += length
          } else {
            result.append(next)
          }
        default: if next != 0 { result.append(next) }
        }
      } else if byte == next,
        byte == ASCII.openBrace || byte == ASCII.closeBrace || byte == ASCII.quote && doublesQuotes
      {
        result.append(byte)
        index += 2
      } else {
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
