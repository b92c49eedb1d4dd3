internal import ScopeDocuments

/// Turns places of one document into lines and columns; quick where they are asked for in order.
struct PlaceFinder {
  private let document: JSONDocument
  private let path: String
  private var cursor: PositionCursor
  private var pointers: PointerCursor

  init(document: JSONDocument, path: String) {
    self.document = document
    self.path = path
    cursor = PositionCursor(document)
    pointers = PointerCursor(document)
  }

  mutating func position(_ place: JSONPlace) -> TextPosition { cursor.range(of: place).start }

  mutating func location(_ place: JSONPlace) -> Location {
    Location(path: path, range: cursor.range(of: place), pointer: pointers.pointer(to: place))
  }

  /// The findings, the worst first, then by place and rule; equal fingerprints are told apart by their order.
  mutating func findings(_ drafts: [FindingDraft], wantsExcerpts: Bool) -> [Finding] {
    var findings: [Finding] = []
    findings.reserveCapacity(drafts.count)
    var repetitions: [Fingerprint: Int] = [:]
    repetitions.reserveCapacity(drafts.count)
    for draft in drafts.sorted(by: { ($0.place.offsetOrder, $0.rule.index) < ($1.place.offsetOrder, $1.rule.index) }) {
      var fingerprint = draft.fingerprint
      let before = repetitions[fingerprint, default: 0]
      repetitions[fingerprint] = before + 1
      if before > 0 { fingerprint.add("again \(before)") }
      findings.append(
        Finding(
          rule: draft.rule, severity: draft.severity, message: draft.message, fix: draft.fix,
          location: location(draft.place),
          excerpt: wantsExcerpts ? document.excerpt(around: draft.place) : nil, fingerprint: fingerprint, subject: draft.subject))
    }
    findings.sort { left, right in
      (-left.severity.rawValue, left.location.range.start.byte, left.rule.index)
        < (-right.severity.rawValue, right.location.range.start.byte, right.rule.index)
    }
    return findings
  }
}
