import Maintenance
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import Testing

@Suite struct ActivityTests {
  private static func fixture(_ name: String) throws -> [UInt8] { try Fixture.bytes("activity/\(name)") }

  /// Folds bytes that arrive in pieces, with as many workers as asked for taking turns.
  private static func fold(_ bytes: [UInt8], window: Int = 1 << 20, workers: Int = 1) throws -> (
    profile: ActivityProfile, faults: [String]
  ) {
    var reader = ActivityWindowReader(windowSize: window, read: readBytes(of: bytes, atMost: 1_000))
    _ = try reader.open()
    var folders = (0..<workers).map { ActivityFolder(catalog: .shared, worker: $0) }
    var fold = ActivityFold()
    var faults: [String] = []
    var line = 0
    var turn = 0
    while let window = try reader.next() {
      let reading = folders[turn % workers].read(window)
      fold.add(reading)
      faults += reading.faults.map { "\(line + $0.line + 1) \($0.problem.name)" }
      line += reading.lineFeeds
      turn += 1
    }
    return (fold.profile, faults)
  }

  /// What a profile says, in lines that can be compared.
  private static func lines(_ profile: ActivityProfile) -> [String] {
    var lines = ["\(profile.records) \(profile.duplicates) \(profile.batches)"]
    for (caller, groups) in profile.groups(.shared) {
      lines.append("\(caller.appID) \(caller.flow.name) \((profile.grants[caller] ?? []).sorted())")
      for group in groups {
        lines.append(
          "\(group.method) \(group.path) \(group.key.outcome.name) \(group.tally.count) \(group.tally.first ?? 0) \(group.tally.last ?? 0)"
        )
      }
    }
    return lines
  }

  @Test(arguments: [
    "members.json.gz", "stored.json.gz", "array.json", "event-hub.json", "event-hub-pretty.json", "utf16.json",
    "log-analytics.json", "portal.csv", "flat.json",
  ])
  func everyEnvelopeSaysTheSame(name: String) throws {
    let expected = Self.lines(try Self.fold(Self.fixture("storage.json")).profile)
    for window in [1 << 20, 3_000, 64] {
      let (profile, faults) = try Self.fold(Self.fixture(name), window: window, workers: 3)
      #expect(Self.lines(profile) == expected)
      #expect(faults.isEmpty)
    }
  }

  @Test func countsWhatHappened() throws {
    let profile = try Self.fold(Self.fixture("storage.json")).profile
    #expect(profile.records == 42)
    #expect(profile.duplicates == 2)
    #expect(profile.batches == 5)
    #expect(profile.window?.first == 1_782_864_000)
    let total = profile.tallies.reduce(0) { $0 + $1.count }
    #expect(total == 42 - 2 - 5)
  }

  @Test func namesWhatIsBadAndUsesTheRest() throws {
    let (profile, faults) = try Self.fold(Self.fixture("bad.json"))
    #expect(
      faults == [
        "2 notARecord", "3 notARecord", "4 wrongTable", "5 missingColumn", "6 badDate", "7 badIdentifier",
        "8 badRequestIdentifier", "9 badNumber", "10 notARecord", "11 torn",
      ])
    #expect(profile.records == 3)
  }

  @Test(arguments: [200, 201, 202, 204, 299])
  func everySuccessCountsAsUse(status: Int) {
    for isReading in [false, true] { #expect(ActivityOutcome(status: status, isReading: isReading) == .used) }
  }

  /// Content is answered with the address of a download, and what the caller holds already with nothing.
  @Test(arguments: [302, 304])
  func aReadThatIsRedirectedCountsAsUse(status: Int) {
    #expect(ActivityOutcome(status: status, isReading: true) == .used)
    #expect(ActivityOutcome(status: status, isReading: false) == .other)
  }

  @Test(arguments: [
    (401, ActivityOutcome.refused), (403, .refused), (301, .other), (307, .other), (308, .other), (404, .other),
    (429, .other),
    (500, .other),
  ])
  func othersDoNot(status: Int, outcome: ActivityOutcome) {
    for isReading in [false, true] { #expect(ActivityOutcome(status: status, isReading: isReading) == outcome) }
  }

  /// Folding random parts and merging in random pairs equals folding everything, copies in different parts included.
  @Test(arguments: 1...20)
  func partsMergeIntoTheWhole(seed: Int) throws {
    let bytes = try Self.fixture("storage.json") + Self.fixture("outcomes.json")
    let whole = Self.lines(try Self.fold(bytes).profile)
    var generator = SeededGenerator(seed: UInt64(seed))
    var parts = [[UInt8]](repeating: [], count: Int.random(in: 2...5, using: &generator))
    for line in bytes.split(separator: 0x0A) {
      parts[Int.random(in: 0..<parts.count, using: &generator)] += line + [0x0A]
    }
    var profiles = try parts.filter { !$0.isEmpty }.map { try Self.fold($0).profile }
    while profiles.count > 1 {
      profiles.shuffle(using: &generator)
      let other = profiles.removeLast()
      profiles[0].merge(other)
    }
    #expect(profiles.first.map(Self.lines) == whole)
  }

  /// A record longer than any is left out, whatever the window.
  @Test func leavesOutALineThatIsTooLong() throws {
    var bytes = Array("{\"long\":\"".utf8) + [UInt8](repeating: 0x78, count: 17 << 20) + Array("\"}\r\n".utf8)
    bytes += try Self.fixture("storage.json")
    var reader = ActivityWindowReader(read: readBytes(of: bytes))
    _ = try reader.open()
    var faults: [ActivityProblem] = []
    var calls = 0
    while let window = try reader.next() {
      let batch = ActivityScanner.scan(window)
      faults += batch.faults.map(\.problem)
      calls += batch.calls.count
    }
    #expect(faults == [.tooLong])
    #expect(calls == 42)
  }

  /// Any damage to an archive is said, or harmless; nothing crashes.
  @Test func survivesDamagedArchives() throws {
    let archive = try Self.fixture("members.json.gz")
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var damaged = archive
      damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      if Bool.random(using: &generator) { damaged.removeLast(Int.random(in: 1..<damaged.count, using: &generator)) }
      _ = try? Self.fold(damaged)
    }
  }

  /// Any damage to a log spoils records, never the process.
  @Test(arguments: ["storage.json", "array.json", "event-hub.json", "log-analytics.json", "portal.csv"])
  func survivesDamagedLogs(name: String) throws {
    let bytes = try Self.fixture(name)
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<100 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? Self.fold(Array(damaged.prefix(Int.random(in: 1...damaged.count, using: &generator))), window: 2_000)
    }
  }
}
