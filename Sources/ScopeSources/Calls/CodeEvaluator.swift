import ScopeValues

/// Works out what expressions of a project may come to: bounded in depth, in steps and in values, so that every answer
/// ends, and what is beyond the bounds is a hole that says so.
final class CodeEvaluator {
  let project: CodeProject
  /// Steps left of the question under way.
  var steps = 0
  var depth = 0
  /// Names that are being looked up, each with its order, so that circles end.
  var underWay: [SiteKey: Int] = [:]
  /// What was worked out before, and what the value under way depends on.
  var memory = EvaluatorMemory()
  /// Where found calls go while a chain is read for its own calls; nil while it is read for its value.
  var found: [FoundCall] = []
  /// The entry of a table that a variable stands for, while entries are read one by one.
  var entry: (name: String, value: CodeValue)?

  /// What addresses are relative to in types that derive from a library's client.
  var derivedBases: [String: [CodePiece]?] = [:]

  static let stepLimit = 4_000
  static let depthLimit = 24

  struct SiteKey: Hashable {
    var file: Int
    var scope: Int
    var name: String
    var position: UInt32
  }

  init(_ project: CodeProject) { self.project = project }

  /// Asks anew: every question has all its steps.
  func values(_ expression: Expression, at place: CodePlace) -> [CodeValue] {
    steps = Self.stepLimit
    return evaluate(expression, place)
  }

  func evaluate(_ expression: Expression, _ place: CodePlace) -> [CodeValue] {
    guard steps > 0, depth < Self.depthLimit else {
      memory.cuts += 1
      return [.hole(CodeHole(reason: .limit, name: ""))]
    }
    steps -= 1
    depth += 1
    memory.work += 1
    if depth > memory.deepest { memory.deepest = depth }
    defer { depth -= 1 }
    switch expression.kind {
    case .text(let parts): return text(parts, place)
    case .number(let number): return [.text([.literal(number)])]
    case .boolean(let flag): return [.text([.literal(flag ? "true" : "false")])]
    case .null: return []
    case .name(let name): return self.name(name, place)
    case .list(let values): return [.list(values.prefix(256).flatMap { elements(of: $0, place) })]
    case .object(let members): return [object(members, place)]
    case .chain(let base, let steps): return chain(base, steps, expression.span, place, emits: false)
    case .operation(let first, let operands): return operation(first, operands, place)
    case .prefixed(let sign, let inner):
      if ["!", "not", "-not", "-", "typeof", "~", "["].contains(sign) { return [unknown(expression, place)] }
      guard sign == Expression.entered else { return evaluate(inner, place) }
      return evaluate(inner, place).flatMap { value in if case .list(let elements) = value { elements } else { [value] }
      }
    case .conditional(let condition, let then, let other):
      return picked(by: condition, evaluate(then, place), evaluate(other, place), place)
    case .comprehension(let comprehension):
      // Its variables are bound within it.
      var inner = place
      inner.position = max(place.position, expression.span.end)
      return [.list(evaluate(comprehension.value, inner))]
    case .function(let function):
      guard let number = project.files[place.file].functionAt[function.span.start] else { return [] }
      return [.function(project.functionID(place.file, number))]
    case .pipeline(let stages): return pipeline(stages, place)
    case .block(let statements):
      for statement in statements.reversed() {
        if case .expression(let value) = statement.kind { return evaluate(value, place) }
        if case .result(let value?) = statement.kind { return evaluate(value, place) }
        if case .branch(let branches) = statement.kind {
          if branches.count == 2, let condition = branches[0].condition, branches[1].condition == nil,
            case .expression(let then)? = branches[0].body.last?.kind,
            case .expression(let other)? = branches[1].body.last?.kind
          {
            return picked(by: condition, evaluate(then, place), evaluate(other, place), place)
          }
          return limited(
            branches.flatMap { branch -> [CodeValue] in
              if case .expression(let value)? = branch.body.last?.kind { return evaluate(value, place) }
              return []
            })
        }
      }
      return []
    case .unknown: return [unknown(expression, place)]
    }
  }

