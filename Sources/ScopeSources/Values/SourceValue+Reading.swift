import ScopeValues

// How a value is read: as a text, as alternatives, by its members.
extension SourceValue {
  /// The possibilities: the value itself unless it is `anyOf`.
  package var alternatives: [SourceValue] {
    if case .anyOf(let values) = shape { values } else { [self] }
  }

  /// The whole text where no hole is in it; numbers and booleans as they are written; nil for anything else.
  package var text: String? {
    switch shape {
    case .text(let pieces):
      var text = ""
      for piece in pieces {
        guard case .literal(let literal, _) = piece else { return nil }
        text += literal
      }
      return text
    case .number(let number): return number
    case .boolean(let flag): return flag ? "true" : "false"
    default: return nil
    }
  }

  /// The text with `write` called for each hole; nil for what is no text.
  package func text(_ write: (Hole) -> String) -> String? {
    switch shape {
    case .text(let pieces):
      return pieces.reduce(into: "") { text, piece in
        switch piece {
        case .literal(let literal, _): text += literal
        case .hole(let hole): text += write(hole)
        }
      }
    case .hole(let hole): return write(hole)
    default: return text
    }
  }

  /// The first hole in it: the value itself, a piece of a text, or what is left open of a list or an object.
  package var hole: Hole? {
    switch shape {
    case .hole(let hole): return hole
    case .text(let pieces):
      for case .hole(let hole) in pieces { return hole }
      return nil
    case .list(_, let rest), .object(_, let rest): return rest
    default: return nil
    }
  }

  /// The value of a member, its name in any letter case; the last one where it stands twice.
  package func member(_ name: String) -> SourceValue? {
    if case .anyOf(let values) = shape {
      let found = values.compactMap { $0.member(name) }
      return found.isEmpty ? nil : .any(found, at: origin)
    }
    guard case .object(let members, _) = shape else { return nil }
    let wanted = name.lowercased()
    return members.last { $0.key == name || $0.key.lowercased() == wanted }?.value
  }

  /// One value of several: flat, without more than one of an equal text, a hole where there are too many.
  package static func any(_ values: [SourceValue], at origin: SourceOrigin) -> SourceValue {
    var flat: [SourceValue] = []
    var seen: Set<String> = []
    for value in values.lazy.flatMap(\.alternatives) {
      if let text = value.text, !seen.insert(text).inserted { continue }
      flat.append(value)
      if flat.count > maximumAlternatives {
        return SourceValue(.hole(Hole("more than \(maximumAlternatives) values", .limit, origin)), origin)
      }
    }
    guard let first = flat.first else { return SourceValue(.null, origin) }
    return flat.count == 1 ? first : SourceValue(.anyOf(flat), origin)
  }

  /// Whether it is a list or an object.
  var isContainer: Bool {
    switch shape {
    case .list, .object: true
    default: false
    }
  }

  /// Whether it stands for what is there or not: a list, an object, nothing, a count.
  var mayBeLeftOut: Bool {
    switch shape {
    case .list, .object, .null, .number: true
    case .anyOf(let values): values.allSatisfy(\.mayBeLeftOut)
    default: false
    }
  }

  /// The value with a hole for what may decide a condition, itself or among its members: true or false, a number, a
  /// text such as the name of an environment.
  func withOpenSwitches(_ name: String, _ place: SourceOrigin) -> SourceValue {
    switch shape {
    case .boolean, .number, .text: SourceValue(.hole(Hole(name, .variable, place)), place)
    case .object(let members, let rest):
      SourceValue(
        .object(
          members.map { member in
            switch member.value.shape {
            case .boolean, .number, .text:
              var open = member
              open.value = SourceValue(.hole(Hole(name + "." + member.key, .variable, place)), place)
              return open
            default: return member
            }
          }, rest: rest ?? Hole(name, .variable, place)), origin)
    default: self
    }
  }
}
