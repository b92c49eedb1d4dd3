/// A statement of any language, as far as it matters which values reach which call.
package struct Statement: Sendable {
  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    /// A call or command, or a value that a block yields.
    case expression(Expression)
    case assignment(Assignment)
    /// A block with a type and labels: Terraform's `resource "t" "n" { … }`, Bicep's resources and parameters.
    case block(Block)
    /// `if`, `switch`, `case`, `try` … `catch`: any one of the bodies may run.
    case branch([Branch])
    case loop(Loop)
    case function(Function)
    case type(TypeDeclaration)
    case result(Expression?)
    /// Statements in brackets that run where they stand.
    case body([Statement])
  }
}

package struct Assignment: Sendable {
  package enum Mode: Sendable {
    case set
    /// `+=`: adds to a text or a list.
    case append
    /// `??=`, `:=` of a default: where there is no value yet.
    case setIfAbsent
  }

  /// A name, or a chain that ends in a member or an index.
  package var target: Expression
  package var mode: Mode
  package var value: Expression
  /// Whether this is where the name is declared: `var`, `let`, `const`, `:=`, a typed declaration, a field.
  package var isDeclaration = false
  /// The last name of the declared type, without its arguments; nil where none is written.
  package var type: String?

  package init(target: Expression, mode: Mode = .set, value: Expression, isDeclaration: Bool = false) {
    self.target = target
    self.mode = mode
    self.value = value
    self.isDeclaration = isDeclaration
  }
}

package struct Block: Sendable {
  package var type: String
  package var labels: [Expression]
  package var body: [Statement]
  /// The type and the labels.
  package var head: SourceSpan

  package init(type: String, labels: [Expression], body: [Statement], head: SourceSpan) {
    self.type = type
    self.labels = labels
    self.body = body
    self.head = head
  }
}

package struct Branch: Sendable {
  /// Nil for `else`, `default`, `catch`.
  package var condition: Expression?
  package var body: [Statement]
  package var role: Role

  /// Which of the bodies beside each other run.
  package enum Role: Sendable {
    /// Each may run, together with others: `try` and `catch`.
    case possible
    /// One at most: of `if … else if …`, of a `switch`.
    case choice
    /// The one that runs where no other does: `else`, `default`.
    case otherwise
  }

  package init(condition: Expression? = nil, body: [Statement], role: Role = .possible) {
    self.condition = condition
    self.body = body
    self.role = role
  }
}

package struct Loop: Sendable {
  /// The element, or key and element; none for `while`.
  package var variables: [String]
  /// What is gone through; nil for `while`, and for a counter.
  package var sequence: Expression?
  package var body: [Statement]

  package init(variables: [String], sequence: Expression?, body: [Statement]) {
    self.variables = variables
    self.sequence = sequence
    self.body = body
  }
}

package struct Function: Sendable {
  /// Empty for a lambda.
  package var name: String
  package var parameters: [Parameter]
  package var body: [Statement]
  package var span: SourceSpan
  /// Attributes, annotations or decorators before it.
  package var attributes: [Expression] = []

  package init(
    name: String, parameters: [Parameter], body: [Statement], span: SourceSpan, attributes: [Expression] = []
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.span = span
    self.attributes = attributes
  }
}

package struct Parameter: Sendable {
  package var name: String
  package var type: String?
  package var defaultValue: Expression?
  package var span: SourceSpan
  /// Whether it takes all arguments that are left: `*parts`, `...parts`, `params string[] parts`.
  package var takesRest = false
  /// Whether it is the object that the function is called on: `this HttpClient client`.
  package var isReceiver = false

  package init(name: String, type: String? = nil, defaultValue: Expression? = nil, span: SourceSpan) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.span = span
  }
}

/// A class, an interface or a struct: fields are assignments in its body, methods are functions.
package struct TypeDeclaration: Sendable {
  package var name: String
  package var bases: [String]
  package var body: [Statement]
  package var attributes: [Expression] = []

  package init(name: String, bases: [String] = [], body: [Statement], attributes: [Expression] = []) {
    self.name = name
    self.bases = bases
    self.body = body
    self.attributes = attributes
  }
}

/// What one source file says, from its first statement to its last.
package struct Outline: Sendable {
  package let source: SourceText
  package var statements: [Statement]
  /// Comments with their marks, in the order of the text.
  package var comments: [SourceSpan]
  /// Where the parser gave up on something, and why: nested too deeply, or not closed before the text ends.
  package var faults: [Fault] = []

  /// Brackets and blocks that nest deeper are `unknown`.
  package static let maximumDepth = 100

  package enum Fault: Hashable, Sendable {
    case tooDeep(SourceSpan)
    case endsInside(SourceSpan)
  }

  package init(source: SourceText, statements: [Statement], comments: [SourceSpan], faults: [Fault] = []) {
    self.source = source
    self.statements = statements
    self.comments = comments
    self.faults = faults
  }
}
