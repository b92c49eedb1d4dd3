package import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// What a check sees, and where it puts what it found.
package struct CheckContext {
  package let document: JSONDocument
  package let holdings: Holdings
  package let rules: RuleSet
  /// What every fingerprint of this application begins with: its id, or its name where it has none.
  let identity: String
  /// The rule whose check is running.
  var rule: Rule {
    didSet {
      firstReason = notAssessable.count
      if !reasons.isEmpty { reasons.removeAll(keepingCapacity: true) }
    }
  }
  /// Where in the list begins what the running rule has said that it cannot judge.
  private var firstReason = 0
  /// The same as a set, once it is long.
  private var reasons: Set<String> = []
  /// The redirect URIs, once a rule has asked for them.
  var redirectList: RedirectList?
  /// Secrets and keys, once a rule has asked for both.
  var credentialList: CredentialList?
  private var drafts: [FindingDraft] = []
  /// How many findings of each rule are listed, by its index, once there are many.
  private var listed: [Int: Int] = [:]
  /// What is not listed any more, by the rule's index.
  private var rest: [Int: (count: Int, worst: Severity)] = [:]
  private(set) var notAssessable: [NotAssessable] = []

  package var catalog: Catalog { rules.catalog }
  package var options: AuditOptions { rules.options }

  init(document: JSONDocument, holdings: Holdings, rules: RuleSet, identity: String, rule: Rule) {
    self.document = document
    self.holdings = holdings
    self.rules = rules
    self.identity = identity
    self.rule = rule
  }

  /// Reports a finding of the running rule.
  ///
  /// - Parameters:
  ///   - subject: what tells this finding from the rule's others on the same application.
  ///   - severity: the record's unless given.
  ///   - fix: the record's unless given.
  ///   - related: other places that belong to it, each with what is there.
  mutating func report(
    _ place: JSONPlace, _ message: String, subject: [String] = [], severity: Severity? = nil, fix: String? = nil,
    related: [(place: JSONPlace, message: String)] = []
  ) {
    draft(
      rule, place, message, subject: subject, severity: severity ?? rule.severity, fix: fix, related: related)
  }

  /// Reports a finding about one held permission, told apart by resource, flow and id.
  mutating func report(
    _ held: HeldPermission, _ message: String, severity: Severity? = nil, fix: String? = nil,
    related: [(place: JSONPlace, message: String)] = []
  ) {
    report(held.place, message, subject: subject(held), severity: severity, fix: fix, related: related)
  }

  /// Adds to the finding that was reported last another place that it is about; the first twenty are kept.
  mutating func relate(_ place: JSONPlace, _ message: String) {
    guard let last = drafts.indices.last, drafts[last].related.count < 20 else { return }
    drafts[last].related.append((place, message))
  }

  /// Adds to the finding that was reported last the lines of source code that it follows from; the first twenty.
  mutating func witness(_ places: [Location], _ message: String) {
    guard let last = drafts.indices.last else { return }
    drafts[last].witnesses = places.prefix(20).map { Related(location: $0, message: message) }
  }

  /// Reports a held permission by a record's list, or by the organisation's own, whose words may be anyone's.
  ///
  /// - Parameter message: the catalog's name of the permission and the rating's effect.
  mutating func report(_ held: HeldPermission, by rating: PermissionRatings.Rating, _ message: String) {
    draft(
      rating.rule, held.place, message, subject: subject(held), severity: rating.severity, fix: nil,
      isOwnWords: rating.organization == nil)
  }

  private mutating func draft(
    _ rule: Rule, _ place: JSONPlace, _ message: String, subject: [String], severity: Severity, fix: String?,
    related: [(place: JSONPlace, message: String)] = [], isOwnWords: Bool = false
  ) {
    guard hasRoom(rule) else {
      let before = rest[rule.index] ?? (0, severity)
      rest[rule.index] = (before.count + 1, max(before.worst, severity))
      return
    }
    add(
      rule, place, message, subject: subject, severity: severity, fix: fix, related: related, isOwnWords: isOwnWords)
  }

  /// Whether another finding of a rule is listed.
  private mutating func hasRoom(_ rule: Rule) -> Bool {
    // Most applications have a dozen findings, so that nothing needs to be counted.
    guard drafts.count >= Self.mostReports else { return true }
    if listed.isEmpty { for draft in drafts { listed[draft.rule.index, default: 0] += 1 } }
    guard listed[rule.index, default: 0] < Self.mostReports else { return false }
    listed[rule.index, default: 0] += 1
    return true
  }

  /// A rule's findings on one application beyond these are counted, not listed: Entra lets none of its lists grow so
  /// long (the limits of `limit-exceeded`), and memory should not grow with what somebody invents.
  private static let mostReports = 1_000

  /// Everything that was reported, and of each rule that reported too often how much is not listed.
  ///
  /// - Parameter place: where the application stands.
  mutating func conclude(at place: JSONPlace) -> [FindingDraft] {
    for (index, more) in rest.sorted(by: { $0.key < $1.key }) {
      add(
        rules.book.rules[index], place, "\(more.count) more findings of this rule are not listed.", subject: ["more"],
        severity: more.worst, fix: nil)
    }
    return drafts
  }

  private mutating func add(
    _ rule: Rule, _ place: JSONPlace, _ message: String, subject: [String], severity: Severity, fix: String?,
    related: [(place: JSONPlace, message: String)] = [], isOwnWords: Bool = false
  ) {
    drafts.append(
      FindingDraft(
        rule: rule, severity: options.rules.severity(of: rule) ?? severity,
        message: Self.shortened(message), isOwnWords: isOwnWords,
        fix: fix ?? rule.fix.text, place: place, fingerprint: Fingerprint([rule.lastingID, identity] + subject),
        subject: subject, related: related))
  }

  /// A sentence that is not too long; masked before it is cut, since a part of a secret would not be known for one.
  private static func shortened(_ message: String) -> String {
    guard message.utf8.count > SafeText.longestSentence else { return message }
    return SafeText.shortened(ShownText.of(message), SafeText.longestSentence)
  }

  /// Says that the running rule cannot judge this application, or a part of it; the same reason is noted once.
  mutating func cannotAssess(_ reason: String) {
    let known = firstReason..<notAssessable.count
    if known.count < Self.fewReasons {
      guard !known.contains(where: { notAssessable[$0].reason == reason }) else { return }
    } else {
      if reasons.isEmpty { reasons = Set(known.map { notAssessable[$0].reason }) }
      guard reasons.insert(reason).inserted else { return }
    }
    notAssessable.append(NotAssessable(rule: rule, reason: reason))
  }

  /// So many reasons are compared one by one, which nearly every rule's are.
  private static let fewReasons = 8

  /// The name of a held permission, or what is written where the catalog knows none.
  package func name(_ held: HeldPermission) -> String {
    held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier?.description ?? "(unreadable)"
  }

  /// The application's id, where it has a readable one.
  var appId: GUID? { identity.split(separator: " ").last.flatMap { GUID(String($0)) } }

  private func subject(_ held: HeldPermission) -> [String] {
    [held.resourceIdentifier?.description ?? "", held.flow?.name ?? "", held.identifier?.description ?? ""]
  }
}
