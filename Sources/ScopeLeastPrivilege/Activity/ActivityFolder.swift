package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// The calls of one window, grouped by the folder that read it.
package struct ActivityReading: Sendable {
  /// One call: its id, its group by the folder's numbers, and when.
  struct Event: Sendable {
    var requestKey: UInt64
    var group: Int32
    var count: Int32
    var first: Int?
    var last: Int?
  }

  /// The worker whose numbers the events use, and the groups that it numbered for the first time.
  var worker: Int
  var newKeys: [ActivityProfile.Key] = []
  /// Whether the worker began to number anew.
  var isRestart = false
  var events: [Event] = []
  var grants: [(caller: ActivityProfile.Caller, names: [String])] = []
  var batches = 0
  package var faults: [ActivityFault] = []
  /// Line feeds of the window.
  package var lineFeeds = 0
}

/// Reads windows of activity logs, one worker's share of them; what it has seen before costs little.
package struct ActivityFolder: Sendable {
  private let catalog: Catalog
  private let worker: Int
  private lazy var vocabulary = AddressVocabulary(catalog)
  private var groups = GroupTable()
  private var unknown = UnknownPaths()
  private var knownGrants = SeenWords(capacity: ActivityFolder.memory)
  /// Different groups and grants that a folder remembers before it begins anew.
  private static let memory = 50_000

  /// - Parameter worker: a number of its own for each folder whose readings go into one fold.
  package init(catalog: Catalog, worker: Int) {
    self.catalog = catalog
    self.worker = worker
  }

  /// Reads a window.
  package mutating func read(_ window: ActivityWindow) -> ActivityReading {
    let batch = ActivityScanner.scan(window)
    var reading = ActivityReading(worker: worker, faults: batch.faults, lineFeeds: batch.lineFeeds)
    if groups.keys.count > Self.memory {
      groups = GroupTable()
      reading.isRestart = true
    }
    reading.events.reserveCapacity(batch.calls.count)
    for call in batch.calls {
      if call.method == .post, window.isBatchEnvelope(call.url) {
        reading.batches += 1
        continue
      }
      let flow: Flow = call.isDelegated ? .delegated : .application
      let target = target(of: call, flow, in: window)
      let key = GroupKey(
        appID: call.appID, target: target, flow: flow,
        outcome: ActivityOutcome(status: Int(call.status), isReading: call.method == .get))
      let event = ActivityReading.Event(
        requestKey: call.requestKey, group: number(of: key, &reading), count: Int32(clamping: call.count),
        first: call.first,
        last: call.last)
      reading.events.append(event)
      note(call, flow, window, &reading)
    }
    return reading
  }

  private mutating func number(of key: GroupKey, _ reading: inout ActivityReading) -> Int32 {
    if let known = groups.find(key) { return Int32(known) }
    let target: ActivityProfile.Target
    if key.target >= 0 {
      target = .operation(Int(key.target))
    } else {
      target =
        Int(~key.target) < unknown.targets.count
        ? unknown.target(Int(~key.target)) : .unknown(method: "OTHER", path: "/\u{2026}")
    }
    reading.newKeys.append(.init(appID: key.appID, flow: key.flow, outcome: key.outcome, target: target))
    return Int32(groups.append(key))
  }

  // MARK: Targets

  private mutating func target(of call: ActivityCall, _ flow: Flow, in window: ActivityWindow) -> Int32 {
    if let method = HTTPMethod(call.method) {
      let matched = window.withText(of: call.url) { url -> (operation: OperationIndex, hasMore: Bool)? in
        guard case .operation(let matched) = catalog.match(method: method, url: url) else { return nil }
        return (matched.operation, catalog.mayAsk(url, matched))
      }
      if let (operation, hasMore) = matched {
        guard hasMore else { return Int32(truncatingIfNeeded: operation) }
        let url = window.text(of: call.url)
        guard let address = ActivityProfile.address(url, of: operation, flow, catalog, vocabulary: vocabulary)
        else {
          return Int32(truncatingIfNeeded: operation)
        }
        return number(of: .asking(operation, address: address))
      }
    }
    let method = HTTPMethod(call.method)?.name ?? "OTHER"
    return number(of: .unknown(method: method, path: AddressPath.redacted(window.text(of: call.url))))
  }

  private mutating func number(of target: ActivityProfile.Target) -> Int32 {
    if let known = unknown.find(target) { return ~known }
    // More paths than the profile keeps: it has no room for one that stands for all others, and counts those calls.
    guard unknown.targets.count < ActivityProfile.maximumUnknown else { return ~Int32(ActivityProfile.maximumUnknown) }
    return ~unknown.append(target)
  }

  // MARK: Grants

  private mutating func note(
    _ call: ActivityCall, _ flow: Flow, _ window: ActivityWindow, _ reading: inout ActivityReading
  ) {
    guard !call.grants.range.isEmpty else { return }
    let key = call.grantsKey ^ call.appID.low &* 0x9E37_79B9_7F4A_7C15 ^ call.appID.high ^ UInt64(flow.rawValue)
    guard knownGrants.insert(key) else { return }
    let names = window.text(of: call.grants).split { " ,;".contains($0) }.map(String.init)
    reading.grants.append((.init(appID: call.appID, flow: flow), names))
  }
}

/// Puts readings together, in the order of the input, and leaves copies out.
package struct ActivityFold: Sendable {
  package private(set) var profile = ActivityProfile()
  private var recent = RecentRequests()
  /// For each worker the number in the profile of each of its groups; -1 where there was no room.
  private var places: [Int: [Int32]] = [:]

  package init() {}

  /// Adds what a folder read; always in the order of the windows, so that the work's order never shows.
  package mutating func add(_ reading: ActivityReading) {
    var places = reading.isRestart ? [] : self.places.removeValue(forKey: reading.worker) ?? []
    for key in reading.newKeys { places.append(profile.number(of: key).map { Int32($0) } ?? -1) }
    profile.records += reading.events.count + reading.batches
    profile.batches += reading.batches
    for event in reading.events {
      if event.requestKey != 0, !recent.insert(event.requestKey) {
        profile.duplicates += 1
        continue
      }
      let number = Int(places[Int(event.group)])
      let place = number >= 0 ? number : nil
      profile.add(place, count: Int(event.count), first: event.first, last: event.last)
      if let place, event.requestKey != 0 { profile.sample.insert(event.requestKey, owner: place) }
    }
    self.places[reading.worker] = places
    for (caller, names) in reading.grants { profile.add(names, to: caller) }
    for fault in reading.faults { profile.faults[fault.problem, default: 0] += fault.count }
  }

  package mutating func merge(_ other: ActivityProfile) { profile.merge(other) }
}

extension HTTPMethod {
  fileprivate init?(_ method: ActivityCall.Method) {
    switch method {
    case .get: self = .get
    case .post: self = .post
    case .patch: self = .patch
    case .put: self = .put
    case .delete: self = .delete
    case .other: return nil
    }
  }
}
