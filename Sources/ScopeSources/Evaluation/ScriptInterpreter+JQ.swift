import ScopeValues

// What jq makes of what the directory answered, and of JSON that a script builds.
extension ScriptInterpreter {
  /// What `jq` answers, where its program is one of those that scripts build or look up permissions with; nil for any
  /// other.
  func selected(_ command: ScriptCommand) -> SourceValue? {
    let call = JQCall(command.words)
    guard let program = call.program, let text = program.text({ _ in "*" }) else { return command.input }
    switch command.input?.shape {
    case .lookup(.principal(let resource))?: return permission(of: resource, nil, call, program, text)
    case .lookup(.permissions(let resource, let type))?: return permission(of: resource, type, call, program, text)
    // Any other answer still leads to its declaration.
    case .lookup?: return command.input
    default: break
    }
    let trimmed = text.drop { $0.isWhitespace }
    if trimmed.hasPrefix("[") || trimmed.hasPrefix("{") {
      guard call.isNull || command.input == nil else { return nil }
      return EmbeddedJSON.read(call.filled(program, from: 0))
    }
    // `. + [ … ]`, `. += [ … ]`
    guard trimmed.first == ".", let input = command.input ?? command.argument("<<<", "<<") else { return nil }
    let sign = trimmed.dropFirst().drop { $0.isWhitespace }
    guard sign.first == "+" else { return nil }
    let rest = sign.dropFirst(sign.hasPrefix("+=") ? 2 : 1)
    guard let old = EmbeddedJSON.read(input) ?? (input.text == nil ? input : nil),
      let new = EmbeddedJSON.read(call.filled(program, from: text.utf8.count - rest.utf8.count))
    else { return nil }
    return sum(old, new, command.origin.span)
  }

  /// `.appRoles[] | select(.value == $name) | .id`
  private func permission(
    of resource: SourceValue, _ known: Lookup.PermissionType?, _ call: JQCall, _ program: SourceValue, _ text: String
  ) -> SourceValue {
    let lower = text.lowercased()
    let type =
      known ?? (lower.contains("approles") ? .role : lower.contains("oauth2permission") ? .scope : nil)
    guard let type else { return SourceValue(.lookup(.principal(resource: resource)), program.origin) }
    let parts = program.split { $0 == ASCII.quote || $0 == ASCII.apostrophe }
    for (index, part) in parts.enumerated() {
      let head = part.text({ _ in "*" })?.filter { !$0.isWhitespace } ?? ""
      var name: SourceValue?
      if head.lowercased().hasSuffix("value=="), parts.indices.contains(index + 1) {
        name = parts[index + 1]
      } else if let mark = Self.end(of: "value==$", in: head) {
        name = call.values[String(head[mark...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })]
      }
      if let name {
        return SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), name.origin)
      }
    }
    return SourceValue(.lookup(.permissions(resource: resource, type: type)), program.origin)
  }

  private static func end(of wanted: String, in text: String) -> String.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].lowercased().hasPrefix(wanted) { return text.index(start, offsetBy: wanted.count) }
      start = text.index(after: start)
    }
    return nil
  }
}

/// The words of a call of jq.
private struct JQCall {
  var program: SourceValue?
  /// Whether it reads no input: `-n`.
  var isNull = false
  /// What `--arg` and `--argjson` give, by name.
  var values: [String: SourceValue] = [:]
  /// Of them those that are JSON.
  private var json: Set<String> = []

  init(_ words: [SourceValue]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      let text = word.text ?? ""
      switch text {
      case "--arg", "--argjson", "--slurpfile", "--rawfile":
        guard let name = rest.popFirst()?.text, let value = rest.popFirst() else { return }
        values[name] = value
        if text != "--arg" { json.insert(name) }
      case "--null-input": isNull = true
      case _ where text.hasPrefix("-") && text.count > 1:
        if !text.hasPrefix("--"), text.contains("n") { isNull = true }
      default: if program == nil { program = word }
      }
    }
  }

  /// The program from a byte on, with `$name` replaced by what it is given.
  func filled(_ program: SourceValue, from start: Int) -> SourceValue {
    guard case .text(let pieces) = program.shape else { return program }
    var result: [ValuePiece] = []
    var passed = 0
    for piece in pieces {
      guard case .literal(let text, let place) = piece else {
        if passed >= start { result.append(piece) }
        passed += 1
        continue
      }
      let bytes = Array(text.utf8)
      var from = min(max(start - passed, 0), bytes.count)
      passed += bytes.count
      var index = from
      while index < bytes.count {
        guard bytes[index] == ASCII.dollar else {
          index += 1
          continue
        }
        var end = index + 1
        while end < bytes.count, bytes[end].isWordPart { end += 1 }
        let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
        if let value = values[name] {
          if index > from { result.append(.slice(bytes[from..<index], of: bytes, place)) }
          let quote = ValuePiece.literal(
            "\"", SourceOrigin(place.source, SourceSpan(start: place.span.start, end: place.span.start)))
          let inner = value.pieces ?? [.hole(value.hole ?? Hole("$" + name, .unsupported, place))]
          result += json.contains(name) ? inner : value.hole == nil ? [quote] + inner + [quote] : inner
          from = end
        }
        index = end
      }
      if from < bytes.count { result.append(.slice(bytes[from...], of: bytes, place)) }
    }
    return SourceValue.text(result, at: program.origin)
  }
}
