/// One object of a file that this program or its users write, read strictly.
///
/// An unknown member, one that stands twice and one of another kind than asked for are errors with their place.
package struct ObjectReader: Sendable {
  package let document: JSONDocument
  package let path: String
  package let place: JSONPlace
  private var members: [(name: String, value: JSONPlace)] = []

  /// - Parameters:
  ///   - names: every member that the object may have; nil where any name goes.
  /// - Throws: ``ConfigurationError`` where the value is no object, or a member is unknown or stands twice.
  package init(
    _ document: JSONDocument, _ place: JSONPlace, path: String, names: [String]?
  ) throws(ConfigurationError) {
    self.document = document
    self.path = path
    self.place = place
    guard document.kind(place) == .object else {
      throw error(at: place, "expected an object, found \(document.kind(place).phrase)", "Write { \u{2026} } here.")
    }
    var seen: Set<String> = []
    for (key, value) in document.members(of: place) {
      let name = document.text(key)
      if let names, !names.contains(name) {
        throw error(
          at: key, "unknown key \(ConfigurationError.quoted(name))", NearestName.remedy(for: name, among: names))
      }
      // Known names are few, so a search is quicker than a table.
      guard names == nil ? seen.insert(name).inserted : self[name] == nil else {
        throw error(at: key, "the key \(ConfigurationError.quoted(name)) stands twice", "Remove one of the two.")
      }
      members.append((name, value))
    }
  }

  /// The one object that a file's bytes hold.
  ///
  /// - Throws: ``ConfigurationError`` where the bytes are not one JSON object with comments.
  package init(_ bytes: [UInt8], path: String, names: [String]) throws(ConfigurationError) {
    var limits = JSONItemReader.Limits()
    limits.value = 512 << 20
    var reader = JSONItemReader(limits: limits, keepsArrayWhole: { _ in true }, read: readBytes(of: bytes))
    let document: JSONDocument
    do throws(JSONError) {
      guard let item = try reader.next() else { throw JSONError(.empty, at: .start) }
      document = item.document
      if let second = try reader.next() {
        throw JSONError(
          .unreadable("a second value follows the settings"), at: second.document.position(of: second.document.root))
      }
    } catch {
      throw ConfigurationError(
        path: path, position: error.position, message: error.problem.sentence,
        remedy: "Correct the file at this place; comments and trailing commas are fine.")
    }
    try self.init(document, document.root, path: path, names: names)
  }

  package func error(at place: JSONPlace, _ message: String, _ remedy: String) -> ConfigurationError {
    ConfigurationError(path: path, position: document.position(of: place), message: message, remedy: remedy)
  }

  // MARK: Members

  package subscript(name: String) -> JSONPlace? { members.first { $0.name == name }?.value }

  package func string(_ name: String) throws(ConfigurationError) -> String? {
    guard let place = self[name] else { return nil }
    guard document.kind(place) == .string else { throw wrong(name, place, "a string") }
    return document.text(place)
  }

  package func integer(_ name: String) throws(ConfigurationError) -> Int? {
    guard let place = self[name] else { return nil }
    guard let value = document.integer(place) else { throw wrong(name, place, "a whole number") }
    return value
  }

  package func boolean(_ name: String) throws(ConfigurationError) -> Bool? {
    guard let place = self[name] else { return nil }
    guard let value = document.boolean(place) else { throw wrong(name, place, "true or false") }
    return value
  }

  /// A whole number from 0 to `limit`.
  package func count(_ name: String, upTo limit: Int = .max) throws(ConfigurationError) -> Int? {
    guard let value = try integer(name), let place = self[name] else { return nil }
    guard (0...limit).contains(value) else { throw wrong(name, place, "a number from 0 to \(limit)") }
    return value
  }

  /// A member that is an object with these members at most.
  package func object(_ name: String, names: [String]?) throws(ConfigurationError) -> ObjectReader? {
    guard let place = self[name] else { return nil }
    return try ObjectReader(document, place, path: path, names: names)
  }

  /// A list of objects with these members at most.
  package func objects(_ name: String, names: [String]) throws(ConfigurationError) -> [ObjectReader] {
    var objects: [ObjectReader] = []
    for place in try elements(name) { objects.append(try ObjectReader(document, place, path: path, names: names)) }
    return objects
  }

  /// A string that stands for a value; `expected` names what may stand there.
  package func choice<Value>(
    _ name: String, _ expected: String, _ meaning: (String) -> Value?
  ) throws(ConfigurationError) -> Value? {
    guard let place = self[name], let text = try string(name) else { return nil }
    guard let value = meaning(text) else { throw wrong(name, place, expected) }
    return value
  }

  /// A member that has to be there.
  package func required<Value>(_ name: String, _ value: Value?) throws(ConfigurationError) -> Value {
    guard let value else { throw error(at: place, "\(ConfigurationError.quoted(name)) is missing", "Add it.") }
    return value
  }

  package func elements(_ name: String) throws(ConfigurationError) -> [JSONPlace] {
    guard let place = self[name] else { return [] }
    guard document.kind(place) == .array else { throw wrong(name, place, "a list") }
    return document.elements(of: place)
  }

  package func strings(_ name: String) throws(ConfigurationError) -> [Located<String>] {
    var texts: [Located<String>] = []
    for place in try elements(name) {
      guard document.kind(place) == .string else { throw wrong(name, place, "a list of strings") }
      texts.append(Located(document.text(place), at: document.position(of: place)))
    }
    return texts
  }

  /// A string and where it stands.
  package func located(_ name: String) throws(ConfigurationError) -> Located<String>? {
    guard let place = self[name], let text = try string(name) else { return nil }
    return Located(text, at: document.position(of: place))
  }

  /// The names and values of an object whose names are up to the user.
  package func entries(_ name: String) throws(ConfigurationError) -> [(name: Located<String>, value: JSONPlace)] {
    guard let place = self[name] else { return [] }
    _ = try ObjectReader(document, place, path: path, names: nil)
    return document.members(of: place).map { key, value in
      (Located(document.text(key), at: document.position(of: key)), value)
    }
  }

  private func wrong(_ name: String, _ place: JSONPlace, _ expected: String) -> ConfigurationError {
    error(at: place, "\(name) has to be \(expected)", "Found is \(document.kind(place).phrase).")
  }
}

/// A setting and where it stands in its file.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var position: TextPosition

  package init(_ value: Value, at position: TextPosition) {
    self.value = value
    self.position = position
  }
}
