import ScopeValues

/// Reads the outline of a general-purpose language from its tokens: tolerant, linear, and never stuck.
///
/// It knows no grammar: what it does not understand it steps over, one token at a time. What it must find are the calls,
/// the texts, the assignments, and in which function and block they stand.
struct CodeParser {
  let list: TokenList
  let tokens: [Token]
  let language: CodeLanguage
  var at = 0
  var depth = 0
  var faults: [Outline.Fault] = []
  /// Assignments within an expression, to be written before its statement.
  var pending: [Statement] = []
  /// Variables that the parameters just read take apart.
  var unpacked: [Statement] = []
  /// Whether a brace after a name begins a block, as in the head of an `if` of Go.
  var bracesAreBlocks = false

  init(_ list: TokenList, _ language: CodeLanguage) {
    self.list = list
    tokens = list.tokens
    self.language = language
  }

  mutating func outline() -> Outline {
    let statements = language == .python ? pythonFile() : statements(until: tokens.count - 1)
    if let unclosed = list.unclosed { faults.append(.endsInside(unclosed)) }
    return Outline(source: list.source, statements: statements, comments: list.comments, faults: faults)
  }

  // MARK: Tokens

  var kind: Token.Kind { tokens[min(at, tokens.count - 1)].kind }
  var span: SourceSpan { tokens[min(at, tokens.count - 1)].span }
  var isAtEnd: Bool { at >= tokens.count - 1 }

  func kind(_ index: Int) -> Token.Kind { tokens[min(max(index, 0), tokens.count - 1)].kind }
  func match(_ index: Int) -> Int { Int(list[index].match) }
  func string(_ index: Int) -> String { list.string(index) }
  func spells(_ index: Int, _ text: StaticString) -> Bool { list.spells(index, text) }
  func spells(_ text: StaticString) -> Bool { list.spells(at, text) }

  /// The first byte of a token, to leap over comparisons that must fail.
  func first(_ index: Int) -> UInt8 {
    let start = Int(list[index].span.start)
    return start < list.source.bytes.count ? list.source.bytes[start] : 0
  }

  func isWord(_ index: Int) -> Bool { kind(index) == .word }
  func isOpen(_ index: Int, _ bracket: UInt8) -> Bool { kind(index) == .open && first(index) == bracket }
  @inline(__always) func isSymbol(_ index: Int, _ text: StaticString) -> Bool {
    kind(index) == .symbol && spells(index, text)
  }

  mutating func skipNewlines() { while kind == .newline { at += 1 } }

  /// The index of the next token that is no line end.
  func afterNewlines(_ index: Int) -> Int {
    var index = index
    while kind(index) == .newline { index += 1 }
    return index
  }

