/// Where something stood in an input whose document is gone.
package struct RecordedPlace: Hashable, Sendable {
  package var range: SourceRange
  /// JSON Pointer (RFC 6901) into the input's text.
  package var pointer: String

  package init(range: SourceRange, pointer: String) {
    self.range = range
    self.pointer = pointer
  }
}

/// A value that was read, and where it stood.
package struct Recorded<Value: Sendable>: Sendable {
  package var value: Value
  package var place: RecordedPlace

  package init(_ value: Value, at place: RecordedPlace) {
    self.value = value
    self.place = place
  }
}

extension Recorded: Equatable where Value: Equatable {}

/// Works out places of one document; quick where they are asked for in order.
struct PlaceRecorder {
  private var positions: PositionCursor
  private var pointers: PointerCursor

  init(_ document: JSONDocument) {
    positions = PositionCursor(document)
    pointers = PointerCursor(document)
  }

  mutating func position(_ place: JSONPlace) -> TextPosition { positions.range(of: place).start }

  mutating func record(_ place: JSONPlace) -> RecordedPlace {
    RecordedPlace(range: positions.range(of: place), pointer: pointers.pointer(to: place))
  }
}

/// Places of several inputs under one numbering, so that what is joined from many files is judged like one document.
package struct RecordedPlaces: Sendable {
  private var places: [(place: RecordedPlace, path: String)] = []

  package init() {}

  /// Takes a place in, and tells what it goes by from now on.
  package mutating func add(_ place: RecordedPlace, in path: String) -> JSONPlace {
    places.append((place, path))
    return JSONPlace(node: places.count - 1)
  }

  /// - Parameter place: one that ``add(_:in:)`` gave out.
  package subscript(place: JSONPlace) -> (place: RecordedPlace, path: String) { places[Int(place.node)] }
}
