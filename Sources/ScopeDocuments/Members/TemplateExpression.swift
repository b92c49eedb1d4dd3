import ScopeValues

/// An expression of a deployment template, taken apart: `[variables('ids').graph]`, `[filter(…)[0].id]`.
///
/// Source of the grammar: Azure Resource Manager's template expression language; functions are not run, only those are
/// understood whose value the template itself tells.
indirect enum TemplateExpression: Equatable {
  case text(String)
  case number(Int)
  case call(String, [TemplateExpression])
  case property(TemplateExpression, String)
  case element(TemplateExpression, TemplateExpression)

  /// - Parameter source: what stands between the outer brackets; nil where it is no expression of a bearable size.
  init?(_ source: some StringProtocol) {
    guard source.utf8.count <= 4_096 else { return nil }
    var parser = TemplateExpressionParser(Array(source.utf8))
    guard let expression = parser.expression(depth: 0), parser.isAtEnd else { return nil }
    self = expression
  }

  /// What a condition compares a member of its variable with: the name by which `filter` picks an entry.
  ///
  /// Only where every entry that fits has it: an `and` may ask for more, an `or` lets others in.
  func compared(with member: String) -> TemplateExpression? {
    guard case .call(let name, let arguments) = self else { return nil }
    switch name {
    case "and": return arguments.lazy.compactMap { $0.compared(with: member) }.first
    case "equals":
      guard arguments.count == 2 else { return nil }
      for (left, right) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
        guard case .property(.call("lambdavariables", _), let property) = left.plain, property.lowercased() == member
        else { continue }
        return right.plain
      }
      return nil
    default: return nil
    }
  }

  /// Without a change of letter case around it.
  private var plain: TemplateExpression {
    guard case .call("tolower", let arguments) = self, arguments.count == 1 else { return self }
    return arguments[0]
  }
}

/// Takes the text of a template expression apart.
private struct TemplateExpressionParser {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return offset == bytes.count
    }
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func expression(depth: Int) -> TemplateExpression? {
    guard depth < 32, var value = primary(depth: depth) else { return nil }
    while true {
      skipSpace()
      switch current {
      case ASCII.point:
        offset += 1
        if current == ASCII.question { offset += 1 }
        guard let name = word() else { return nil }
        value = .property(value, name)
      case ASCII.openBracket:
        offset += 1
        guard let index = expression(depth: depth + 1), take(ASCII.closeBracket) else { return nil }
        if case .text(let name) = index { value = .property(value, name) } else { value = .element(value, index) }
      default: return value
      }
    }
  }

  private mutating func primary(depth: Int) -> TemplateExpression? {
    skipSpace()
    guard let first = current else { return nil }
    switch first {
    case ASCII.apostrophe: return text().map(TemplateExpression.text)
    case ASCII.hyphen, ASCII.digits:
      let start = offset
      offset += 1
      while let byte = current, byte.isASCIIDigit { offset += 1 }
      return Int(String(decoding: bytes[start..<offset], as: UTF8.self)).map(TemplateExpression.number)
    default: break
    }
    guard var name = word()?.lowercased() else { return nil }
    // Functions of one's own stand in a namespace.
    while current == ASCII.point {
      offset += 1
      guard let next = word() else { return nil }
      name += "." + next.lowercased()
    }
    guard take(ASCII.openParenthesis) else { return nil }
    var arguments: [TemplateExpression] = []
    if take(ASCII.closeParenthesis) { return .call(name, arguments) }
    while true {
      guard let argument = expression(depth: depth + 1) else { return nil }
      arguments.append(argument)
      if take(ASCII.closeParenthesis) { return .call(name, arguments) }
      guard take(ASCII.comma) else { return nil }
    }
  }

  /// A text in single quotes; a quote in it is doubled.
  private mutating func text() -> String? {
    offset += 1
    var content: [UInt8] = []
    while let byte = current {
      offset += 1
      guard byte == ASCII.apostrophe else {
        content.append(byte)
        continue
      }
      guard current == ASCII.apostrophe else { return String(decoding: content, as: UTF8.self) }
      offset += 1
      content.append(byte)
    }
    return nil
  }

  private mutating func word() -> String? {
    let start = offset
    while let byte = current {
      switch byte {
      case ASCII.digits, ASCII.capitals, ASCII.smallLetters, ASCII.underscore:
        offset += 1
      default: return start == offset ? nil : String(decoding: bytes[start..<offset], as: UTF8.self)
      }
    }
    return start == offset ? nil : String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard current == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current,
      byte == ASCII.space || byte == ASCII.tab || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    { offset += 1 }
  }
}
