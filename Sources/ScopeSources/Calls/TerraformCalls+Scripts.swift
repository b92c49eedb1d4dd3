import ScopeValues

extension TerraformCalls {
  /// The commands that a file's resources run where Terraform runs, each where it stands; what Terraform fills in is a
  /// variable of its own, with its value where the file says it.
  ///
  /// Source: the documentation of Terraform's provisioner local-exec.
  package static func scripts(_ source: SourceText) -> [(outline: Outline, language: String)] {
    guard !source.path.hasSuffix(".json"), source.mentions("local-exec"), source.mentions("graph") else { return [] }
    let whole = TerraformParser.outline(source)
    var known: [Statement] = []
    var shell: [Range<Int>] = []
    var powerShell: [Range<Int>] = []
    for statement in whole.statements {
      guard case .block(let block) = statement.kind else { continue }
      let labels = block.labels.map(TerraformModule.label)
      if block.type == "locals" {
        known += block.body.compactMap { value in attribute(value).map { variable("local", $0.name, $0.value) } }
      } else if block.type == "variable", let name = labels.first {
        known += block.body.compactMap { value in
          guard let (key, expression) = attribute(value), key == "default" else { return nil }
          return variable("var", name, expression)
        }
      }
      guard block.type == "resource" else { continue }
      for case .block(let inner) in block.body.map(\.kind)
      where inner.type == "provisioner" && inner.labels.map(TerraformModule.label).contains("local-exec") {
        guard let command = value(inner, "command"), let range = text(of: command) else { continue }
        let interpreter = value(inner, "interpreter").map { source.string($0.span).lowercased() } ?? ""
        if interpreter.contains("pwsh") || interpreter.contains("powershell") {
          powerShell.append(range)
        } else {
          shell.append(range)
        }
      }
    }
    var result: [(outline: Outline, language: String)] = []
    if !shell.isEmpty {
      let outline = ShellParser.outline(blanked(source, shell))
      result.append((joined(known, outline), "shell"))
    }
    if !powerShell.isEmpty {
      let outline = PowerShellParser.outline(blanked(source, powerShell))
      result.append((joined(known, outline), "powershell"))
    }
    return result
  }

  private static func joined(_ known: [Statement], _ outline: Outline) -> Outline {
    Outline(source: outline.source, statements: known + outline.statements, comments: [], faults: outline.faults)
  }

  private static func variable(_ owner: String, _ name: String, _ value: Expression) -> Statement {
    let target = Expression(.name(owner + "_" + name), value.span)
    // Known everywhere, wherever it is written.
    return Statement(.assignment(Assignment(target: target, value: value)), SourceSpan(0..<0))
  }

  /// The bytes of a text without its quotes.
  private static func text(of value: Expression) -> Range<Int>? {
    guard case .text(let parts) = value.kind, !parts.isEmpty else { return nil }
    func span(_ part: TextPart) -> SourceSpan {
      switch part {
      case .literal(_, let span): span
      case .hole(let inner): inner.span
      }
    }
    var start = Int(span(parts[0]).start)
    var end = Int(span(parts[parts.count - 1]).end)
    // `${` before a value that comes first, and `}` behind one that comes last.
    if case .hole = parts[0] { start = max(start - 2, 0) }
    if case .hole? = parts.last { end += 1 }
    return start < end ? start..<end : nil
  }

  /// The text with everything else blanked, and with `${local.root}` as `${local_root}`.
  private static func blanked(_ source: SourceText, _ ranges: [Range<Int>]) -> SourceText {
    var bytes = source.bytes.map { $0 == ASCII.lineFeed ? $0 : ASCII.space }
    for range in ranges where range.upperBound <= bytes.count {
      bytes.replaceSubrange(range, with: source.bytes[range])
      var isHole = false
      var index = range.lowerBound
      while index < range.upperBound {
        if bytes[index] == ASCII.dollar, index + 1 < range.upperBound, bytes[index + 1] == ASCII.openBrace {
          isHole = true
          index += 1
        } else if bytes[index] == ASCII.closeBrace {
          isHole = false
        } else if isHole, !bytes[index].isWordPart {
          bytes[index] = ASCII.underscore
        } else if bytes[index] == ASCII.backslash, index + 1 < range.upperBound, bytes[index + 1] == ASCII.quote {
          bytes[index] = ASCII.space
        }
        index += 1
      }
    }
    return SourceText(inPlaceOf: source, bytes: bytes)
  }
}
