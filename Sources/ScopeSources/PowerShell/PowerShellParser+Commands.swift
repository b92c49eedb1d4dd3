import ScopeValues

// Pipelines, commands and their arguments.
extension PowerShellParser {
  mutating func pipeline() -> Expression {
    let start = cursor.token.span
    var stages = [stage()]
    while true {
      var ahead = cursor
      // A line may begin with the bar.
      ahead.skipNewlines()
      guard ahead.has("|") else { break }
      cursor = ahead
      cursor.index += 1
      cursor.skipNewlines()
      if cursor.isAtEnd { break }
      stages.append(stage())
    }
    return stages.count == 1 ? stages[0] : Expression(.pipeline(stages), cursor.span(from: start))
  }

  private mutating func stage() -> Expression {
    if cursor.kind == .word { return command() }
    if cursor.has("&") || cursor.has(".") {
      cursor.index += 1
      return command()
    }
    let value = operation(level: 0)
    while cursor.has(">") || cursor.has(">>") { skipRedirection() }
    return value
  }

  private mutating func skipRedirection() {
    cursor.index += 1
    if cursor.has("&") || cursor.has("&1") { cursor.index += 1 } else if !endsArgument { _ = argumentValue() }
  }

  private var endsArgument: Bool { endsStatement || cursor.has("|") }

  private mutating func command() -> Expression {
    let start = cursor.token.span
    let name: Expression
    if cursor.kind == .word {
      name = Expression(.name(cursor.string), start)
      cursor.index += 1
    } else {
      name = value()
    }
    let isNative = Self.native.contains(Self.commandName(name))
    var arguments: [Argument] = []
    while !endsArgument {
      let before = cursor.index
      if let argument = argument(isNative: isNative) { arguments.append(argument) }
      if cursor.index == before { cursor.skip() }
    }
    let span = cursor.span(from: start)
    return Expression(.chain(name, [Access(.call(arguments), span)]), span)
  }

  private static let native: Set<String> = ["az", "m365", "curl", "jq", "az.cmd"]

