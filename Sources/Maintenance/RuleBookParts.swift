import ScopeValues

/// Takes some members out of every record of the compiled rule book.
enum RuleBookParts {
  /// The records with the members that are wanted and no others, in their order.
  ///
  /// - Parameter book: compact objects in an array, as ``GeneratedFiles/records(in:)`` makes it.
  static func select(_ book: [UInt8], where isWanted: (String) -> Bool) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var quotes = JSONQuotes()
    // The member of a record that is being read, with its comma or brace in front, and its name once that is read.
    var member: [UInt8] = []
    var name: String?
    var isFirst = true
    func flush() {
      if let known = name, isWanted(known) {
        if !isFirst { result.append(ASCII.comma) }
        result += member
        isFirst = false
      }
      member = []
      name = nil
    }
    for byte in book {
      let isInRecord = depth >= 2
      if !quotes.isWithin(byte) {
        switch byte {
        case ASCII.openBrace, ASCII.openBracket: depth += 1
        case ASCII.closeBrace, ASCII.closeBracket: depth -= 1
        default: break
        }
        if depth == 1, isInRecord {
          flush()
          result.append(byte)
          continue
        }
        if depth == 2, !isInRecord {
          isFirst = true
          result.append(byte)
          continue
        }
        if depth == 2, byte == ASCII.comma {
          flush()
          continue
        }
        if depth == 2, byte == ASCII.colon, name == nil {
          name = String(decoding: member.dropFirst().dropLast(), as: UTF8.self)
        }
      }
      if isInRecord { member.append(byte) } else { result.append(byte) }
    }
    return result
  }
}
