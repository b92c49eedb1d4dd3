internal import CatalogData
internal import ScopeCatalog
package import ScopeDocuments

/// The error shapes that are known: the records of rules/errors.
package struct ErrorShapes: Sendable {
  package var shapes: [ErrorShape]

  package static let shared = ErrorShapes()

  private init() {
    // The bytes are a constant of the binary.
    var reader = unsafe JSONItemReader(
      read: readBytes(of: UnsafeRawBufferPointer(start: scopeaudit_errors_bytes(), count: scopeaudit_errors_size())))
    shapes = []
    while let item = try? reader.next() {
      if let shape = ErrorShape(item.document) { shapes.append(shape) }
    }
  }

  /// Every shape that an error has, the ones that say most first.
  package func matches(_ error: ServiceError) -> [ShapeMatch] {
    let fields = error.fields.map { Array($0.utf8) }
    let all = shapes.compactMap { shape -> ShapeMatch? in
      for condition in shape.conditions {
        if let found = condition.match(error, fields) {
          return ShapeMatch(shape: shape, captures: found.captures, field: found.field)
        }
      }
      return nil
    }
    let ids = Set(all.map(\.shape.id))
    return all.filter { ids.isDisjoint(with: $0.shape.unless) }.sorted {
      ($1.shape.meaning.confidence, $0.shape.id) < ($0.shape.meaning.confidence, $1.shape.id)
    }
  }
}

/// An error shape in an error, and what it says there.
package struct ShapeMatch: Sendable {
  package var shape: ErrorShape
  package var captures: [String: [String]]
  /// The text that matched, for the evidence; empty where it was not a text.
  package var field: String

  /// What the shape means for one kind of caller and version.
  func meaning(flow: Flow?, version: String?) -> ErrorShape.Meaning {
    let variant = shape.variants.first { variant in
      (variant.flow == nil || variant.flow == flow) && (variant.version == nil || variant.version == version)
    }
    var meaning = variant?.meaning ?? shape.meaning
    for (name, values) in captures.sorted(by: { $0.key < $1.key }) {
      guard let value = values.first else { continue }
      meaning.summary = meaning.summary.replacing("{\(name)}", with: value)
    }
    return meaning
  }
}

extension ErrorShape.Condition {
  func match(_ error: ServiceError, _ fields: [[UInt8]]) -> (captures: [String: [String]], field: String)? {
    if !codes.isEmpty, !error.codes.contains(where: codes.contains) { return nil }
    if error.codes.contains(where: withoutCodes.contains) { return nil }
    if !statuses.isEmpty, !(error.status.map(statuses.contains) ?? false) { return nil }
    if isMessageEmpty, error.messages.isEmpty || error.messages.contains(where: { !$0.isEmpty }) { return nil }
    var captures: [String: [String]] = [:]
    var field = ""
    for pattern in texts {
      var found = false
      for (index, text) in fields.enumerated() {
        guard let more = pattern.match(text) else { continue }
        captures.merge(more) { old, _ in old }
        if field.isEmpty { field = error.fields[index] }
        found = true
        break
      }
      guard found else { return nil }
    }
    return (captures, field)
  }
}
