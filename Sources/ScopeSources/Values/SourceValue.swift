/// What an expression comes to: known as far as the source says it, with a place for each literal and for each hole.
///
/// A value with holes is a text of several pieces, a list or object whose `rest` is open, or a hole as a whole. Where
/// several values are possible (branches, loops), it is `anyOf` of at most ``maximumAlternatives``, never nested.
package struct SourceValue: Sendable {
  package var shape: Shape
  /// Where the literal stands that the value came from.
  package var origin: SourceOrigin

  package init(_ shape: Shape, _ origin: SourceOrigin) {
    self.shape = shape
    self.origin = origin
  }

  package indirect enum Shape: Sendable {
    /// Literal pieces and holes in a row; no pieces for the empty text.
    case text([ValuePiece])
    case number(String)
    case boolean(Bool)
    case null
    /// The elements; `rest` says that there may be more, and why they are not known.
    case list([SourceValue], rest: Hole?)
    /// The members in the order of the text; a key that stands twice means the last one.
    case object([ValueMember], rest: Hole?)
    case hole(Hole)
    /// Several possibilities: two or more.
    case anyOf([SourceValue])
    /// A function or script block, called where it is used.
    case function(Function)
    /// Something that the directory holds and the source only refers to.
    case lookup(Lookup)
    /// An object that several names may share; the interpreter that made it knows its members by this number.
    case handle(Int)
  }

  /// More possibilities than these are a hole.
  package static let maximumAlternatives = 32
  /// A list or an object with more elements is open at its end.
  package static let maximumElements = 4_096
}

/// A piece of a text.
package enum ValuePiece: Sendable {
  case literal(String, SourceOrigin)
  case hole(Hole)
}

package struct ValueMember: Sendable {
  package var key: String
  /// Where the key stands; the value's own place where there is no key to point at.
  package var keyOrigin: SourceOrigin
  package var value: SourceValue

  package init(key: String, keyOrigin: SourceOrigin, value: SourceValue) {
    self.key = key
    self.keyOrigin = keyOrigin
    self.value = value
  }
}

/// A span of a file.
package struct SourceOrigin: Sendable {
  package let source: SourceText
  package var span: SourceSpan
  /// Whether the name that stands there was looked up in the directory, so that its id is what is passed on.
  package var isLookedUp = false

  package init(_ source: SourceText, _ span: SourceSpan) {
    self.source = source
    self.span = span
  }

  package var position: SourcePosition { source.position(at: span.start) }
  package var line: Int { source.line(at: span.start) }
}

/// Something that the source does not say.
package struct Hole: Sendable {
  /// What decides it, as it is written there: `var.roles`, `$Roles`, `Get-MgServicePrincipal`.
  package var name: String
  package var reason: Reason
  /// Where it is used.
  package var origin: SourceOrigin

  package enum Reason: Hashable, Sendable {
    /// A variable or a parameter without a value in the source.
    case variable
    /// A parameter of a function that the evaluator looked at by itself: the function's and the parameter's name.
    case parameter(of: String)
    /// A field of an object or a class, by its name.
    case field(of: String)
    /// What a call or a command answers.
    case call
    /// An attribute of another resource, known once that is deployed.
    case resource
    /// The element of a loop whose list is not known.
    case element
    /// More values, elements or steps than are followed.
    case limit
    /// A form of expression that is not evaluated.
    case unsupported
  }

  package init(_ name: String, _ reason: Reason, _ origin: SourceOrigin) {
    self.name = name
    self.reason = reason
    self.origin = origin
  }
}

/// Something of the directory that a source refers to without writing it down.
package indirect enum Lookup: Sendable {
  /// The service principal of an API, by the API's id or name.
  case principal(resource: SourceValue)
  /// What an API publishes: its app roles, its delegated permissions, or both where nothing tells.
  case permissions(resource: SourceValue, type: PermissionType?)
  /// One of them, by its name.
  case permission(resource: SourceValue, type: PermissionType?, name: SourceValue)
  /// An application that this source declares, by its number.
  case application(Int)
  /// A service principal that is not known by more than what the source calls it.
  case holder(String)

  package enum PermissionType: Sendable {
    case role, scope
  }
}
