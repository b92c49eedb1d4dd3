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
    var repetitions: [Fingerprint: Int] = [:]
    repetitions.reserveCapacity(drafts.count)
    // Numbers are sorted, not drafts, which are costly to move.
    let keys = drafts.enumerated().map { (place: $1.place.offsetOrder, rule: $1.rule.index, index: $0) }
    for key in keys.sorted(by: <) {
      let draft = drafts[key.index]
      var fingerprint = draft.fingerprint
      let before = repetitions[fingerprint, default: 0]
      repetitions[fingerprint] = before + 1
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
    return order.sorted(by: <).map { findings[$0.3] }
  }
}
