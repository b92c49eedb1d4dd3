internal import CatalogData
internal import ScopeCatalog
package import ScopeDocuments
import ScopeValues

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
  ///
  /// - Parameter address: that of the call, where something tells it.
  package func matches(_ error: ServiceError, address: String? = nil) -> [ShapeMatch] {
    let fields = error.fields.map { ErrorField($0) }
    let address = address?.lowercased() ?? ""
    let all = shapes.compactMap { shape -> ShapeMatch? in
      for condition in shape.conditions {
        if let found = condition.match(error, fields, address: address) {
          var match = ShapeMatch(shape: shape, captures: found.captures, field: found.field, start: found.start)
          // A longer code may have stood there.
          match.isDoubtful = error.endsInCode && shape.isAboutSignIn
          return match
        }
      }
      return nil
    }
    let ids = Set(all.map(\.shape.id))
    return all.filter { match in
      // What the token endpoint says in its own sentences is about no call to a service.
      let isEcho = !match.shape.isAboutSignIn && match.field.contains("AADSTS")
      return !isEcho && ids.isDisjoint(with: match.shape.unless)
    }.sorted {
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
  /// Where in that text the words begin that matched, in bytes.
  var start = 0
  /// Whether the text ends where more might have followed that changes the meaning.
  package var isDoubtful = false

  /// What the shape means for one kind of caller and version.
  func meaning(flow: Flow?, version: String?) -> ErrorShape.Meaning {
    let variant = shape.variants.first { variant in
      (variant.flow == nil || variant.flow == flow) && (variant.version == nil || variant.version == version)
    }
    var meaning = variant?.meaning ?? shape.meaning
    if isDoubtful { meaning.confidence = min(meaning.confidence, .likely) }
    let values = captures.compactMapValues(\.first)
    meaning.summary = CapturedSentence.fill(meaning.summary, values) ?? meaning.summary
    meaning.steps = meaning.steps.compactMap { CapturedSentence.fill($0, values) }
    return meaning
  }
}

/// A text of an error, and what stands in it.
struct ErrorField {
  var bytes: [UInt8]
  var grams: TextGrams

  init(_ text: String) {
    bytes = Array(text.utf8)
    grams = TextGrams(bytes)
  }
}

extension ErrorShape.Condition {
  func match(_ error: ServiceError, _ fields: [ErrorField], address: String) -> (
    captures: [String: [String]], field: String, start: Int
  )? {
    if !paths.isEmpty, !paths.contains(where: { address.contains($0) }) { return nil }
    if !codes.isEmpty, !error.codes.contains(where: codes.contains) { return nil }
    if error.codes.contains(where: withoutCodes.contains) { return nil }
    if !statuses.isEmpty, !(error.status.map(statuses.contains) ?? false) { return nil }
    if isMessageEmpty, error.messages.isEmpty || error.messages.contains(where: { !$0.isEmpty }) { return nil }
    var captures: [String: [String]] = [:]
    var field = ""
    var start = 0
    for pattern in texts {
      var found = false
      for (index, text) in fields.enumerated() {
        guard text.grams.mayHold(pattern.runs), let more = pattern.find(in: text.bytes) else { continue }
        captures.merge(more.captures) { old, _ in old }
        if field.isEmpty {
          field = error.fields[index]
          start = more.start
        }
        found = true
        break
      }
      guard found else { return nil }
    }
    if !isMessageEmpty, let code = codes.first(where: error.codes.contains) {
      if field.isEmpty { field = error.fields.first { $0.contains(code) } ?? "" }
      if let range = field.firstRange(of: code) {
        let place = field.utf8.distance(from: field.startIndex, to: range.lowerBound)
        start = texts.isEmpty ? place : min(start, place)
      }
    }
    return (captures, field, start)
  }
}
