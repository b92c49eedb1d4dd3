import ScopeValues

/// The places of a format string: `{0}`, `{}`, `{name}`, `%s`, `%1$s`, `%v`.
enum FormatPlaces {
  enum Part {
    case literal(String)
    case place(Int?, name: String?)
  }

  static func parts(_ format: String) -> [Part] {
    let bytes = Array(format.utf8)
    var parts: [Part] = []
    var literal: [UInt8] = []
    var index = 0
    func isDigit(_ byte: UInt8) -> Bool { byte.isASCIIDigit }
    func flush() {
      if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.openBrace, index + 1 < bytes.count,
        let close = bytes[index...].prefix(40).firstIndex(of: ASCII.closeBrace)
      {
        if bytes[index + 1] == ASCII.openBrace {
          literal.append(byte)
          index += 2
          continue
        }
        let inner = String(
          decoding: bytes[index + 1..<close].prefix { $0 != ASCII.colon && $0 != ASCII.comma }, as: UTF8.self)
        flush()
        parts.append(.place(Int(inner), name: inner.isEmpty || Int(inner) != nil ? nil : inner))
        index = close + 1
      } else if byte == ASCII.percent, index + 1 < bytes.count {
        var next = index + 1
        var number: Int?
        if bytes[next] == ASCII.openParenthesis,
          let close = bytes[next...].prefix(40).firstIndex(of: ASCII.closeParenthesis), close + 1 < bytes.count
        {
          // Python's `%(name)s`.
          flush()
          parts.append(.place(nil, name: String(decoding: bytes[next + 1..<close], as: UTF8.self)))
          index = close + 2
          continue
        }
        while next < bytes.count, isDigit(bytes[next]) { next += 1 }
        if next < bytes.count, bytes[next] == ASCII.dollar, next > index + 1 {
          number = Int(String(decoding: bytes[index + 1..<next], as: UTF8.self)).map { $0 - 1 }
          next += 1
        } else {
          next = index + 1
        }
        if next < bytes.count,
          [UInt8(ascii: "s"), UInt8(ascii: "v"), UInt8(ascii: "d"), UInt8(ascii: "q"), UInt8(ascii: "S")].contains(
            bytes[next])
        {
          flush()
          parts.append(.place(number, name: nil))
          index = next + 1
        } else {
          literal.append(byte)
          index += bytes[index + 1] == ASCII.percent ? 2 : 1
        }
      } else {
        literal.append(byte)
        index += 1
      }
    }
    flush()
    return parts
  }
}
