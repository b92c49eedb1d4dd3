package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// Reads profiles that `activity fold` wrote.
package enum ActivityProfileReader {
  /// Bytes of one profile; more is none of ours.
  package static let maximumSize = 256 << 20

  /// Why a profile cannot be used.
  package struct Problem: Error, Sendable {
    package var message: String
    package var position: TextPosition
  }

  /// Reads one profile, or several that stand one after the other.
  ///
  /// - Throws: ``Problem`` where anything in it is none that `activity fold` writes: a part of a profile is worth nothing.
  package static func read(_ text: [UInt8], catalog: Catalog) throws(Problem) -> ActivityProfile {
    var limits = JSONItemReader.Limits()
    limits.value = maximumSize
    // What reads hands out pointers to the reader alone, which holds them no longer than a call.
    var items = unsafe JSONItemReader(limits: limits, read: readBytes(of: text))
    var reading = ActivityProfileReading(catalog)
    var merged: ActivityProfile?
    while true {
      let item: JSONItem?
      do throws(JSONError) { item = try items.next() } catch {
        throw Problem(message: error.problem.sentence, position: error.position)
      }
      guard let item else { break }
      do throws(ConfigurationError) {
        let profile = try reading.profile(item.document)
        merged?.merge(profile)
        merged = merged ?? profile
      } catch {
        throw Problem(message: "\(error.message); activity fold writes no such profile", position: error.position)
      }
    }
    guard let merged else { throw Problem(message: JSONProblem.empty.sentence, position: .start) }
    return merged
  }
}

/// Reads profiles member by member.
private struct ActivityProfileReading {
  private static let names = [
    "schemaVersion", "tool", "activityProfile", "window", "records", "duplicates", "batches", "overflow", "unusable",
    "idsBelow", "applications",
  ]
  private static let callNames = [
    "flow", "method", "template", "path", "outcome", "count", "first", "last", "ids",
  ]
  /// More calls of one kind than any log holds; so bounded, no sum of counts overflows.
  private static let largestCount = 1_000_000_000_000

  private var operations: OperationFinder
  private var owners: [UInt64: Int] = [:]

  init(_ catalog: Catalog) { operations = OperationFinder(catalog) }

  mutating func profile(_ document: JSONDocument) throws(ConfigurationError) -> ActivityProfile {
    guard document.integer(document.member("activityProfile", of: document.root)) == 1 else {
      throw ConfigurationError(
        path: "", position: document.position(of: document.root),
        message: "the profile is of a version that this program does not know", remedy: "")
    }
    let root = try ObjectReader(document, document.root, path: "", names: Self.names)
    var profile = ActivityProfile()
    profile.records = try Self.count("records", root)
    profile.duplicates = try Self.count("duplicates", root)
    profile.batches = try Self.count("batches", root)
    profile.overflow = try Self.count("overflow", root)
    let faults = try root.object("unusable", names: ActivityProblem.allCases.map(\.name))
    for problem in ActivityProblem.allCases where faults?[problem.name] != nil {
      profile.faults[problem] = try faults?.count(problem.name, upTo: Self.largestCount)
    }
    owners = [:]
    for application in try root.objects("applications", names: ["appId", "held", "calls"]) {
      try add(application, to: &profile)
    }
    let limit = try Self.words("idsBelow", root) ?? [.max]
    guard limit.count == 1 else {
      throw root.error(at: root.place, "\u{201C}idsBelow\u{201D} has to be one number of sixteen digits", "")
    }
    profile.sample = RequestSample(owners: owners, limit: limit[0])
    return profile
  }

  private mutating func add(
    _ application: ObjectReader, to profile: inout ActivityProfile
  ) throws(ConfigurationError) {
    let appID = try application.required("appId", application.choice("appId", "an id") { GUID($0) })
    if let held = try application.object("held", names: Flow.allCases.map(\.name)) {
      for flow in Flow.allCases where held[flow.name] != nil {
        profile.add(try held.strings(flow.name).map(\.value), to: .init(appID: appID, flow: flow))
      }
    }
    for call in try application.objects("calls", names: Self.callNames) { try add(call, of: appID, to: &profile) }
  }

  private mutating func add(
    _ call: ObjectReader, of appID: GUID, to profile: inout ActivityProfile
  ) throws(ConfigurationError) {
    let method = try call.required("method", call.string("method"))
    let flow = try call.required(
      "flow", call.choice("flow", "a kind of caller") { name in Flow.allCases.first { $0.name == name } })
    let outcome = try call.required(
      "outcome", call.choice("outcome", "an outcome") { name in ActivityOutcome.allCases.first { $0.name == name } })
    let target: ActivityProfile.Target
    if let template = try call.string("template") {
      target =
        operations.find(method, template).map { operation in
          operations.address(template, of: operation, flow).map { .asking(operation, address: $0) }
            ?? .operation(operation)
        } ?? .unknown(method: method, path: AddressPath.redacted(template))
    } else {
      target = .unknown(method: method, path: AddressPath.redacted(try call.required("path", call.string("path"))))
    }
    let number = profile.number(of: .init(appID: appID, flow: flow, outcome: outcome, target: target))
    profile.add(
      number, count: try Self.count("count", call), first: try Self.moment("first", call),
      last: try Self.moment("last", call))
    let ids = try Self.words("ids", call) ?? []
    if let number {
      for id in ids { owners[id] = number }
    }
  }

  private static func count(_ name: String, _ object: ObjectReader) throws(ConfigurationError) -> Int {
    try object.required(name, object.count(name, upTo: largestCount))
  }

  private static func words(_ name: String, _ object: ObjectReader) throws(ConfigurationError) -> [UInt64]? {
    try object.choice(name, "numbers of sixteen digits") { HexadecimalDigits.words($0) }
  }

  private static func moment(_ name: String, _ object: ObjectReader) throws(ConfigurationError) -> Int? {
    try object.choice(name, "a moment") { Timestamp(rfc3339: $0).map { Int($0.secondsSince1970) } }
  }
}

/// Finds operations by their templates, as the catalog spells them now.
private struct OperationFinder {
  private let catalog: Catalog
  private lazy var vocabulary = AddressVocabulary(catalog)
  private var known: [String: OperationIndex] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

  mutating func address(_ template: String, of operation: OperationIndex, _ flow: Flow) -> String? {
    ActivityProfile.address(template, of: operation, flow, catalog, vocabulary: vocabulary)
  }

  mutating func find(_ method: String, _ template: String) -> OperationIndex? {
    if known.isEmpty {
      for operation in 0..<catalog.operationCount {
        known["\(catalog.method(of: operation).name) \(catalog.template(of: operation))"] = operation
      }
    }
    if let operation = known["\(method) \(template)"] { return operation }
    if case .operation(let matched) = catalog.match(method: method, url: template) { return matched.operation }
    return nil
  }
}

extension ActivityProfile {
  /// The ids of requests that are kept of each group, sorted; and the number below which every id is kept.
  package var sampledIDs: (byGroup: [Int: [UInt64]], limit: UInt64) {
    var ids: [Int: [UInt64]] = [:]
    for (id, number) in sample.owners { ids[number, default: []].append(id) }
    return (ids.mapValues { $0.sorted() }, sample.limit)
  }
}