  /// What an element of a list literal adds to it: of a spread one its own elements.
  private func elements(of element: Expression, _ place: CodePlace) -> [CodeValue] {
    guard case .prefixed(Expression.spread, let inner) = element.kind else { return evaluate(element, place) }
    return evaluate(inner, place).flatMap { value in if case .list(let own) = value { own } else { [value] } }
  }

  func unknown(_ expression: Expression, _ place: CodePlace) -> CodeValue {
    let text = project.files[place.file].source.string(expression.span)
    return .hole(.unknown(String(text.prefix(60))))
  }

  func limited(_ values: [CodeValue]) -> [CodeValue] {
    guard values.count > 1 else { return values }
    var seen: Set<String> = []
    var result: [CodeValue] = []
    for value in values {
      if let text = value.text, !seen.insert(text).inserted { continue }
      result.append(value)
      if result.count > CodeValue.limit { return [.hole(CodeHole(reason: .limit, name: ""))] }
    }
    return result
  }

  // MARK: Texts

  private func text(_ parts: [TextPart], _ place: CodePlace) -> [CodeValue] {
    var texts: [[CodePiece]] = [[]]
    for part in parts.prefix(512) {
      switch part {
      case .literal(let literal, _): for index in texts.indices { texts[index].append(.literal(literal)) }
      case .hole(let inner): texts = joined(texts, pieces(evaluate(inner, place), inner, place))
      }
    }
    return texts.map { .text($0) }
  }

  /// What values are within a text: their pieces, or a hole.
  func pieces(_ values: [CodeValue], _ expression: Expression, _ place: CodePlace) -> [[CodePiece]] {
    let pieces = values.compactMap(\.pieces)
    if !pieces.isEmpty { return pieces }
    guard let hole = unknown(expression, place).pieces else { return [] }
    return [hole]
  }

  func joined(_ left: [[CodePiece]], _ right: [[CodePiece]]) -> [[CodePiece]] {
    if right.isEmpty { return left }
    guard left.count * right.count <= CodeValue.limit else {
      return [[.hole(CodeHole(reason: .limit, name: "more than \(CodeValue.limit) values"))]]
    }
    return left.flatMap { first in right.map { first + $0 } }
  }

  // MARK: Operators

  private func operation(_ first: Expression, _ operands: [Operand], _ place: CodePlace) -> [CodeValue] {
    var value = evaluate(first, place)
    for operand in operands.prefix(512) {
      switch operand.sign {
      case "+":
        let right = evaluate(operand.value, place)
        if case .list(let left)? = value.first {
          var all = left
          for other in right {
            if case .list(let more) = other { all += more } else { all.append(other) }
          }
          value = [.list(Array(all.prefix(256)))]
        } else if case .object(let left)? = value.first, case .object(let more)? = right.first {
          value = [.object(left + more)]
        } else {
          value = joined(pieces(value, first, place), pieces(right, operand.value, place)).map { .text($0) }
        }
      case "??", "||", "or", "?:", "-or", "${:-", "${-", "${:=", "${=":
        value = alternative(value, evaluate(operand.value, place))
      case "&&", "and": value = evaluate(operand.value, place)
      case "-f": value = formatted(value, evaluate(operand.value, place), operand.value, place)
      case "%": value = formatted(value, evaluate(operand.value, place), operand.value, place)
      case "/":
        let right = pieces(evaluate(operand.value, place), operand.value, place)
        value = joined(joined(pieces(value, first, place), [[.literal("/")]]), right).map { .text($0) }
      case "-replace", "-ireplace", "-creplace":
        if case .list(let words)? = evaluate(operand.value, place).first, let changed = replaced(value, words) {
          value = changed
        }
      case "-as": break
      case "-join":
        let separators = evaluate(operand.value, place).compactMap(\.text)
        value = value.flatMap { left -> [CodeValue] in
          guard case .list(let elements) = left else { return [left] }
          return separators.map { .text(list(elements, $0)) }
        }
      case "-split": value = [.hole(.unknown("-split"))]
      default: value = [.hole(.unknown(operand.sign))]
      }
    }
    return limited(value)
  }

