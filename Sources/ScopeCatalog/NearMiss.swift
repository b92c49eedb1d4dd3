import ScopeValues

/// What somebody may have meant by a word that the catalog does not know.
package enum NearMiss: Sendable {
  case name(String)
  /// An id that differs in one or two digits.
  case permission(Permission)
  case template(OperationIndex)
}

extension Catalog {
  /// Names of permissions, entities and actions that differ in a few letters or contain the word; the nearest first.
  package func nearMisses(of word: String) -> [NearMiss] {
    let wanted = Array(word.lowercased().utf8.prefix(100))
    guard wanted.count > 2 else { return [] }
    let allowed = max(1, min(3, wanted.count / 6))
    var found: [(distance: Int, name: String)] = []
    for name in lookupNames {
      let letters = Array(name.lowercased().utf8)
      if let distance = Self.distance(wanted, letters, limit: allowed) {
        found.append((distance, name))
      } else if wanted.count >= 5, Self.contains(letters, wanted) {
        found.append((allowed + letters.count - wanted.count, name))
      }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map { .name($0.name) }
  }

  /// Permissions whose id differs from one in at most two hexadecimal digits; the nearest first.
  package func nearMisses(of identifier: Identifier) -> [NearMiss] {
    var found: [(digits: Int, permission: Permission)] = []
    for index in 0..<permissionCount {
      let permission = permission(index)
      guard permission.hasIdentifier else { continue }
      let digits =
        Self.differingDigits(permission.high ^ identifier.high) + Self.differingDigits(permission.low ^ identifier.low)
      if digits > 0, digits <= 2 { found.append((digits, permission)) }
    }
    return found.sorted { ($0.digits, $0.permission.index) < ($1.digits, $1.permission.index) }.prefix(3).map {
      .permission($0.permission)
    }
  }

  /// Operations with a method whose path differs from a URL's in a few letters of one segment; the nearest first.
  package func nearMisses(method: String, url: String) -> [NearMiss] {
    let segments = Self.segments(of: url)
    guard !segments.isEmpty, segments.count <= 40 else { return [] }
    let method = HTTPMethod(name: method)
    var found: [(distance: Int, operation: OperationIndex)] = []
    for operation in 0..<operationCount where method == nil || self.method(of: operation) == method {
      if let distance = Self.distance(segments, Self.segments(of: template(of: operation))) {
        found.append((distance, operation))
      }
    }
    return found.sorted { ($0.distance, $0.operation) < ($1.distance, $1.operation) }.prefix(3).map {
      .template($0.operation)
    }
  }

  /// Everything that a word can be looked up by, each once.
  private var lookupNames: [String] {
    var names = Set((0..<nameCount).map(name))
    for index in describedNames {
      for access in entities(nameIndex: index) {
        names.insert(access.entity)
        if access.entity == "Remote actions" { names.formUnion(access.actions.filter { $0 != "read" }) }
      }
    }
    for index in 0..<resourceCount { names.formUnion([resourceName(index)] + resourceAliases(index)) }
    for index in 0..<directoryRoleCount { names.insert(directoryRole(at: index).name) }
    for index in 0..<explanationCount { names.insert(explanation(at: index).name) }
    for index in describedNames { if let label = label(nameIndex: index) { names.insert(label) } }
    return names.sorted()
  }

  private static func segments(of url: String) -> [[UInt8]] {
    let bytes = Array(url.lowercased().utf8.prefix(4_000))
    let path = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      return cut.start..<cut.endOfPath(buffer)
    }
    let segments = bytes[path].split(separator: ASCII.slash).map(Array.init)
    let version = segments.first.map { $0 == Array("v1.0".utf8) || $0 == Array("beta".utf8) } ?? false
    return Array(segments.dropFirst(version ? 1 : 0))
  }

  private static func distance(_ path: [[UInt8]], _ template: [[UInt8]]) -> Int? {
    guard path.count == template.count else { return nil }
    var differing: Int?
    for (segment, other) in zip(path, template) where segment != other && other.first != ASCII.openBrace {
      guard differing == nil, let distance = distance(segment, other, limit: max(1, min(3, other.count / 4))) else {
        return nil
      }
      differing = distance
    }
    return differing
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  private static func differingDigits(_ difference: UInt64) -> Int {
    (0..<16).count { difference >> UInt64(4 * $0) & 0xF != 0 }
  }

  /// Insertions, removals, replacements and swaps of neighbours between two texts; nil beyond the limit.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 1..<left.count + 1 {
      var current = [row]
      for column in 1..<right.count + 1 {
        let isEqual = left[row - 1] == right[column - 1]
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isEqual ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, before[column - 2] + 1)
        }
        current.append(best)
      }
      guard (current.min() ?? 0) <= limit else { return nil }
      before = last
      last = current
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
