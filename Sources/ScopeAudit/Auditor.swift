package import ScopeCatalog
package import ScopeDocuments

/// Audits applications against every rule; holds what all audits of a run share.
package struct Auditor: Sendable {
  package let catalog: Catalog
  package let book: RuleBook
  package let ratings: PermissionRatings
  package let options: AuditOptions
  let permissionNames: PermissionNames
  private let checks: [(judge: Check.Judge, rule: Rule)]
  let tokenChecks: [(judge: Check.Judge, rule: Rule)]
  let ratingRules: [Rule]
  /// Present where the options say what applications need.
  let needsAdvisor: NeedsAdvisor?

  package init(catalog: Catalog = .shared, book: RuleBook = .shared, options: AuditOptions) {
    self.catalog = catalog
    self.book = book
    self.options = options
    ratings = PermissionRatings(book: book, catalog: catalog)
    permissionNames = PermissionNames(catalog)
    let isOn = { (rule: Rule) in !options.rules.isOff(rule) }
    func inForce(_ check: Check) -> (judge: Check.Judge, rule: Rule)? {
      if case .needs = check.judge, options.needs == nil { return nil }
      return book.rule(check.id).flatMap { isOn($0) ? (judge: check.judge, rule: $0) : nil }
    }
    needsAdvisor = options.needs.map { NeedsAdvisor($0, catalog: catalog, book: book) }
    checks = Checks.all.compactMap(inForce)
    tokenChecks = Checks.tokenChecks.compactMap(inForce)
    ratingRules = book.rules.filter { !$0.permissions.isEmpty && isOn($0) }
  }

  /// The rules that every application is judged by, sorted by id.
  package var rules: [Rule] { judgingRules[.application] }

  /// The rules by kind of entry.
  package var judgingRules: JudgingRules {
    JudgingRules { scope in
      let own = checks.filter { check in
        switch check.judge {
        case .permissions, .needs: true
        case .application: scope != .servicePrincipal
        case .ownership: scope != .application
        case .principal: scope == .servicePrincipal
        case .token: false
        }
      }
      return own.map(\.rule) + ratingRules
    }
  }

  /// The checks that look at a service principal.
  var principalChecks: [(judge: Check.Judge, rule: Rule)] {
    checks.filter { if case .application = $0.judge { false } else { true } }
  }

  /// The checks that look at held permissions, whoever holds them.
  var permissionChecks: [(judge: Check.Judge, rule: Rule)] {
    checks.filter { if case .permissions = $0.judge { true } else { false } }
  }

  /// - Parameters:
  ///   - ordinal: how many applications came before in this run.
  ///   - namesakes: how many of them have the same name and id.
  package func audit(
    _ application: Application, path: String, ordinal: Int = 0, namesakes: Int = 0
  ) -> ApplicationResult {
    let document = application.document
    let holdings = Holdings(application, catalog: catalog)
    var result = ApplicationResult(application, holdings: holdings, ordinal: ordinal, namesakes: namesakes)
    guard let first = checks.first?.rule ?? ratingRules.first else { return result }
    var context = CheckContext(
      document: document, holdings: holdings, auditor: self, identity: result.identity, rule: first)
    judgeRatings(&context)
    let comparison = holdings.obstacle == nil ? needsAdvisor?.compare(application.appId.value, holdings) : nil
    for (judge, rule) in checks {
      context.rule = rule
      switch judge {
      case .permissions(let judge):
        if let obstacle = holdings.obstacle { context.cannotAssess(obstacle) } else { judge(&context) }
      case .needs(let judge): self.judge(comparison, by: judge, &context)
      case .application(let judge): judge(application, &context)
      case .ownership(let judge): if let ownership = application.ownership { judge(ownership, &context) }
      case .principal, .token: break
      }
    }
    var finder = PlaceFinder(document: document, path: path)
    result.location = finder.location(application.place)
    result.permissions = holdings.permissions.map { held in
      var permission = PermissionResult(held, position: finder.position(held.place))
      permission.replacements = held.permission.flatMap { comparison?.excess[$0.index] } ?? []
      return permission
    }
    result.findings = finder.findings(context.conclude(at: application.place), wantsExcerpts: options.wantsExcerpts)
    result.notAssessable = context.notAssessable.sorted { $0.rule.index < $1.rule.index }
    return result
  }

  /// Lets a rule judge what is held beside what is needed; there is no comparison where nothing is known to be held.
  func judge(
    _ comparison: NeedsComparison?, by judge: (NeedsComparison, inout CheckContext) -> Void,
    _ context: inout CheckContext
  ) {
    if let obstacle = context.holdings.obstacle { context.cannotAssess(obstacle) }
    guard let comparison else { return }
    for obstacle in comparison.obstacles { context.cannotAssess(obstacle) }
    judge(comparison, &context)
  }

  /// The rules that are their record alone: is one of these permissions held?
  func judgeRatings(_ context: inout CheckContext) {
    if let obstacle = context.holdings.obstacle {
      for rule in ratingRules {
        context.rule = rule
        context.cannotAssess(obstacle)
      }
      return
    }
    if context.holdings.permissions.contains(where: { $0.identifier == nil }) {
      for rule in ratingRules {
        context.rule = rule
        context.cannotAssess("a permission's id is a placeholder or missing")
      }
    }
    if !context.holdings.gaps.isEmpty {
      for rule in ratingRules {
        context.rule = rule
        context.holdings.gaps.forEach { context.cannotAssess($0) }
      }
    }
    var rated: Set<Int> = []
    for held in context.holdings.permissions where held.status == .known || held.status == .unpublished {
      // A permission that stands twice is one danger, and the business of duplicate-permission.
      guard let permission = held.permission, !ratings[permission].isEmpty, rated.insert(permission.index).inserted
      else { continue }
      for rating in ratings[permission] where !options.rules.isOff(rating.rule) {
        let holder = permission.flow == .application ? "as the application itself" : "for a signed-in user"
        context.report(held, by: rating, "\(catalog.name(permission.nameIndex)), \(holder). \(rating.effect)")
      }
    }
  }
}

extension Application {
  /// The owners as rules see them; nil where the export does not show them, which is the way of a manifest.
  fileprivate var ownership: Ownership? {
    owners.map { Ownership(owners: $0.value, place: $0.place, noun: "application") }
  }
}
