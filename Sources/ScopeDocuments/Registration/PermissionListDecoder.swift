import ScopeValues

/// Reads a requiredResourceAccess value in any dialect: every element of it yields permissions or a fault.
struct PermissionListDecoder {
  let values: RegistrationValues
  /// The application's own id as it is written, which a template may use for the application's own API.
  private let ownId: JSONPlace?
  private var list: [ResourceAccess] = []
  /// How deep the lists stand in one another; a template's names may lead back to themselves.
  private var depth = 0
  /// Whether all of the list could be understood.
  private(set) var isWhole = true

  init(_ values: RegistrationValues, ownId: JSONPlace? = nil) {
    self.values = values
    self.ownId = ownId
  }

  var document: JSONDocument { values.document }

  /// - Returns: the permissions that could be read; null and what is no list at all as the property's state.
  mutating func decode(_ outer: JSONPlace) -> Property<[ResourceAccess]> {
    let place = values.unwrapped(outer)
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      guard values.isExpression(place) else { return .malformed(place) }
      guard let value = values.scope?.value(of: place), value.isList else { return .unresolved(place) }
      return decode(value, at: place)
    case .array, .object: break
    default: return .malformed(place)
    }
    return finish(place) { $0.resources(place) }
  }

  /// - Parameter value: a list that a deployment template puts together.
  mutating func decode(_ value: TemplateScope.Value, at place: JSONPlace) -> Property<[ResourceAccess]> {
    finish(place) { $0.resources(value, at: place) }
  }

  private mutating func finish(_ place: JSONPlace, _ read: (inout Self) -> Void) -> Property<[ResourceAccess]> {
    let before = values.faults.count
    read(&self)
    if values.faults.count > before { isWhole = false }
    // A list of which nothing can be read is not an empty list.
    return list.isEmpty && !isWhole ? .malformed(place) : .value(list, place)
  }

  /// A list of resources, a list in a list, or a single resource in place of a list.
  mutating func resources(_ place: JSONPlace, isNested: Bool = false) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { return values.faults.misread(place, Self.expression, remedy: Self.audit) }
    switch document.kind(place) {
    case .array where isNested && isEmpty(place): values.faults.misread(place, Self.nothing, remedy: Self.correct)
    case .array: document.forEachElement(of: place) { resources(values.resolve($0), isNested: true) }
    case .object: resource(place)
    // PowerShell's names of types are a fault of the export, and reported as such.
    case .string where values.isTypeName(place): isWhole = false
    case .string where values.isExpression(place): resources(values.scope?.value(of: place) ?? .unknown, at: place)
    default:
      values.faults.misread(
        place, "requiredResourceAccess holds \(document.kind(place).phrase) where a resource is expected",
        remedy: Self.correct)
    }
  }

  private mutating func resource(_ place: JSONPlace) {
    if let scope = values.scope, document.member(.copy, of: place) != nil {
      return resources(scope.deep(.place(place)), at: place)
    }
    var id: Property<Identifier> = .absent
    // More than one where the name stands twice: all are read, as some program reads each.
    var lists: [JSONPlace] = []
    var strange: JSONPlace?
    var mapped: [(name: JSONPlace, value: JSONPlace)] = []
    var seen = MemberBits()
    document.forEachMember(of: place) { key, value in
      let name = document.memberName(key)
      if let name, !seen.insert(name) { values.faults.add(.repeated(key)) }
      switch name {
      case .resourceAppId: id = values.identifier(values.resolve(value))
      case .resourceAccess:
        values.faults.read(key)
        lists.append(values.resolve(value))
      default:
        if GUID(spelling: document.content(key)) != nil {
          mapped.append((key, value))
        } else if strange == nil, holdsMore(value) {
          strange = key
        }
      }
    }
    take(id) { decoder in
      for entries in lists { decoder.entries(entries, of: id) }
      // Some tools print a map from resources to permissions.
      for (name, value) in mapped {
        decoder.entries(decoder.values.resolve(value), of: decoder.values.identifier(ofName: name))
      }
    }
    if let strange {
      values.faults.misread(
        strange, "a resource in requiredResourceAccess holds a member that is not understood", remedy: Self.correct)
    } else if lists.isEmpty, mapped.isEmpty {
      values.faults.misread(
        place, "a resource in requiredResourceAccess has no resourceAccess", remedy: Self.correct)
    }
  }

  /// Whether a value may hold permissions: anything but empty lists and objects, scalars, and texts that are no id.
  private func holdsMore(_ value: JSONPlace) -> Bool {
    switch document.kind(value) {
    case .object, .array: !isEmpty(value)
    case .string: GUID(spelling: document.content(value)) != nil
    default: false
    }
  }

  private func isEmpty(_ container: JSONPlace) -> Bool {
    document.nodes[Int(container.node)].next == container.node + 1
  }

  mutating func entries(_ outer: JSONPlace, of resource: Property<Identifier>, isNested: Bool = false) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { return values.faults.misread(outer, Self.expression, remedy: Self.audit) }
    let place = values.unwrapped(outer)
    switch document.kind(place) {
    case .array where isNested && isEmpty(place): values.faults.misread(place, Self.nothing, remedy: Self.correct)
    case .array: document.forEachElement(of: place) { entries(values.resolve($0), of: resource, isNested: true) }
    case .object: entry(place, of: resource)
    case .string where values.isTypeName(place): isWhole = false
    case .string where values.isExpression(place):
      entries(values.scope?.value(of: place) ?? .unknown, of: resource, at: place)
    case .null:
      values.faults.misread(
        place, "the permissions of a resource are null, so they are not stated", remedy: Self.correct)
    default:
      values.faults.misread(
        place, "resourceAccess holds \(document.kind(place).phrase) where a permission is expected",
        remedy: Self.correct)
    }
  }

  private mutating func entry(_ place: JSONPlace, of resource: Property<Identifier>) {
    var access = ResourceAccess(resource: resource, id: .absent, type: .absent)
    var strange: JSONPlace?
    var seen = MemberBits()
    document.forEachMember(of: place) { key, raw in
      let name = document.memberName(key)
      if let name, !seen.insert(name) { values.faults.add(.repeated(key)) }
      switch name {
      case .id:
        let value = values.resolve(raw)
        access.id = values.identifier(value)
        access.written = values.written(access.id, value)
      case .type:
        let value = values.resolve(raw)
        values.faults.read(value)
        access.type = accessType(value)
      case .name, .value, .permission, .displayName, .comment:
        if document.kind(raw) == .string { access.labels.append(raw) }
      default: if strange == nil, holdsMore(raw) { strange = key }
      }
    }
    if let place = access.id.place { access.comment = document.trailingComment(after: place) }
    if let strange {
      values.faults.misread(
        strange, "a permission entry holds a member that is not understood", remedy: Self.correct)
    }
    take(access, at: place)
  }

  mutating func take(_ access: ResourceAccess, at place: JSONPlace) {
    check(access, at: place)
    if access.id.place != nil || access.type.place != nil { list.append(access) }
  }

  // MARK: Faults

  private func check(_ access: ResourceAccess, at place: JSONPlace) {
    switch access.id {
    case .value(.name(let name), let id) where !Self.isName(name):
      values.faults.misread(id, "a permission id is no identifier", remedy: "Write the id as 8-4-4-4-12 digits.")
    case .value: break
    case .unresolved(let id):
      guard !isOwn(access.resource) else { break }
      values.faults.misread(
        id, "a permission id is a template expression that cannot be evaluated offline",
        remedy: "Write the id, or audit the deployed application.")
    case .malformed(let id):
      values.faults.misread(
        id, "a permission id is \(document.kind(id).phrase), not a string", remedy: "Correct the id.")
    case .null(let id): values.faults.misread(id, "a permission entry has no id", remedy: Self.correct)
    case .absent: values.faults.misread(place, "a permission entry has no id", remedy: Self.correct)
    }
    switch access.type {
    case .value(.role, _), .value(.scope, _): break
    case .value(.other, let type):
      values.faults.misread(
        type, "the type of a permission is neither Role nor Scope", remedy: "Write Role or Scope.")
    case .unresolved(let type):
      values.faults.misread(
        type, "the type of a permission is a template expression that cannot be evaluated offline",
        remedy: "Write Role or Scope, or audit the deployed application.")
    case .absent, .null, .malformed:
      values.faults.misread(
        access.type.place ?? place, "a permission entry has no type", remedy: "Write Role or Scope.")
    }
  }

  /// Reads the permissions of a resource, and says where the resource is not told.
  mutating func take(_ resource: Property<Identifier>, _ read: (inout Self) -> Void) {
    let before = list.count
    read(&self)
    if list.count > before { check(resource, of: list[before]) }
  }

  private func check(_ resource: Property<Identifier>, of access: ResourceAccess) {
    switch resource {
    case .unresolved(let place):
      guard !isOwn(resource) else { break }
      values.faults.misread(
        place, "a resourceAppId is a template expression that cannot be evaluated offline",
        remedy: "Write the id, or audit the deployed application.")
    case .malformed(let place):
      values.faults.misread(
        place, "a resourceAppId is \(document.kind(place).phrase), not a string", remedy: "Correct the id.")
    case .absent, .null:
      guard let place = resource.place ?? access.id.place ?? access.type.place else { break }
      values.faults.misread(place, "a resource has no resourceAppId", remedy: "Write the id of the resource.")
    case .value(.name(let name), let place) where GUID.resembles(name):
      values.faults.misread(
        place, "a resourceAppId is no identifier", remedy: "Write the id as 8-4-4-4-12 digits.")
    case .value: break
    }
  }

  /// Whether a placeholder stands for the application's own API, whose permissions are nobody else's.
  private func isOwn(_ resource: Property<Identifier>) -> Bool {
    guard case .unresolved(let place) = resource, let ownId, document.kind(ownId) == .string else { return false }
    return document.content(ownId) == document.content(place)
  }

  private func accessType(_ place: JSONPlace) -> Property<AccessType> {
    switch document.kind(place) {
    case .null: return .null(place)
    case .string:
      if values.isExpression(place) { return .unresolved(place) }
      return .value(AccessType(document.content(place)) ?? .other(document.text(place)), place)
    default: return .malformed(place)
    }
  }

  /// Whether a text can be a permission's name: letters, digits, dots, hyphens and underscores, no mark at an end and
  /// a small letter somewhere, as in all published names. Addresses and placeholders such as `__ROLE__` are none.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, !GUID.resembles(text) else { return false }
    func isMark(_ byte: UInt8) -> Bool { byte == ASCII.hyphen || byte == ASCII.point || byte == ASCII.underscore }
    var hasSmallLetter = false
    for byte in text.utf8 {
      switch byte {
      case ASCII.smallLetters: hasSmallLetter = true
      case ASCII.digits, ASCII.capitals, ASCII.hyphen, ASCII.point, ASCII.underscore:
        break
      default: return false
      }
    }
    return hasSmallLetter && !isMark(first) && !isMark(last)
  }

  /// Lists of real registrations stand at most three deep.
  private static let deepest = 64

  private static let nothing = "an empty list stands where an entry is expected"
  static let expression = "a permission list is a template expression that cannot be evaluated offline"
  static let audit = "Audit the deployed application instead: az ad app show --id <app-id>."
  static let correct = "Correct the list or export again."
}

extension GUID {
  /// Whether a text looks like a GUID that somebody or something has damaged: mostly hexadecimal digits, many of them.
  static func resembles(_ text: String) -> Bool {
    var digits = 0
    var others = 0
    for byte in text.utf8 {
      if byte.hexadecimalValue != nil { digits += 1 } else if byte != ASCII.hyphen { others += 1 }
    }
    return digits >= 20 && others * 4 <= digits || text.utf8.contains { $0 >= 0x80 } && digits >= 16
  }
}
