package import ScopeCatalog
package import ScopeDocuments

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
  private var keyCount = 0
  private var numbers: [ShortKey: Int32] = [:]
  private var unknown: [String: Int32] = [:]
  private var paths: [(method: String, path: String)] = []
  private var knownGrants: Set<UInt64> = []
  /// Different groups and grants that a folder remembers before it begins anew.
  private static let memory = 100_000

  /// What decides the group, in one small key: the target is an operation, or the complement of a path's number.
  private struct ShortKey: Hashable {
    var appID: GUID
    var target: Int32
    var flow: Flow
    var outcome: ActivityOutcome
  }

  /// - Parameter worker: a number of its own for each folder whose readings go into one fold.
  package init(catalog: Catalog, worker: Int) {
    self.catalog = catalog
    self.worker = worker
  }

  /// Reads a window.
  package mutating func read(_ window: ActivityWindow) -> ActivityReading {
    let batch = ActivityScanner.scan(window)
    var reading = ActivityReading(worker: worker, faults: batch.faults, lineFeeds: batch.lineFeeds)
    if keyCount > Self.memory {
      numbers = [:]
      keyCount = 0
      reading.isRestart = true
    }
    reading.events.reserveCapacity(batch.calls.count)
    for call in batch.calls {
      if call.method == .post, window.isBatchEnvelope(call.url) {
        reading.batches += 1
        continue
      }
      let flow: Flow = call.isDelegated ? .delegated : .application
      let target = target(of: call, in: window)
      let short = ShortKey(appID: call.appID, target: target, flow: flow, outcome: ActivityOutcome(status: Int(call.status), isReading: call.method == .get))
      let event = ActivityReading.Event(
        requestKey: call.requestKey, group: number(of: short, &reading), count: Int32(clamping: call.count), first: call.first,
        last: call.last)
      reading.events.append(event)
      note(call, flow, window, &reading)
    }
    return reading
  }

  private mutating func number(of short: ShortKey, _ reading: inout ActivityReading) -> Int32 {
    if let known = numbers[short] { return known }
    let target: ActivityProfile.Target
    if short.target >= 0 {
      target = .operation(Int(short.target))
    } else {
      let path = paths[Int(~short.target)]
      target = .unknown(method: path.method, path: path.path)
    }
    let number = Int32(keyCount)
    numbers[short] = number
    keyCount += 1
    reading.newKeys.append(.init(appID: short.appID, flow: short.flow, outcome: short.outcome, target: target))
    return number
  }

  // MARK: Targets

  private mutating func target(of call: ActivityCall, in window: ActivityWindow) -> Int32 {
    if let method = HTTPMethod(call.method) {
      let operation = window.withText(of: call.url) { url -> OperationIndex? in
        if case .operation(let matched) = catalog.match(method: method, url: url) { return matched.operation }
        return nil
      }
      if let operation { return Int32(truncatingIfNeeded: operation) }
    }
    let method = HTTPMethod(call.method)?.name ?? "OTHER"
    let path = RedactedPath.of(window.text(of: call.url))
    let name = "\(method) \(path)"
    if let known = unknown[name] { return ~known }
    let number = Int32(paths.count)
    // More paths than the profile keeps: it has no room for one that stands for all others, and counts those calls.
    guard paths.count < ActivityProfile.maximumUnknown else {
      if paths.count == ActivityProfile.maximumUnknown { paths.append(("OTHER", "/\u{2026}")) }
      return ~Int32(ActivityProfile.maximumUnknown)
    }
    unknown[name] = number
    paths.append((method, path))
    return ~number
  }

  // MARK: Grants

  private mutating func note(
    _ call: ActivityCall, _ flow: Flow, _ window: ActivityWindow, _ reading: inout ActivityReading
  ) {
    guard !call.grants.range.isEmpty else { return }
    let key = call.grantsKey ^ call.appID.low &* 0x9E37_79B9_7F4A_7C15 ^ call.appID.high ^ UInt64(flow.rawValue)
    guard knownGrants.insert(key).inserted else { return }
    if knownGrants.count > Self.memory { knownGrants = [key] }
    let names = window.text(of: call.grants).split { " ,;".contains($0) }.map(String.init)
    reading.grants.append((.init(appID: call.appID, flow: flow), names))
  }
}

/// Puts readings together, in the order of the input, and leaves copies out.
package struct ActivityFold: Sendable {
  package private(set) var profile = ActivityProfile()
  private var recent = RecentRequests()
  /// For each worker the number in the profile of each of its groups.
  private var places: [Int: [Int?]] = [:]

  package init() {}

  /// Adds what a folder read; always in the order of the windows, so that the work's order never shows.
  package mutating func add(_ reading: ActivityReading) {
    var places = reading.isRestart ? [] : self.places.removeValue(forKey: reading.worker) ?? []
    for key in reading.newKeys { places.append(profile.number(of: key)) }
    profile.records += reading.events.count + reading.batches
    profile.batches += reading.batches
    for event in reading.events {
      if event.requestKey != 0, !recent.insert(event.requestKey) {
        profile.duplicates += 1
        continue
      }
      let place = places[Int(event.group)]
      profile.add(place, count: Int(event.count), first: event.first, last: event.last)
      if let place, event.requestKey != 0 { profile.sample.insert(event.requestKey, owner: place) }
    }
    self.places[reading.worker] = places
    for (caller, names) in reading.grants { profile.add(names, to: caller) }
    for fault in reading.faults { profile.faults[fault.problem, default: 0] += 1 }
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
