import ScopeValues

/// Gathers what could not be understood while one value is decoded, and what of it was.
///
/// A class, because all decoders of one value add to the same list.
final class DecodingFaults {
  /// One thing that could not be understood.
  enum Fault {
    /// A member name that stands twice in one object, so that programs differ in which one they believe.
    case repeated(JSONPlace)
    /// What is wrong, as a sentence, and what to do about it.
    case misread(JSONPlace, String, remedy: String)

    var place: JSONPlace {
      switch self {
      case .repeated(let place), .misread(let place, _, _): place
      }
    }
  }

  private(set) var faults: [Fault] = []
  var count: Int { faults.count }
  /// The nodes of what ``UnreadPermissions`` looks for and a decoder has read, in the order of reading.
  private(set) var readNodes: [UInt32] = []
  /// Parts of the document that repeat what another part decides.
  private(set) var echoes: [JSONPlace] = []

  func add(_ fault: Fault) { faults.append(fault) }

  func misread(_ place: JSONPlace, _ sentence: String, remedy: String) {
    faults.append(.misread(place, sentence, remedy: remedy))
  }

  /// Remembers that a list of permissions, or the type of a requested permission, was read.
  func read(_ place: JSONPlace) { readNodes.append(place.node) }

  /// Remembers that a part of the document says nothing of its own.
  func echo(_ place: JSONPlace) { echoes.append(place) }

  /// The faults since the last time, in the order of the text.
  func take() -> [Fault] { exchange(&faults, with: []).sorted { $0.place.node < $1.place.node } }
}

extension JSONDocument {
  /// Calls `body` with each member that registrations are read by; a name that stands twice is a fault.
  @inline(__always)
  func forEachKnownMember(
    of place: JSONPlace, _ faults: DecodingFaults,
    _ body: (_ name: MemberName, _ key: JSONPlace, _ value: JSONPlace) -> Void
  ) {
    var seen = MemberBits()
    forEachMember(of: place) { key, value in
      guard let name = memberName(key) else { return }
      if !seen.insert(name) { faults.add(.repeated(key)) }
      body(name, key, value)
    }
  }
}
