/// An expression of any language, as far as values depend on it.
///
/// Chains and operators are flat lists, so that only brackets nest; parsers stop at ``Outline/maximumDepth`` and write
/// `unknown` for what lies deeper. Names come without their sign (`$x` is `x`), texts without quotes and escapes.
package struct Expression: Sendable {
  package var kind: Kind
  package var span: SourceSpan

  /// The sign of a list's element whose own elements are meant.
  static let spread = "..."
  /// The sign of what a block of Python's `with` is entered with.
  static let entered = "with"

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// Only what holds expressions beside others is boxed: most expressions are names and texts, of which each box would be
  /// one more piece of memory to take and to give back.
  package enum Kind: Sendable {
    /// A string: literal pieces and what is put between them; no pieces for the empty string.
    case text([TextPart])
    case number(String)
    case boolean(Bool)
    case null
    /// A variable, a function, a type, a command: whatever a bare name means.
    case name(String)
    case list([Expression])
    case object([ObjectMember])
    /// `base.member[index](arguments)…`, from left to right.
    indirect case chain(Expression, [Access])
    /// Operands of one level of precedence with the operator before each but the first: `a + b - c`.
    indirect case operation(Expression, [Operand])
    /// A sign before its operand: `!x`, `-x`, `await x`, `new T`.
    indirect case prefixed(String, Expression)
    indirect case conditional(Expression, then: Expression, else: Expression)
    /// `[for x in list: value]`, `{ for k, v in map: key => value }`.
    indirect case comprehension(Comprehension)
    indirect case function(Function)
    /// `a | b | c` of a shell.
    case pipeline([Expression])
    /// Statements in brackets whose results are the value: `$( … )`, `@( … )`, `` `…` ``.
    case block([Statement])
    /// What the parser does not read.
    case unknown
  }
}

/// A piece of a string.
package enum TextPart: Sendable {
  case literal(String, SourceSpan)
  case hole(Expression)
}

/// One step of a chain.
package struct Access: Sendable {
  package enum Kind: Sendable {
    case member(String)
    indirect case index(Expression)
    case call([Argument])
    /// All elements: `[*]`, `.*`.
    case all
  }

  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// An argument of a call or command.
package struct Argument: Sendable {
  /// The name before the value: `name:` or `name=` or `-Name`, without its marks; nil for an argument by position.
  ///
  /// Of shells: a redirection's sign (`>`, `>>`, `<<`, `<<<`), whose value is the file or the text.
  package var label: String?
  package var value: Expression
  /// Whether the value's members are the arguments: `@p`, `**p`, `...p`.
  package var isSpread: Bool
  package var span: SourceSpan

  package init(label: String? = nil, value: Expression, isSpread: Bool = false, span: SourceSpan) {
    self.label = label
    self.value = value
    self.isSpread = isSpread
    self.span = span
  }
}

/// A member of an object literal, a hashtable or a dictionary.
package struct ObjectMember: Sendable {
  /// A text for a bare or quoted key.
  package var key: Expression
  package var value: Expression
  package var span: SourceSpan
  /// Whether the value's members are meant: `...rest`, `**rest`.
  package var isSpread = false

  package init(key: Expression, value: Expression, span: SourceSpan, isSpread: Bool = false) {
    self.key = key
    self.value = value
    self.span = span
    self.isSpread = isSpread
  }
}

/// An operator and what stands on its right.
package struct Operand: Sendable {
  /// As it is written, PowerShell's in lower case: `+`, `-f`, `==`, `??`.
  package var sign: String
  package var value: Expression

  package init(sign: String, value: Expression) {
    self.sign = sign
    self.value = value
  }
}

/// A list or a map that is made from each element of another one.
package struct Comprehension: Sendable {
  /// The loop's variables: the element; or the key or index and the element.
  package var variables: [String]
  package var sequence: Expression
  /// Of a map the key; nil for a list.
  package var key: Expression?
  package var value: Expression
  package var condition: Expression?

  package init(
    variables: [String], sequence: Expression, key: Expression? = nil, value: Expression, condition: Expression? = nil
  ) {
    self.variables = variables
    self.sequence = sequence
    self.key = key
    self.value = value
    self.condition = condition
  }
}
