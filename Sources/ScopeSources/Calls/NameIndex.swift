/// Numbers by names, for names of a whole project: the names themselves are not kept.
struct NameIndex {
  private struct Entry {
    var key: UInt64
    var number: UInt32
  }

  private var entries: [Entry] = []

  /// What a name is kept as.
  static func key(_ name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
      return hash
    }
  }

  mutating func add(_ name: String, _ number: Int) { add(key: Self.key(name), number) }

  mutating func add(key: UInt64, _ number: Int) {
    entries.append(Entry(key: key, number: UInt32(truncatingIfNeeded: number)))
  }

  /// Makes it ready for questions, without the entries whose key is not wanted.
  mutating func seal(_ isWanted: (UInt64) -> Bool = { _ in true }) {
    entries.removeAll { !isWanted($0.key) }
    entries.sort { ($0.key, $0.number) < ($1.key, $1.number) }
  }

  /// The numbers of a name, ascending.
  func numbers(_ name: String) -> [Int] {
    let key = Self.key(name)
    var index = first(key)
    var found: [Int] = []
    while index < entries.count, entries[index].key == key {
      found.append(Int(entries[index].number))
      index += 1
    }
    return found
  }

  func contains(_ name: String) -> Bool { contains(key: Self.key(name)) }

  func contains(key: UInt64) -> Bool {
    let index = first(key)
    return index < entries.count && entries[index].key == key
  }

  private func first(_ key: UInt64) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
