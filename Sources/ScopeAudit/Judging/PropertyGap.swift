internal import ScopeDocuments

/// Why a property cannot be judged, in the words for each state in which an export may leave it.
struct PropertyGap: Sendable {
  let absent: String
  let unresolved: String
  let malformed: String
  private let name: String

  /// - Parameter name: the property as Microsoft Graph calls it.
  init(_ name: String) {
    absent = "the export does not show \(name)"
    unresolved = "\(name) is a template expression"
    malformed = "\(name) could not be read"
    self.name = name
  }

  /// Why a property cannot be judged; nil where it can, or is null.
  func reason<Value>(_ property: Property<Value>, in document: JSONDocument) -> String? {
    switch property {
    case .value, .null: nil
    case .absent: absent
    case .unresolved(let place): unresolved(place, in: document)
    case .malformed: malformed
    }
  }

  /// What is not known of a value that stands for something else.
  func unresolved(_ place: JSONPlace, in document: JSONDocument) -> String {
    document.runTimeName(place).map { "\(name) is decided at run time by \($0)" } ?? unresolved
  }
}

extension CheckContext {
  /// The value of a property and its place; nil where it is null, and, with a note, where the export does not tell.
  mutating func shown<Value>(
    _ property: Property<Value>, _ gap: PropertyGap
  ) -> (value: Value, place: JSONPlace)? {
    if case .value(let value, let place) = property { return (value, place) }
    if let reason = gap.reason(property, in: document) { cannotAssess(reason) }
    return nil
  }

  /// Where a switch is turned on; nil where it is off or null, and, with a note, where the export does not tell.
  mutating func switchedOn(_ property: Property<Bool>, _ gap: PropertyGap) -> JSONPlace? {
    guard let (isOn, place) = shown(property, gap), isOn else { return nil }
    return place
  }
}