  static func commandName(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): return name.lowercased()
    case .text(let parts):
      guard parts.count == 1, case .literal(let text, _) = parts[0] else { return "" }
      return text.lowercased()
    default: return ""
    }
  }

  private mutating func argument(isNative: Bool) -> Argument? {
    let span = cursor.token.span
    if cursor.has(">") || cursor.has(">>") {
      let label = cursor.string
      cursor.index += 1
      if cursor.has("&") || cursor.has("&1") {
        cursor.index += 1
        return nil
      }
      guard !endsArgument else { return nil }
      return Argument(label: label, value: argumentValue(), span: cursor.span(from: span))
    }
    if cursor.kind == .symbol, !cursor.has(",") {
      cursor.index += 1
      return nil
    }
    if cursor.kind == .variable, cursor.string.hasPrefix("@") {
      let value = Expression(.name(Self.name(cursor.string)), span)
      cursor.index += 1
      return Argument(value: value, isSpread: true, span: span)
    }
    if !isNative, cursor.kind == .word, let label = parameterName(cursor.string) {
      cursor.index += 1
      if let colon = label.firstIndex(of: ":") {
        // `-Method:Delete`, in one word.
        let value = String(label[label.index(after: colon)...])
        // Bytes that are no UTF-8 are longer as text than in the file.
        let place = SourceSpan(
          start: max(span.start, span.end - min(span.end, UInt32(value.utf8.count))), end: span.end)
        return Argument(
          label: String(label[..<colon]), value: Expression(.text([.literal(value, place)]), place), span: span)
      }
      return Argument(label: label, value: parameterValue(span), span: cursor.span(from: span))
    }
    if cursor.kind == .word, isNative, ["2", "1"].contains(cursor.string), cursor.has(">", ahead: 1) {
      cursor.index += 1
      return nil
    }
    return Argument(value: argumentValue(), span: cursor.span(from: span))
  }

  /// The value after a parameter; true for a switch.
  private mutating func parameterValue(_ span: SourceSpan) -> Expression {
    let isSwitch =
      endsArgument || cursor.kind == .symbol
      || cursor.kind == .word && !cursor.isAdjacent && parameterName(cursor.string) != nil
      || cursor.kind == .variable && cursor.string.hasPrefix("@")
    return isSwitch ? Expression(.boolean(true), span) : argumentValue()
  }

  /// `-Name` or `-Name:` with any dash; nil for a number or any other word.
  private func parameterName(_ word: String) -> String? {
    guard let first = word.unicodeScalars.first, "-\u{2013}\u{2014}\u{2015}".unicodeScalars.contains(first) else {
      return nil
    }
    let name = word.unicodeScalars.dropFirst()
    guard let letter = name.first, letter.properties.isAlphabetic || letter == "_" else { return nil }
    return String(String.UnicodeScalarView(name.last == ":" ? name.dropLast() : name))
  }

  /// One argument, or several with commas between them.
  private mutating func argumentValue() -> Expression {
    let start = cursor.token.span
    var values = [singleArgument()]
    while cursor.has(",") {
      cursor.index += 1
      cursor.skipNewlines()
      guard !endsArgument else { break }
      values.append(singleArgument())
    }
    return values.count == 1 ? values[0] : Expression(.list(values), cursor.span(from: start))
  }

  /// What stands without a space between: words, texts and variables that make one text.
  private mutating func singleArgument() -> Expression {
    let start = cursor.token.span
    var pieces = [argumentPiece()]
    while !endsArgument, cursor.isAdjacent, cursor.kind != .symbol, cursor.kind != .close {
      if cursor.kind == .word, cursor.string == ".", cursor.kind(ahead: 1) == .textOpen,
        !isText(pieces[pieces.count - 1])
      {
        // `$page.'@odata.nextLink'`
        cursor.index += 1
        let name = primary()
        if case .text(let parts) = name.kind, parts.count == 1, case .literal(let text, _) = parts[0] {
          Self.extend(&pieces[pieces.count - 1], by: Access(.member(text), name.span))
        }
      } else if cursor.kind == .word, cursor.string.hasPrefix("."), !isText(pieces[pieces.count - 1]) {
        for step in memberSteps() { Self.extend(&pieces[pieces.count - 1], by: step) }
      } else if cursor.has("("), isChain(pieces[pieces.count - 1]) {
        let step = call()
        Self.extend(&pieces[pieces.count - 1], by: step)
      } else if cursor.has("["), !isText(pieces[pieces.count - 1]) {
        let step = index()
        Self.extend(&pieces[pieces.count - 1], by: step)
      } else {
        pieces.append(argumentPiece())
      }
    }
    if pieces.count == 1 { return pieces[0] }
    let parts = pieces.flatMap { piece -> [TextPart] in
      if case .text(let parts) = piece.kind { parts } else { [.hole(piece)] }
    }
    return Expression(.text(parts), cursor.span(from: start))
  }

  private func isText(_ expression: Expression) -> Bool { if case .text = expression.kind { true } else { false } }
  private func isChain(_ expression: Expression) -> Bool { if case .chain = expression.kind { true } else { false } }

  private mutating func argumentPiece() -> Expression {
    guard cursor.kind == .word else { return primary() }
    let span = cursor.token.span
    let word = cursor.string
    cursor.index += 1
    return Expression(.text([.literal(word.contains("`") ? word.filter { $0 != "`" } : word, span)]), span)
  }

  /// `.Name.Other[0]` after a variable, which is one word to the lexer.
  private mutating func memberSteps() -> [Access] {
    let span = cursor.token.span
    var steps: [Access] = []
    for part in cursor.string.dropFirst().split(separator: ".", omittingEmptySubsequences: true) {
      let name = part.prefix { $0 != "[" }
      if !name.isEmpty { steps.append(Access(.member(String(name)), span)) }
      for index in part.dropFirst(name.count).split(whereSeparator: { $0 == "[" || $0 == "]" }) {
        steps.append(Access(.index(Expression(.number(String(index)), span)), span))
      }
    }
    cursor.index += 1
    return steps
  }
}
