/// The ids of some requests of a profile, so that merging finds copies that two logs share.
///
/// All ids while there are few; then those below a threshold that halves whenever there are too many. Which ids are
/// kept depends on the ids alone, not on their order, so that samples of parts merge into the sample of the whole.
struct RequestSample: Sendable {
  /// Ids that a profile keeps; below this number of requests, merging finds every copy.
  static let capacity = 16_384

  /// The number of the group in which a request was counted, by the request's id.
  private(set) var owners: [UInt64: Int] = [:]
  /// Ids from here on are not kept.
  private(set) var limit = UInt64.max

  init() {}

  init(owners: [UInt64: Int], limit: UInt64) {
    self.owners = owners
    self.limit = limit
    shrink()
  }

  mutating func insert(_ id: UInt64, owner: Int) {
    guard id < limit else { return }
    owners[id] = owner
    shrink()
  }

  mutating func merge(_ other: RequestSample, renumber: (Int) -> Int?) {
    limit = min(limit, other.limit)
    for (id, owner) in other.owners where id < limit && owners[id] == nil {
      if let owner = renumber(owner) { owners[id] = owner }
    }
    owners = owners.filter { $0.key < limit }
    shrink()
  }

  private mutating func shrink() {
    while owners.count > Self.capacity {
      limit /= 2
      owners = owners.filter { $0.key < limit }
    }
  }
}

/// Remembers the ids of the last requests, so that copies are told from new ones in bounded memory.
struct RecentRequests: Sendable {
  /// Ids of each of the two halves; a copy is found up to so many requests after the first, and up to twice as many
  /// where the halves change late.
  static let capacity = 262_144

  private var current = [UInt64]()
  private var previous = [UInt64]()
  private var count = 0

  /// Remembers an id; false where it is remembered already.
  mutating func insert(_ id: UInt64) -> Bool {
    if current.isEmpty { current = [UInt64](repeating: 0, count: 1_024) }
    if !previous.isEmpty, Self.find(id, in: previous).isFound { return false }
    let (slot, isFound) = Self.find(id, in: current)
    if isFound { return false }
    current[slot] = id
    count += 1
    if count == Self.capacity {
      previous = current
      current = [UInt64](repeating: 0, count: current.count)
      count = 0
    } else if count * 2 > current.count {
      grow()
    }
    return true
  }

  /// Where an id is, or belongs; tables are at most half full.
  private static func find(_ id: UInt64, in table: [UInt64]) -> (slot: Int, isFound: Bool) {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: id) & mask
    while table[slot] != 0 {
      if table[slot] == id { return (slot, true) }
      slot = (slot + 1) & mask
    }
    return (slot, false)
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: current.count * 2)
    for id in current where id != 0 { larger[Self.find(id, in: larger).slot] = id }
    current = larger
  }
}
