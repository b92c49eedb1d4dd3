internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What decides a group, in numbers alone: an operation of the catalog, or the complement of an unknown path's number.
struct GroupKey: Equatable, Sendable {
  var appID: GUID
  var target: Int32
  var flow: Flow
  var outcome: ActivityOutcome

  fileprivate var hash: Int {
    let small = UInt64(UInt32(bitPattern: target)) << 16 | UInt64(flow.rawValue) << 8 | UInt64(outcome.rawValue)
    var word = (appID.high ^ small) &* 0x9E37_79B9_7F4A_7C15
    word = (word ^ word >> 32 ^ appID.low) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: word ^ word >> 32)
  }
}

/// Numbers groups in the order in which they come, 24 bytes and a slot or two each.
struct GroupTable: Sendable {
  private(set) var keys: [GroupKey] = []
  /// One more than a group's number, 0 where a slot is free; at most half of them are used.
  private var slots = [Int32](repeating: 0, count: 64)

  func find(_ key: GroupKey) -> Int? {
    let number = slots[slot(of: key)]
    return number > 0 ? Int(number) - 1 : nil
  }

  /// Enters a group that is not there yet, and returns its number.
  mutating func append(_ key: GroupKey) -> Int {
    if (keys.count + 1) * 2 > slots.count { grow() }
    slots[slot(of: key)] = Int32(keys.count + 1)
    keys.append(key)
    return keys.count - 1
  }

  /// Where a key is, or belongs.
  private func slot(of key: GroupKey) -> Int {
    let mask = slots.count - 1
    var slot = key.hash & mask
    while slots[slot] > 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (number, key) in keys.enumerated() { slots[slot(of: key)] = Int32(number + 1) }
  }
}

/// Numbers what groups count that is no plain operation: calls with options, and URLs that the catalog does not know.
struct UnknownPaths: Sendable {
  private(set) var targets: [ActivityProfile.Target] = []
  private var numbers: [ActivityProfile.Target: Int32] = [:]

  func target(_ number: Int) -> ActivityProfile.Target { targets[number] }

  func find(_ target: ActivityProfile.Target) -> Int32? { numbers[target] }

  mutating func append(_ target: ActivityProfile.Target) -> Int32 {
    let number = Int32(targets.count)
    numbers[target] = number
    targets.append(target)
    return number
  }
}

/// Words that have been seen, forgotten all at once where there are too many.
struct SeenWords: Sendable {
  private let capacity: Int
  private var slots = [UInt64](repeating: 0, count: 64)
  private var count = 0

  init(capacity: Int) { self.capacity = capacity }

  /// Remembers a word; false where it is remembered already.
  mutating func insert(_ word: UInt64) -> Bool {
    let word = max(word, 1)
    let slot = Self.slot(of: word, in: slots)
    guard slots[slot] == 0 else { return false }
    slots[slot] = word
    count += 1
    if count > capacity {
      self = SeenWords(capacity: capacity)
      return insert(word)
    }
    if count * 2 > slots.count {
      var larger = [UInt64](repeating: 0, count: slots.count * 2)
      for known in slots where known != 0 { larger[Self.slot(of: known, in: larger)] = known }
      slots = larger
    }
    return true
  }

  private static func slot(of word: UInt64, in slots: [UInt64]) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] != 0, slots[slot] != word { slot = (slot + 1) & mask }
    return slot
  }
}
