/// A property of a registration: absent, null and a value are three different statements.
package enum Property<Value: Sendable>: Sendable {
  /// The export does not show the property; nothing follows from that.
  case absent
  /// The property is shown as unset.
  case null(JSONPlace)
  /// A template expression or placeholder that cannot be evaluated offline.
  case unresolved(JSONPlace)
  /// Another kind of value than the property has.
  case malformed(JSONPlace)
  case value(Value, JSONPlace)

  package var value: Value? {
    if case .value(let value, _) = self { value } else { nil }
  }

  package var place: JSONPlace? {
    switch self {
    case .absent: nil
    case .null(let place), .unresolved(let place), .malformed(let place), .value(_, let place): place
    }
  }

  package var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }

  package var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

extension Property {
  /// Both lists as one; what could not be read stays what it is.
  func joined<Element>(with other: Property<Value>) -> Property<Value> where Value == [Element] {
    guard case .value(let mine, let place) = self else { return other.isAbsent ? self : other }
    guard case .value(let theirs, _) = other else { return other.isNull || other.isAbsent ? self : other }
    return .value(mine + theirs, place)
  }
}
