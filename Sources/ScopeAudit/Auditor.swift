package import ScopeCatalog
package import ScopeDocuments

/// Audits one application against every rule.
package struct Auditor: Sendable {
  package var catalog: Catalog
  package var book: RuleBook

  package init(catalog: Catalog = .shared, book: RuleBook = .shared) {
    self.catalog = catalog
    self.book = book
  }

  package func audit(_ application: Application, path: String) -> ApplicationResult {
    let holdings = Holdings(application, catalog: catalog)
    var context = CheckContext(application: application, holdings: holdings, catalog: catalog, book: book, path: path)
    for check in Checks.all {
      context.rule = check.id
      check.run(&context)
    }
    context.findings.sort {
      (-$0.severity.rawValue, $0.location.range.start, $0.rule) < (-$1.severity.rawValue, $1.location.range.start, $1.rule)
    }
    return ApplicationResult(
      application: application, appId: application.appId.value ?? "", displayName: application.displayName.value ?? "",
      location: context.location(application.place), holdings: holdings, findings: context.findings,
      notAssessable: context.notAssessable)
  }
}

/// What a check sees and where it puts what it found.
package struct CheckContext {
  package let application: Application
  package let holdings: Holdings
  package let catalog: Catalog
  package let book: RuleBook
  let path: String
  var rule = ""
  package var findings: [Finding] = []
  package var notAssessable: [NotAssessable] = []

  func location(_ place: JSONPlace) -> Location {
    let document = application.document
    return Location(path: path, range: document.range(of: place), pointer: document.pointer(to: place))
  }

  /// Reports a finding of the running rule; `subject` tells it from the rule's other findings.
  mutating func report(_ place: JSONPlace, _ message: String, subject: [String] = [], severity: Severity? = nil, fix: String? = nil) {
    let record = book.rule(rule)
    findings.append(
      Finding(
        rule: rule, severity: severity ?? record?.severity ?? .medium, message: message, fix: fix ?? record?.fix ?? "",
        location: location(place), excerpt: application.document.excerpt(around: place),
        fingerprint: Fingerprint.make([rule, application.appId.value ?? application.objectId.value ?? ""] + subject)))
  }

  mutating func cannotAssess(_ reason: String) {
    notAssessable.append(NotAssessable(rule: rule, reason: reason))
  }

  /// The name of a held permission, or its id where it has none.
  func name(_ held: HeldPermission) -> String {
    held.permission.map { catalog.name($0.nameIndex) } ?? held.identifier
  }

  func subject(_ held: HeldPermission) -> [String] {
    [held.resourceText, held.flow?.name ?? "", held.identifier]
  }

  /// Whether other tenants may use the application: nil where the export does not say.
  var isMultiTenant: Bool? {
    if let audience = application.signInAudience.value {
      return audience == "AzureADMultipleOrgs" || audience == "AzureADandPersonalMicrosoftAccount"
    }
    return application.availableToOtherTenants.value
  }

  var audiencePlace: JSONPlace {
    application.signInAudience.place ?? application.availableToOtherTenants.place ?? application.place
  }
}
