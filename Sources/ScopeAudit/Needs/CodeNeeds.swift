import ScopeDocuments
package import ScopeLeastPrivilege

/// What source code needs: the calls that were found in it, each with its lines, and those that could not be resolved.
package struct CodeNeeds: Sendable {
  package var calls: [NeededCall]
  /// The lines of each call, in the order of the files.
  package var places: [NeededCall: [Location]]
  /// For each call that could not be resolved the names of the permissions that it may need; empty where it may need
  /// any.
  package var open: [Set<String>]

  package init(calls: [NeededCall], places: [NeededCall: [Location]], open: [Set<String>]) {
    self.calls = calls
    self.places = places
    self.open = open
  }

  /// A line of a source file.
  package static func location(path: String, line: Int, column: Int) -> Location {
    var place = TextPosition.start
    place.line = line
    place.column = column
    return Location(path: path, range: SourceRange(start: place, end: place), pointer: "")
  }
}
