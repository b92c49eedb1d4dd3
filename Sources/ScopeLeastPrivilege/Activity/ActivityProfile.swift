package import ScopeCatalog
package import ScopeDocuments

/// What came of a call.
package enum ActivityOutcome: UInt8, CaseIterable, Comparable, Sendable {
  /// Any 2xx, and what a read that went through may answer beside: the permission was used.
  case used
  /// 401 or 403: wanted, but refused.
  case refused
  /// Anything else, which says nothing about permissions for sure.
  case other

  /// - Parameter isReading: whether the call was a GET. Graph answers one for content with 302 and the address of a
  ///   download that needs no token, and one whose answer the caller holds already with 304; both only where it would
  ///   have let the call through (RFC 9110, sections 15.4.3 and 13.2.1). Other redirections say nothing.
  package init(status: Int, isReading: Bool) {
    switch status {
    case 200..<300: self = .used
    case 302, 304: self = isReading ? .used : .other
    case 401, 403: self = .refused
    default: self = .other
    }
  }

  package var name: String {
    switch self {
    case .used: "used"
    case .refused: "refused"
    case .other: "other"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A small summary of activity logs that can be merged: who called which operation, how often, when first and last.
package struct ActivityProfile: Sendable {
  /// An operation of the catalog, or what is left of the URL of a call that the catalog does not know.
  package enum Target: Hashable, Sendable {
    case operation(OperationIndex)
    case unknown(method: String, path: String)
  }

  /// What is counted together.
  package struct Key: Hashable, Sendable {
    package var appID: GUID
    package var flow: Flow
    package var outcome: ActivityOutcome
    package var target: Target

    package init(appID: GUID, flow: Flow, outcome: ActivityOutcome, target: Target) {
      self.appID = appID
      self.flow = flow
      self.outcome = outcome
      self.target = target
    }
  }

  /// How often and when.
  package struct Tally: Hashable, Sendable {
    package var count = 0
    /// Seconds since 1970; nil where no record had a date.
    package var first: Int?
    package var last: Int?

    package init() {}

    mutating func add(count: Int, first: Int?, last: Int?) {
      self.count += count
      self.first = Self.either(self.first, first, min)
      self.last = Self.either(self.last, last, max)
    }

    private static func either(_ left: Int?, _ right: Int?, _ pick: (Int, Int) -> Int) -> Int? {
      guard let left, let right else { return left ?? right }
      return pick(left, right)
    }
  }

  /// An application in one of its two roles.
  package struct Caller: Hashable, Comparable, Sendable {
    package var appID: GUID
    package var flow: Flow

    package init(appID: GUID, flow: Flow) {
      self.appID = appID
      self.flow = flow
    }

    package static func < (left: Self, right: Self) -> Bool { (left.appID, left.flow) < (right.appID, right.flow) }
  }

  /// Groups that are kept apart at most; calls beyond are counted in `overflow`.
  package static let maximumGroups = 200_000
  /// Different unknown paths that are kept at most.
  package static let maximumUnknown = 10_000

  package private(set) var keys: [Key] = []
  package private(set) var tallies: [Tally] = []
  private var numbers: [Key: Int] = [:]
  private var unknownCount = 0
  /// Names of the permissions that the tokens of a caller held.
  package private(set) var grants: [Caller: Set<String>] = [:]
  /// Records that were read, copies and batches included.
  package var records = 0
  /// Records left out as copies of one that was counted.
  package var duplicates = 0
  /// Envelopes of batches, whose parts are recorded themselves.
  package var batches = 0
  /// Calls that found no room.
  package var overflow = 0
  /// What could not be used, by kind.
  package var faults: [ActivityProblem: Int] = [:]
  /// Ids of requests, so that copies in another profile are found when both are merged.
  var sample = RequestSample()

  package init() {}

  /// The earliest and latest date of a call.
  package var window: (first: Int, last: Int)? {
    guard let first = tallies.compactMap(\.first).min(), let last = tallies.compactMap(\.last).max() else { return nil }
    return (first, last)
  }

  package var isEmpty: Bool { keys.isEmpty }

  // MARK: Adding

  /// The number of a group; nil where there is no room for another one.
  mutating func number(of key: Key) -> Int? {
    if let known = numbers[key] { return known }
    guard keys.count < Self.maximumGroups else { return nil }
    if case .unknown = key.target {
      guard unknownCount < Self.maximumUnknown else { return nil }
      unknownCount += 1
    }
    numbers[key] = keys.count
    keys.append(key)
    tallies.append(Tally())
    return keys.count - 1
  }

  /// Counts calls of a group; those of a group without a number go to `overflow`.
  mutating func add(_ number: Int?, count: Int, first: Int?, last: Int?) {
    guard let number else {
      overflow += count
      return
    }
    tallies[number].add(count: count, first: first, last: last)
  }

  package mutating func add(_ names: some Sequence<String>, to caller: Caller) {
    grants[caller, default: []].formUnion(names)
  }

  /// Adds another profile; copies of requests whose ids both know are counted once.
  package mutating func merge(_ other: ActivityProfile) {
    var copies: [Int: Int] = [:]
    for (id, number) in other.sample.owners where sample.owners[id] != nil { copies[number, default: 0] += 1 }
    duplicates += copies.values.reduce(0, +)
    var renumbered: [Int?] = []
    for (number, key) in other.keys.enumerated() {
      let tally = other.tallies[number]
      let mine = self.number(of: key)
      renumbered.append(mine)
      add(mine, count: tally.count - copies[number, default: 0], first: tally.first, last: tally.last)
    }
    sample.merge(other.sample) { renumbered[$0] }
    for (caller, names) in other.grants { add(names, to: caller) }
    records += other.records
    duplicates += other.duplicates
    batches += other.batches
    overflow += other.overflow
    faults.merge(other.faults, uniquingKeysWith: +)
  }

  /// The groups of each caller, sorted by outcome, path and method.
  package func groups(_ catalog: Catalog) -> [(caller: Caller, groups: [Group])] {
    var byCaller: [Caller: [Group]] = [:]
    for (number, key) in keys.enumerated() {
      byCaller[Caller(appID: key.appID, flow: key.flow), default: []].append(
        Group(number: number, key: key, tally: tallies[number], catalog: catalog))
    }
    for caller in grants.keys where byCaller[caller] == nil { byCaller[caller] = [] }
    return byCaller.map { ($0.key, $0.value.sorted { $0.order < $1.order }) }.sorted { $0.0 < $1.0 }
  }

  /// A group with the words for it.
  package struct Group: Sendable {
    package let number: Int
    package let key: Key
    package let tally: Tally
    package let method: String
    /// The template of the operation, or what is left of the URL.
    package let path: String

    init(number: Int, key: Key, tally: Tally, catalog: Catalog) {
      self.number = number
      self.key = key
      self.tally = tally
      switch key.target {
      case .operation(let operation):
        method = catalog.method(of: operation).name
        path = catalog.template(of: operation)
      case .unknown(let method, let path):
        self.method = method
        self.path = path
      }
    }

    package var isKnown: Bool {
      if case .operation = key.target { true } else { false }
    }

    fileprivate var order: (Int, String, String) { (Int(key.outcome.rawValue), path, method) }
  }
}
