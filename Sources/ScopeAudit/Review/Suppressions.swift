package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// The suppressions that are in force, and those that should not be there any more.
package struct Suppressions: Sendable {
  private let file: SuppressionFile
  private let isOver: [Bool]
  /// The place in the book of an entry's rule; nil where it names none.
  private let rules: [Int?]
  /// What an entry's subject may be called in a finding, in lower case.
  private let subjects: [Set<String>]
  private let byFingerprint: [String: [Int]]
  private let byApplication: [String: [Int]]

  /// - Throws: ``ConfigurationError`` at a rule that does not exist.
  package init(_ file: SuppressionFile, now: Timestamp, book: RuleBook, catalog: Catalog) throws(ConfigurationError) {
    self.file = file
    isOver = file.entries.map { $0.expiry.isOver(at: now) }
    var rules: [Int?] = []
    var subjects: [Set<String>] = []
    var byFingerprint: [String: [Int]] = [:]
    var byApplication: [String: [Int]] = [:]
    for (index, entry) in file.entries.enumerated() {
      let known = entry.rule.flatMap { book.rule($0) }
      if let rule = entry.rule, known == nil {
        throw file.error(
          at: entry.rulePlace ?? entry.place, "there is no rule called \(ConfigurationError.quoted(rule))",
          NearestName.remedy(for: rule, among: book.rules.map(\.id)))
      }
      rules.append(known?.index)
      subjects.append(entry.subject.map { Self.spellings(of: $0, catalog) } ?? [])
      if let fingerprint = entry.fingerprint {
        byFingerprint[fingerprint, default: []].append(index)
      } else if let appId = entry.appId {
        byApplication[appId, default: []].append(index)
      }
    }
    self.rules = rules
    self.subjects = subjects
    self.byFingerprint = byFingerprint
    self.byApplication = byApplication
  }

  /// Findings know permissions by id; people write names.
  private static func spellings(of subject: String, _ catalog: Catalog) -> Set<String> {
    let ids = catalog.permissions(named: subject).map { GUID(high: $0.high, low: $0.low).description }
    return Set(ids + [subject.lowercased()])
  }

  // MARK: Applying

  /// Marks the findings that are accepted; what it came to is needed at the end of the run.
  package func apply(to result: inout ApplicationResult) -> Use {
    apply(to: &result.findings, appId: result.appId.lowercased())
  }

  /// - Parameter appId: in lower case; empty for findings that belong to no application.
  package func apply(to findings: inout [Finding], appId: String) -> Use {
    var use = Use()
    for index in findings.indices {
      let finding = findings[index]
      var candidates = byApplication[appId] ?? []
      if !byFingerprint.isEmpty {
        candidates += byFingerprint[finding.fingerprint.description] ?? []
        candidates += byFingerprint[finding.fingerprint.short] ?? []
      }
      for entry in candidates where matches(entry, finding, appId: appId) {
        use.matches[entry, default: 0] += 1
        guard !isOver[entry] else { continue }
        findings[index].state = .suppressed
        findings[index].acceptance = Acceptance(file.entries[entry])
      }
    }
    for (entry, _) in use.matches { use.met.insert(entry) }
    for entry in byApplication[appId] ?? [] { use.met.insert(entry) }
    return use
  }

  private func matches(_ index: Int, _ finding: Finding, appId: String) -> Bool {
    let entry = file.entries[index]
    if let rule = rules[index], rule != finding.rule.index { return false }
    if let wanted = entry.appId, wanted != appId { return false }
    return entry.subject == nil || finding.subject.contains { subjects[index].contains($0.lowercased()) }
  }

  /// What some entries were good for.
  package struct Use: Sendable {
    /// Findings by index of the entry.
    var matches: [Int: Int] = [:]
    /// Entries whose application was there.
    var met: Set<Int> = []

    package init() {}

    package mutating func add(_ other: Use) {
      matches.merge(other.matches) { $0 + $1 }
      met.formUnion(other.met)
    }
  }

  // MARK: Findings of its own

  /// The entries that are over, and those that nothing needs any more, as findings in the file.
  ///
  /// - Parameters:
  ///   - isComplete: whether all inputs could be read; otherwise nobody can tell what is unused.
  ///   - saysUnmet: whether entries that are over are told although no finding matches them.
  package func findings(
    after use: Use, isComplete: Bool, saysUnmet: Bool = true, book: RuleBook, settings: RuleSettings
  ) -> [Finding] {
    var findings: [Finding] = []
    // Entries come in the file's order, so that one pass over the file finds all their places.
    var finder = PlaceFinder(document: file.document, path: file.path)
    func report(_ id: String, _ entry: SuppressionEntry, _ place: JSONPlace, _ message: String) {
      guard let rule = book.rule(id), !settings.isOff(rule) else { return }
      let subject = [entry.fingerprint ?? "", entry.rule ?? "", entry.appId ?? "", entry.subject ?? ""]
      findings.append(
        Finding(
          rule: rule, severity: settings.severity(of: rule) ?? rule.severity, message: message, fix: rule.fix.text,
          location: finder.location(place), excerpt: finder.excerpt(place),
          fingerprint: Fingerprint([rule.lastingID] + subject),
          subject: subject))
    }
    for (index, entry) in file.entries.enumerated() {
      let count = use.matches[index] ?? 0
      if isOver[index] {
        guard count > 0 || saysUnmet else { continue }
        report("expired-suppression", entry, entry.expiryPlace ?? entry.place, Self.expired(entry, count))
      } else if count == 0, isComplete, entry.appId == nil || use.met.contains(index) {
        report("unused-suppression", entry, entry.place, "No finding matches this suppression any more.")
      }
    }
    return findings.sorted { left, right in
      (-left.severity.rawValue, left.location.range.start.byte) < (
        -right.severity.rawValue, right.location.range.start.byte
      )
    }
  }

  private static func expired(_ entry: SuppressionEntry, _ count: Int) -> String {
    let effect =
      switch count {
      case 0: "No finding matches it any more."
      case 1: "The finding that it matches counts again."
      default: "The \(count) findings that it matches count again."
      }
    if case .malformed = entry.expiry {
      return "This suppression ends on something that is not a date, and so counts as over. \(effect)"
    }
    return "This suppression is over. \(effect)"
  }
}

extension Acceptance {
  fileprivate init(_ entry: SuppressionEntry) {
    self.init(reason: entry.reason, owner: entry.owner, ticket: entry.ticket)
    if case .day(let day) = entry.expiry { lastDay = String(day.description.prefix(10)) }
  }
}
