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
    var reader = unsafe JSONItemReader(limits: limits, read: readBytes(of: text))
    do throws(JSONError) {
      guard let first = try reader.next() else { throw JSONError(.empty, at: .start) }
      var operations = OperationFinder(catalog)
      var merged = try profile(first.document, &operations)
      while let next = try reader.next() { merged.merge(try profile(next.document, &operations)) }
      return merged
    } catch {
      throw Problem(message: error.problem.sentence, position: error.position)
    }
  }

  private static func profile(
    _ document: JSONDocument, _ operations: inout OperationFinder
  ) throws(JSONError) -> ActivityProfile {
    let root = document.root
    var profile = ActivityProfile()
    func refused(_ what: String, _ place: JSONPlace) -> JSONError {
      JSONError(
        .unreadable("\(what) of the profile is none that this program writes"), at: document.position(of: place))
    }
    guard document.integer(document.member("activityProfile", of: root)) == 1 else {
      throw JSONError(
        .unreadable("the profile is of a version that this program does not know"), at: document.position(of: root))
    }
    profile.records = document.count("records", root)
    profile.duplicates = document.count("duplicates", root)
    profile.batches = document.count("batches", root)
    profile.overflow = document.count("overflow", root)
    if let faults = document.member("unusable", of: root) {
      document.forEachMember(of: faults) { name, value in
        guard let problem = ActivityProblem(name: document.text(name)) else { return }
        profile.faults[problem] = max(document.integer(value) ?? 0, 0)
      }
    }
    var owners: [UInt64: Int] = [:]
    for application in document.member("applications", of: root).map(document.elements) ?? [] {
      guard let appID = document.string(document.member("appId", of: application)).flatMap({ GUID($0) }) else {
        throw refused("an application", application)
      }
      for flow in Flow.allCases {
        let held = document.member("held", of: application).flatMap { document.member(named: flow.name, of: $0) }
        guard let held else { continue }
        profile.add(document.elements(of: held).compactMap(document.string), to: .init(appID: appID, flow: flow))
      }
      for call in document.member("calls", of: application).map(document.elements) ?? [] {
        guard let method = document.string(document.member("method", of: call)),
          let flow = Flow.allCases.first(where: { $0.name == document.string(document.member("flow", of: call)) }),
          let outcome = ActivityOutcome.allCases.first(where: {
            $0.name == document.string(document.member("outcome", of: call))
          })
        else { throw refused("a call", call) }
        let target: ActivityProfile.Target
        if let template = document.string(document.member("template", of: call)) {
          target = operations.find(method, template).map { .operation($0) } ?? .unknown(method: method, path: template)
        } else {
          target = .unknown(method: method, path: document.string(document.member("path", of: call)) ?? "")
        }
        let number = profile.number(of: .init(appID: appID, flow: flow, outcome: outcome, target: target))
        profile.add(
          number, count: document.count("count", call), first: document.moment("first", call),
          last: document.moment("last", call))
        guard let number, let ids = document.string(document.member("ids", of: call)) else { continue }
        for id in Hexadecimal.words(ids) { owners[id] = number }
      }
    }
    let limit = document.string(document.member("idsBelow", of: root)).flatMap { Hexadecimal.words($0).first }
    profile.sample = RequestSample(owners: owners, limit: limit ?? .max)
    return profile
  }
}

/// Finds operations by their templates, as the catalog spells them now.
private struct OperationFinder {
  private let catalog: Catalog
  private var known: [String: OperationIndex] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

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

/// Words of 64 bits as text: sixteen hexadecimal digits each, one after the other.
package enum Hexadecimal {
  package static func words(_ text: String) -> [UInt64] {
    var words: [UInt64] = []
    var word: UInt64 = 0
    var digits = 0
    for byte in text.utf8 {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return [] }
      word = word << 4 | UInt64(digit)
      digits += 1
      if digits == 16 {
        words.append(word)
        (word, digits) = (0, 0)
      }
    }
    return words
  }

  package static func text(_ words: some Sequence<UInt64>) -> String {
    var bytes: [UInt8] = []
    for word in words {
      for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> shift) & 15
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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

extension JSONDocument {
  fileprivate func count(_ name: StaticString, _ place: JSONPlace) -> Int {
    max(integer(member(name, of: place)) ?? 0, 0)
  }

  fileprivate func moment(_ name: StaticString, _ place: JSONPlace) -> Int? {
    string(member(name, of: place)).flatMap { Timestamp(rfc3339: $0) }.map { Int($0.secondsSince1970) }
  }
}
