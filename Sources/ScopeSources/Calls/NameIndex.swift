/// Numbers by names, for names of a whole project: the names themselves are not kept.
struct NameIndex {
  fileprivate struct Entry {
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

  /// The numbers of a name, ascending: none is copied, as some names have as many as a project has files.
  struct Numbers: RandomAccessCollection {
    fileprivate let entries: [Entry]
    let startIndex: Int
    let endIndex: Int

    subscript(position: Int) -> Int { Int(entries[position].number) }

    /// The first place whose number is not less than another.
    private func place(of number: Int) -> Int {
      var low = startIndex
      var high = endIndex
      while low < high {
        let middle = (low + high) / 2
        if self[middle] < number { low = middle + 1 } else { high = middle }
      }
      return low
    }

    func has(_ number: Int) -> Bool {
      let place = place(of: number)
      return place < endIndex && self[place] == number
    }

    func within(_ range: Range<Int>) -> SubSequence { self[place(of: range.lowerBound)..<place(of: range.upperBound)] }
  }

  func numbers(_ name: String) -> Numbers {
    let key = Self.key(name)
    let start = first(key)
    return Numbers(entries: entries, startIndex: start, endIndex: key == .max ? entries.count : first(key + 1))
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
