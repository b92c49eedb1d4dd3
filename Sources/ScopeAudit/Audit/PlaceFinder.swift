internal import ScopeDocuments

/// Turns places of one document into lines and columns; quick where they are asked for in order.
struct PlaceFinder: FindingPlaces {
  private let document: JSONDocument
  private let path: String
  private var cursor: PositionCursor
  private var pointers: PointerCursor
  /// What edits have to be part of; nil where none are wanted.
  var editsWithin: JSONPlace?
  private var textEdits: TextEdits

  init(document: JSONDocument, path: String) {
    self.document = document
    self.path = path
    cursor = PositionCursor(document)
    pointers = PointerCursor(document)
    textEdits = TextEdits(document)
  }

  mutating func position(_ place: JSONPlace) -> TextPosition { cursor.range(of: place).start }

  mutating func location(_ place: JSONPlace) -> Location {
    Location(
      path: document.path(of: place) ?? path, range: cursor.range(of: place), pointer: pointers.pointer(to: place))
  }

  func excerpt(_ place: JSONPlace) -> Excerpt? { document.excerpt(around: place) }

  mutating func edits(_ draft: FindingDraft) -> [TextEdit] {
    guard let whole = editsWithin else { return [] }
    // A fix of the finding's own asks for something else than the rule's, unless it asks to remove as well.
    let isRules = draft.fix == draft.rule.fix.text
    for edit in draft.rule.edits where isRules || edit.removesEntry && draft.fix.hasPrefix("Remove ") {
      let found =
        edit.removesEntry
        ? textEdits.removingEntry(of: draft.place, in: whole)
        : textEdits.replacing(draft.place, written: edit.from, by: edit.replacement)
      if let found { return [found] }
    }
    return []
  }
}

/// Something that knows where findings stand.
protocol FindingPlaces {
  mutating func location(_ place: JSONPlace) -> Location
  func excerpt(_ place: JSONPlace) -> Excerpt?
  /// What would remove a finding from the text; none where that is not exactly known, or not wanted.
  mutating func edits(_ draft: FindingDraft) -> [TextEdit]
}

extension FindingPlaces {
  func edits(_ draft: FindingDraft) -> [TextEdit] { [] }

  /// The findings, the worst first, then by place and rule; equal fingerprints are told apart by their order.
  mutating func findings(_ drafts: [FindingDraft], wantsExcerpts: Bool) -> [Finding] {
    var findings: [Finding] = []
    findings.reserveCapacity(drafts.count)
    var repetitions = Repetitions(count: drafts.count)
    // Numbers are sorted, not drafts, which are costly to move.
    let keys = drafts.enumerated().map { (place: $1.place.offsetOrder, rule: $1.rule.index, index: $0) }
    for key in keys.sorted(by: <) {
      let draft = drafts[key.index]
      var fingerprint = draft.fingerprint
      let before = repetitions.add(fingerprint)
      if before > 0 { fingerprint.add("again \(before)") }
      findings.append(
        Finding(
          rule: draft.rule, severity: draft.severity, message: draft.message, fix: draft.fix,
          location: location(draft.place),
          excerpt: wantsExcerpts ? excerpt(draft.place) : nil, fingerprint: fingerprint, subject: draft.subject,
          isOwnWords: draft.isOwnWords))
      for related in draft.related {
        findings[findings.count - 1].related.append(
          Related(location: location(related.place), message: related.message))
      }
      findings[findings.count - 1].related += draft.witnesses
      findings[findings.count - 1].edits = edits(draft)
    }
    let order = findings.indices.map { index in
      let finding = findings[index]
      return (-finding.severity.rawValue, finding.location.range.start.byte, finding.rule.index, index)
    }
    return findings.arranged(order.sorted(by: <).map { $0.3 })
  }
}

/// How often each fingerprint has come.
private struct Repetitions {
  private var seen: [Fingerprint] = []
  /// The same, once there are many.
  private var counts: [Fingerprint: Int] = [:]
  private let isLong: Bool

  /// So many are compared one by one, which nearly every application's are.
  private static let few = 24

  /// - Parameter count: of the fingerprints that come at most.
  init(count: Int) {
    isLong = count > Self.few
    if isLong { counts.reserveCapacity(count) } else { seen.reserveCapacity(count) }
  }

  /// How often it has come before.
  mutating func add(_ fingerprint: Fingerprint) -> Int {
    if isLong {
      let before = counts[fingerprint, default: 0]
      counts[fingerprint] = before + 1
      return before
    }
    let before = seen.count { $0 == fingerprint }
    seen.append(fingerprint)
    return before
  }
}

extension [Finding] {
  /// The findings in another order: each is moved, as copying one counts a dozen references.
  ///
  /// - Parameter order: which one comes at each place, each once.
  fileprivate consuming func arranged(_ order: [Int]) -> [Finding] {
    var findings = self
    var order = order
    findings.withUnsafeMutableBufferPointer { findings in
      for start in order.indices {
        // Along each cycle of places, up to the one whose finding goes to where the cycle began.
        var place = start
        while order[place] != start {
          let next = order[place]
          findings.swapAt(place, next)
          order[place] = place
          place = next
        }
        order[place] = place
      }
    }
    return findings
  }
}
