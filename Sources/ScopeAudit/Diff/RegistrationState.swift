internal import ScopeCatalog
package import ScopeDocuments
import ScopeValues

/// What of an application is compared; it refers to no document any more.
package struct RegistrationState: Sendable {
  /// Without findings and what could not be judged, which a comparison says anew.
  package var result: ApplicationResult
  /// What the findings say of places.
  private var judgements: [Judgement]
  /// What it finds its other state by.
  package let keys: RegistrationKeys
  var permissions: Shown<PermissionPlace>
  var audience: AudienceFact?
  var redirects: Shown<Fact>
  var credentials: [CredentialKind: Shown<Fact>]
  var clients: Shown<Fact>
  var protections: [Protection: ProtectionFact]

  /// Whether an input shows a property at all; a list that is shown as unset is empty.
  enum Shown<Item: Sendable>: Sendable {
    case absent
    case unreadable
    case list([Item])

    var items: [Item] { if case .list(let items) = self { items } else { [] } }
  }

  /// An element of a list and what tells it from the others.
  struct Fact: Sendable {
    var key: String
    /// As people call it.
    var label: String
    var location: Location
    /// When a credential ends.
    var end: Timestamp?
  }

  /// A permission by its place among the result's, so that an export of any size is kept with little more than that.
  struct PermissionPlace: Sendable {
    var key: PermissionKey
    var index: Int
    var location: Location
  }

  /// What tells permissions apart; names in lower case.
  struct PermissionKey: Hashable, Sendable {
    var resource: Identifier
    var flow: Flow?
    var identifier: Identifier
  }

  struct PermissionFact: Sendable {
    var held: PermissionResult
    var location: Location
  }

  /// From which byte to which a finding reaches, and how much it matters.
  private struct Judgement: Sendable {
    var bytes: Range<Int>
    var severity: Severity
  }

  /// Who may sign in.
  struct AudienceFact: Sendable {
    var text: String
    /// Nil where Entra does not know the value.
    var admits: Set<Audience>?
    /// How many tenants a list narrows it to; nil where no list does.
    var allowedTenants: Int?
    var location: Location
  }

  enum Audience: Sendable { case ownTenant, otherTenants, personalAccounts }

  enum CredentialKind: String, CaseIterable, Sendable {
    case secret = "client secret"
    case certificate = "certificate"
    case federated = "federated credential"
  }

  struct ProtectionFact: Sendable {
    /// The more the safer; nil where it cannot be read.
    var level: Int?
    var text: String
    var location: Location
  }

  /// - Parameter auditor: judges the application, so that each difference knows how much it matters.
  package init(_ application: Application, path: String, relativePath: String, auditor: Auditor) {
    result = auditor.audit(application, path: path)
    judgements = result.findings.map {
      let (start, end) = ($0.location.range.start.byte, $0.location.range.end.byte)
      return Judgement(bytes: start..<max(start, end), severity: $0.severity)
    }
    result.findings = []
    result.notAssessable = []
    keys = RegistrationKeys(application, relativePath: relativePath)
    var reader = RegistrationStateReader(application: application, path: path)
    permissions = reader.permissions(result, catalog: auditor.catalog)
    audience = reader.audience()
    redirects = reader.redirects()
    credentials = reader.credentials()
    clients = reader.clients()
    protections = reader.protections()
  }

  /// A permission with all that is known of it.
  func fact(_ place: PermissionPlace) -> PermissionFact {
    PermissionFact(held: result.permissions[place.index], location: place.location)
  }

  /// How much the worst matters that the rules say about a place of the application.
  func worst(within location: Location) -> Severity? {
    let span = location.range
    return judgements.lazy.filter {
      $0.bytes.lowerBound >= span.start.byte && $0.bytes.upperBound <= span.end.byte
    }.map(\.severity).max()
  }
}

/// A setting that keeps others out.
enum Protection: String, CaseIterable, Sendable {
  case implicitAccessToken = "enableAccessTokenIssuance"
  case implicitIDToken = "enableIdTokenIssuance"
  case publicClient = "isFallbackPublicClient"
  case mappedClaims = "acceptMappedClaims"
  case unverifiedEmail = "removeUnverifiedEmailClaim"
  case directoryGraph = "blockAzureADGraphAccess"
  case principalLock = "servicePrincipalLockConfiguration"
  case publisher = "verifiedPublisher"

  /// What holds where the registration says nothing.
  var defaultLevel: Int {
    switch self {
    case .implicitAccessToken, .implicitIDToken, .publicClient, .mappedClaims, .unverifiedEmail: 1
    case .directoryGraph, .principalLock, .publisher: 0
    }
  }

  /// What it means that the protection is weak.
  var weakness: String {
    switch self {
    case .implicitAccessToken: "Access tokens are handed out in the browser's address line."
    case .implicitIDToken: "ID tokens are handed out in the browser's address line."
    case .publicClient: "Clients without any credential may sign in as this application."
    case .mappedClaims: "Claims that others can set are believed without a signing key of the application's own."
    case .unverifiedEmail: "Tokens may carry an e-mail address that nobody verified."
    case .directoryGraph: "The retired Azure AD Graph may be called."
    case .principalLock: "Tenants that use the application can put their own credentials on it."
    case .publisher: "Nobody vouches any more for who publishes the application."
    }
  }
}
