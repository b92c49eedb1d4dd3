import ScopeValues

/// An argument whose value is known as far as the source tells.
package struct EvaluatedArgument: Sendable {
  package var label: String?
  package var value: SourceValue
  package var span: SourceSpan
  /// Unevaluated, for functions that take conditions.
  package var expression: Expression

  package init(label: String?, value: SourceValue, span: SourceSpan, expression: Expression) {
    self.label = label
    self.value = value
    self.span = span
    self.expression = expression
  }
}
