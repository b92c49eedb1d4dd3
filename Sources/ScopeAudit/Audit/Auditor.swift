package import ScopeCatalog
package import ScopeDocuments

/// Lets every rule judge applications, service principals and tokens; holds what all audits of a run share.
package struct Auditor: Sendable {
  package private(set) var rules: RuleSet
  /// The checks in force, by the kind of subject that they judge.
  private let checks: [Subject.Kind: [(judge: Check.Judge, rule: Rule)]]
  /// Present where the options say what applications need.
  private let needsAdvisor: NeedsAdvisor?

  package var catalog: Catalog { rules.catalog }
  package var book: RuleBook { rules.book }
  package var options: AuditOptions { rules.options }
  package var ratings: PermissionRatings { rules.ratings }

  package init(catalog: Catalog = .shared, book: RuleBook = .shared, options: AuditOptions) {
    self.init(RuleSet(catalog: catalog, book: book, options: options))
  }

  /// By the rule book and the catalog in force, whose ratings ``PermissionRatings/shared`` has.
  package init(options: AuditOptions) {
    self.init(RuleSet(catalog: .shared, book: .shared, ratings: .shared, options: options))
  }

  private init(_ rules: RuleSet) {
    self.rules = rules
    let (catalog, book, options) = (rules.catalog, rules.book, rules.options)
    needsAdvisor = options.needs.map { NeedsAdvisor($0, catalog: catalog, book: book) }
    let inForce: [(judge: Check.Judge, rule: Rule)] = (Checks.tokenChecks + Checks.all).compactMap { check in
      if case .needs = check.judge, options.needs == nil { return nil }
      return book.rule(check.id).flatMap { options.rules.isOff($0) ? nil : (judge: check.judge, rule: $0) }
    }
    checks = Dictionary(
      uniqueKeysWithValues: Subject.Kind.allCases.map { kind in (kind, inForce.filter { $0.judge.judges(kind) }) })
  }

  /// The same auditor, whose findings carry the lines on which they stand and what would remove them, or do not.
  package func with(excerpts: Bool, edits: Bool) -> Auditor {
    var other = self
    other.rules.options.wantsExcerpts = excerpts
    other.rules.options.wantsEdits = edits
    return other
  }

  /// The rules that applications and service principals are judged by, by kind of entry.
  package var judgingRules: JudgingRules {
    JudgingRules { scope in
      checks[scope == .servicePrincipal ? .principal : .application, default: []].filter { check in
        // What does not show its owners is not judged by them.
        if case .ownership = check.judge { scope != .application } else { true }
      }.map(\.rule) + rules.ratingRules
    }
  }

  /// The rules that tokens are judged by, sorted by id.
  package var tokenRules: [Rule] {
    (checks[.token, default: []].map(\.rule) + rules.ratingRules).sorted { $0.index < $1.index }
  }

  /// - Parameters:
  ///   - ordinal: how many applications came before in this run.
  ///   - namesakes: how many of them have the same name and id.
  package func audit(
    _ application: Application, path: String, ordinal: Int = 0, namesakes: Int = 0
  ) -> ApplicationResult {
    let holdings = Holdings(application, catalog: catalog)
    var result = ApplicationResult(application, holdings: holdings, ordinal: ordinal, namesakes: namesakes)
    let comparison = compare(application.appId.value, holdings)
    var finder = PlaceFinder(document: application.document, path: path)
    result.location = finder.location(application.place)
    result.permissions = holdings.permissions.indices.compactMap { index in
      guard holdings.repeated.first(index) == nil else { return nil }
      let held = holdings.permissions[index]
      var permission = PermissionResult(held, position: finder.position(held.place))
      permission.times = holdings.repeated.count(index)
      permission.path = application.document.path(of: held.place).flatMap { $0 == path ? nil : $0 }
      permission.replacements = held.permission.flatMap { comparison?.excess[$0.index] } ?? []
      return permission
    }
    result.unread =
      (holdings.strays(in: application, catalog).map { ($0, UnreadPermission.Reason.inNoList) }
      + holdings.unknownResources(in: application, catalog).map { ($0, UnreadPermission.Reason.unknownResource) }).map {
        UnreadPermission(position: finder.position($0.0), reason: $0.1)
      }
    if let judgement = judge(
      .application(application), holdings, document: application.document, identity: result.identity, comparison,
      place: application.place)
    {
      if options.wantsEdits { finder.editsWithin = application.place }
      result.findings = finder.findings(judgement.drafts, wantsExcerpts: options.wantsExcerpts)
      result.notAssessable = judgement.notAssessable
    }
    return result
  }

  /// What is held beside what is needed; nil where needs are not told or what is held is not known.
  func compare(_ appId: String?, _ holdings: Holdings) -> NeedsComparison? {
    holdings.obstacle == nil ? needsAdvisor?.compare(appId, holdings) : nil
  }

  /// What the rules found out about one subject.
  struct Judgement {
    var drafts: [FindingDraft]
    /// By rule.
    var notAssessable: [NotAssessable]
  }

  /// Lets all rules in force judge a subject; nil where there are none.
  ///
  /// - Parameters:
  ///   - identity: what every fingerprint begins with.
  ///   - place: where the subject stands.
  func judge(
    _ subject: Subject, _ holdings: Holdings, document: JSONDocument, identity: String, _ comparison: NeedsComparison?,
    place: JSONPlace
  ) -> Judgement? {
    let checks = checks[subject.kind, default: []]
    guard let first = checks.first?.rule ?? rules.ratingRules.first else { return nil }
    var context = CheckContext(document: document, holdings: holdings, rules: rules, identity: identity, rule: first)
    context.judgeRatings()
    for (judge, rule) in checks {
      context.rule = rule
      judge.judge(subject, beside: comparison, in: &context)
    }
    return Judgement(
      drafts: context.conclude(at: place),
      notAssessable: context.notAssessable.sorted { ($0.rule.index, $0.reason) < ($1.rule.index, $1.reason) }
    )
  }
}
