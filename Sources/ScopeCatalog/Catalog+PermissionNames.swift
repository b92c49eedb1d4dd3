import ScopeValues

// Permissions by their names, in any letter case. All names are ASCII, so bytes are compared.
extension Catalog {
  /// All permissions with a name, compared without regard to letter case; in the order of the catalog.
  package func permissions(named name: String) -> [Permission] {
    let names = nameIndexes(of: name)
    guard !names.isEmpty else { return [] }
    var entry = firstEntry(of: names.lowerBound)
    var found: [Permission] = []
    while entry < permissionCount {
      let permission = permission(word16(.permissionsByName, entry * 2))
      guard names.contains(permission.nameIndex) else { break }
      found.append(permission)
      entry += 1
    }
    return names.count == 1 ? found : found.sorted { $0.index < $1.index }
  }

  /// The names that are `name` in some letter case: nearly always one.
  func nameIndexes(of name: String) -> Range<Int> {
    var name = name
    return name.withUTF8 { wanted in
      let wanted = UnsafeRawBufferPointer(wanted)
      let first = firstName { Self.order($0, wanted) < 0 }
      var end = first
      while end < nameCount, Self.order(nameBytes(end), wanted) == 0 { end += 1 }
      return first..<end
    }
  }

  /// The first name that does not stand before another one.
  private func firstName(_ isBefore: (UnsafeRawBufferPointer) -> Bool) -> Int {
    var (low, high) = (0, nameCount)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(nameBytes(middle)) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where the permissions with a name begin among those that are sorted by name.
  private func firstEntry(of nameIndex: Int) -> Int {
    var (low, high) = (0, permissionCount)
    while low < high {
      let middle = (low + high) / 2
      if word32(.permissions, word16(.permissionsByName, middle * 2) * 32 + 16) < nameIndex {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Below, at or above zero as the first text stands before, with or after the second in lower case.
  private static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let count = min(left.count, right.count)
    var index = 0
    // Many names begin alike.
    while index &+ 8 <= count,
      left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    {
      index &+= 8
    }
    while index < count {
      let difference = Int(left[index].lowercased) - Int(right[index].lowercased)
      if difference != 0 { return difference }
      index &+= 1
    }
    return left.count - right.count
  }
}
