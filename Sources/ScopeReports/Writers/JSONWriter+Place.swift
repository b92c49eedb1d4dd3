import ScopeDocuments

extension JSONWriter {
  /// Writes where something stands: the members path, line and column.
  mutating func place(_ path: String, _ position: TextPosition) {
    member("path", path)
    member("line", position.line)
    member("column", position.column)
  }
}
