package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

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
    /// An operation with what of the address decides what the call needs: its template or path, and options.
    case asking(OperationIndex, address: String)
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
    package private(set) var count = 0
    // Without optionals, which would double what a group takes.
    private var earliest = Int.max
    private var latest = Int.min
    /// Seconds since 1970; nil where no record had a date.
    package var first: Int? { earliest == .max ? nil : earliest }
    package var last: Int? { latest == .min ? nil : latest }

    package init() {}

    mutating func add(count: Int, first: Int?, last: Int?) {
      self.count.add(saturating: count)
      if let first { earliest = min(earliest, first) }
      if let last { latest = max(latest, last) }
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

  private var table = GroupTable()
  package private(set) var tallies: [Tally] = []
  private var unknown = UnknownPaths()
  private var unknownCount = 0
  /// Names of the permissions that the tokens of a caller held.
  package private(set) var grants: [Caller: Set<String>] = [:]
  private var grantNames: Set<String> = []
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

  package var isEmpty: Bool { tallies.isEmpty }

  // MARK: Adding

  /// What a group counts.
  package func key(of number: Int) -> Key {
    let key = table.keys[number]
    let target: Target
    if key.target >= 0 {
      target = .operation(Int(key.target))
    } else {
      target = unknown.target(Int(~key.target))
    }
    return Key(appID: key.appID, flow: key.flow, outcome: key.outcome, target: target)
  }

  /// The number of a group; nil where there is no room for another one.
  mutating func number(of key: Key) -> Int? {
    var small = GroupKey(appID: key.appID, target: 0, flow: key.flow, outcome: key.outcome)
    let hasRoom = tallies.count < Self.maximumGroups
    switch key.target {
    case .operation(let operation):
      small.target = Int32(operation)
      if let known = table.find(small) { return known }
      guard hasRoom else { return nil }
    case .asking, .unknown:
      let known = unknown.find(key.target)
      if let known {
        small.target = ~known
        if let number = table.find(small) { return number }
      }
      guard hasRoom, unknownCount < Self.maximumUnknown else { return nil }
      unknownCount += 1
      small.target = ~(known ?? unknown.append(key.target))
    }
    tallies.append(Tally())
    return table.append(small)
  }

  /// Counts calls of a group; those of a group without a number go to `overflow`.
  mutating func add(_ number: Int?, count: Int, first: Int?, last: Int?) {
    guard let number else {
      overflow.add(saturating: count)
      return
    }
    tallies[number].add(count: count, first: first, last: last)
  }

  /// Adds permissions that a caller held; where callers find no room, `overflow` has counted their calls.
  package mutating func add(_ names: some Sequence<String>, to caller: Caller) {
    guard grants[caller] != nil || grants.count < Self.maximumGroups else { return }
    // The same text for all callers, so that it is in memory once.
    let shared = names.map { grantNames.insert(ShownText.of($0)).memberAfterInsert }
    grants[caller, default: []].formUnion(shared)
  }

  /// Adds another profile; copies of requests whose ids both know are counted once.
  package mutating func merge(_ other: ActivityProfile) {
    var copies: [Int: Int] = [:]
    for (id, number) in other.sample.owners where sample.owners[id] != nil { copies[number, default: 0] += 1 }
    for count in copies.values { duplicates.add(saturating: count) }
    var renumbered: [Int?] = []
    for (number, tally) in other.tallies.enumerated() {
      let mine = self.number(of: other.key(of: number))
      renumbered.append(mine)
      add(mine, count: max(tally.count - copies[number, default: 0], 0), first: tally.first, last: tally.last)
    }
    sample.merge(other.sample) { renumbered[$0] }
    for (caller, names) in other.grants { add(names, to: caller) }
    records.add(saturating: other.records)
    duplicates.add(saturating: other.duplicates)
    batches.add(saturating: other.batches)
    overflow.add(saturating: other.overflow)
    for (problem, count) in other.faults { faults[problem, default: 0].add(saturating: count) }
  }

  /// The groups of each caller, sorted by outcome, path and method.
  package func groups(_ catalog: Catalog) -> [(caller: Caller, groups: [Group])] {
    var all: [(caller: Caller, groups: [Group])] = []
    forEachCaller(catalog) { all.append(($0, $1)) }
    return all
  }

  /// Calls `body` with each caller and its groups, in order, so that words are made for one caller at a time.
  package func forEachCaller(_ catalog: Catalog, _ body: (Caller, [Group]) -> Void) {
    func caller(_ number: Int32) -> Caller {
      Caller(appID: table.keys[Int(number)].appID, flow: table.keys[Int(number)].flow)
    }
    // A group of which every call turned out to be a copy is nothing that happened.
    let numbers = (0..<Int32(tallies.count)).filter { tallies[Int($0)].count > 0 }.sorted { left, right in
      let (first, second) = (caller(left), caller(right))
      return first == second ? left < right : first < second
    }
    var rest = numbers[...]
    for next in Set(grants.keys).union(numbers.lazy.map(caller)).sorted() {
      let own = rest.prefix { caller($0) == next }
      rest = rest.dropFirst(own.count)
      let groups = own.map { Group(number: Int($0), key: key(of: Int($0)), tally: tallies[Int($0)], catalog: catalog) }
      body(next, groups.sorted { $0.order < $1.order })
    }
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
      case .asking(let operation, let address):
        method = catalog.method(of: operation).name
        path = address
      case .unknown(let method, let path):
        self.method = method
        self.path = path
      }
    }

    package var isKnown: Bool {
      if case .unknown = key.target { false } else { true }
    }

    fileprivate var order: (Int, String, String) { (Int(key.outcome.rawValue), path, method) }
  }
}