  /// Runs `read` unless brackets nest too deeply; then the token with all it holds is stepped over.
  mutating func nested<Result>(_ otherwise: Result, _ read: (inout Self) -> Result) -> Result {
    guard depth < Outline.maximumDepth else {
      if faults.count < 8 { faults.append(.tooDeep(span)) }
      at = max(at + 1, kind == .open || kind == .textOpen ? match(at) + 1 : at + 1)
      return otherwise
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  /// From a token's beginning to the end of the last token that was read.
  func span(from start: Int) -> SourceSpan { list[start].span.through(list[max(at - 1, start)].span) }

  // MARK: Types

  /// The token after generic arguments that open at `index`, or nil where `<` compares.
  func afterGenerics(_ index: Int) -> Int? {
    guard isSymbol(index, "<") || isSymbol(index, "<>") else { return nil }
    var depth = 0
    var next = index
    while next < min(index + 96, tokens.count - 1) {
      switch kind(next) {
      case .word, .number: break
      case .textOpen: next = match(next)
      case .open:
        guard first(next) != ASCII.openBrace || language.isScript else { return nil }
        guard first(next) != ASCII.openParenthesis || language != .csharp || true else { return nil }
        next = match(next)
      case .symbol:
        switch first(next) {
        case ASCII.less: depth += 1  // <
        case ASCII.greater:  // > and >=
          depth -= 1
          if depth == 0 { return spells(next, ">") ? next + 1 : nil }
        case ASCII.comma, ASCII.point, ASCII.question, ASCII.asterisk, ASCII.bar, ASCII.openBracket, ASCII.closeBracket:
          break
        case ASCII.ampersand: if spells(next, "&&") { return nil }
        case ASCII.equals: if !spells(next, "=>") && !spells(next, "=") { return nil }
        case ASCII.colon: break
        default: return nil
        }
      default: return nil
      }
      next += 1
    }
    return nil
  }

  /// The token after a type that begins at `index`, and its last name; nil where none does.
  func afterType(_ index: Int) -> (next: Int, name: String)? {
    var next = index
    guard isWord(next), !CodeWords.isNoType(list, next) else { return nil }
    var name = next
    next += 1
    while true {
      if isSymbol(next, ".") || isSymbol(next, "::"), isWord(next + 1) {
        name = next + 1
        next += 2
      } else if let after = afterGenerics(next) {
        next = after
      } else if isOpen(next, ASCII.openBracket), match(next) <= next + 3, kind(next + 1) != .textOpen,
        kind(next + 1) != .number
      {
        next = match(next) + 1
      } else if isSymbol(next, "?") || isSymbol(next, "*") || isSymbol(next, "...") {
        next += 1
      } else {
        return (next, string(name))
      }
    }
  }
}

/// Words that decide how a statement is read.
enum CodeWords {
  /// The name that a module's default export has here; no name of a program has a space.
  static let defaultExport = "export default"
  /// Stands for the member that a call of `version(…)` sets.
  static let versionCall = "version()"

  /// Whether a token is one of the words that begin no type.
  static func isNoType(_ list: TokenList, _ index: Int) -> Bool { has(list, index, notTypeSet) }

  static func isModifier(_ list: TokenList, _ index: Int) -> Bool { has(list, index, modifierSet) }

  /// Whether a token may be one of the words that ``CodeParser/control(_:)`` knows.
  static func mayControl(_ list: TokenList, _ index: Int) -> Bool { has(list, index, controlSet) }

  private static func has(_ list: TokenList, _ index: Int, _ words: WordSet) -> Bool {
    let span = list[index].span.bytes
    return list.source.bytes.withUnsafeBufferPointer { bytes in
      span.upperBound <= bytes.count && words.contains(bytes, span)
    }
  }

  private static let notTypeSet = WordSet(notTypes)
  private static let modifierSet = WordSet(modifiers)
  private static let controlSet = WordSet(controls)

  private static let controls: Set<String> = [
    "if", "while", "switch", "for", "foreach", "lock", "synchronized", "fixed", "select", "catch", "with", "else", "do",
    "try", "finally", "unsafe", "checked", "unchecked", "defer", "go", "return", "case", "default", "import", "package",
    "namespace", "using", "type", "func", "var", "const", "let", "function", "break", "continue", "goto", "fallthrough",
  ]

  /// Words that begin no type, so that what follows them is no declaration.
  static let notTypes: Set<String> = [
    "return", "await", "new", "throw", "yield", "else", "case", "goto", "in", "is", "as", "out", "ref", "typeof", "not",
    "if", "while", "for", "foreach", "switch", "do", "try", "catch", "finally", "delete", "void0", "when", "and", "or",
    "default", "break", "continue", "import", "package", "using", "namespace", "lock", "instanceof", "from", "select",
    "where", "with", "nameof", "sizeof", "assert",
  ]

  /// Those of them that a method of a type may be called by nevertheless: `void delete(String id)`.
  static let methodNames: Set<String> = [
    "delete", "when", "and", "or", "not", "from", "select", "where", "with", "is", "in", "as", "out", "ref", "lock",
    "using", "foreach", "namespace", "await",
  ]

  static let modifiers: Set<String> = [
    "public", "private", "protected", "internal", "static", "final", "readonly", "const", "async", "override",
    "virtual",
    "abstract", "sealed", "partial", "extern", "unsafe", "volatile", "transient", "synchronized", "native", "new",
    "required", "export", "declare", "default", "let", "var", "get", "set", "file", "strictfp", "event", "implicit",
    "explicit", "fixed", "ref", "scoped",
  ]

  /// Members of an address that are its path.
  static let pathMembers = ["Path", "pathname"]

  static let types: Set<String> = ["class", "interface", "struct", "enum", "record", "trait", "object"]
}