  /// `"{0}/x" -f a`, `String.format("%s", a)`, `"%s" % a`, `"{}".format(a)`.
  func formatted(
    _ formats: [CodeValue], _ values: [CodeValue], _ expression: Expression, _ place: CodePlace
  ) -> [CodeValue] {
    var arguments: [[[CodePiece]]] = []
    if case .list(let expressions) = expression.kind {
      // Each by itself: one that may be several stands in one place.
      arguments = expressions.prefix(64).map { pieces(evaluate($0, place), $0, place) }
    } else {
      for value in values {
        if case .list(let elements) = value {
          for element in elements { arguments.append(pieces([element], expression, place)) }
        } else if let pieces = value.pieces {
          arguments.isEmpty ? arguments.append([pieces]) : arguments[0].append(pieces)
        }
      }
    }
    var named: [String: [[CodePiece]]] = [:]
    for case .object(let members) in values {
      for member in members { named[member.key] = pieces([member.value], expression, place) }
    }
    if arguments.isEmpty { arguments = [pieces([], expression, place)] }
    return formats.flatMap { format -> [CodeValue] in
      guard let pieces = format.pieces else { return [] }
      return self.format(pieces, arguments, named: named).map { .text($0) }
    }
  }

  /// Puts arguments, each with its possibilities, into a format's places.
  func format(
    _ pieces: [CodePiece], _ arguments: [[[CodePiece]]], named: [String: [[CodePiece]]] = [:]
  ) -> [[CodePiece]] {
    var texts: [[CodePiece]] = [[]]
    var next = 0
    for piece in pieces {
      guard case .literal(let literal) = piece else {
        for index in texts.indices { texts[index].append(piece) }
        continue
      }
      for part in FormatPlaces.parts(literal) {
        switch part {
        case .literal(let text): for index in texts.indices { texts[index].append(.literal(text)) }
        case .place(let number, let name):
          let position = number ?? next
          if number == nil, name == nil { next += 1 }
          if let name, let values = named[name] {
            texts = joined(texts, values)
          } else if name == nil, position < arguments.count {
            texts = joined(texts, arguments[position])
          } else {
            for index in texts.indices { texts[index].append(.hole(.unknown(name ?? "%s"))) }
          }
        }
      }
    }
    return texts
  }

  /// What a value is, or else another: a parameter keeps the other for callers that give nothing.
  private func alternative(_ left: [CodeValue], _ right: [CodeValue]) -> [CodeValue] {
    if left.count == 1, case .hole(var hole) = left[0] {
      if hole.isParameter {
        hole.fallback = right
        return [.hole(hole)]
      }
      // Of a setting and what holds without it the latter is known.
      if !right.isEmpty { return right }
    }
    return limited(left + right)
  }

  // MARK: Objects and pipelines

  /// Stands for the key of what is spread into an object and not known.
  static let rest = "..."

  private func object(_ members: [ObjectMember], _ place: CodePlace) -> CodeValue {
    var result: [(key: String, value: CodeValue)] = []
    for member in members.prefix(256) {
      if member.isSpread {
        for value in evaluate(member.value, place) {
          if case .object(let inner) = value { result += inner }
          // What a caller gives may hold any member.
          if case .hole(let hole) = value, hole.isParameter, hole.member == nil { result.append((Self.rest, value)) }
        }
        continue
      }
      guard let key = evaluate(member.key, place).first?.text else { continue }
      let values = evaluate(member.value, place)
      for value in values { result.append((key, value)) }
      if values.isEmpty { result.append((key, unknown(member.value, place))) }
    }
    return .object(result)
  }
}
