/// One value of an input: an element of the top-level array, or one of the texts that follow one another.
package struct JSONItem: Sendable {
  package var document: JSONDocument
  /// Whether the value is an element of the input's top-level array.
  package var isElement: Bool
}

extension JSONItemReader {
  /// What a hostile input may cost.
  package struct Limits: Sendable {
    package var window = 1 << 20
    package var value = 64 << 20
    package var depth = 512
    package init() {}
  }
}
