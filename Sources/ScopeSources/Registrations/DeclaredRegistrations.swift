package import ScopeDocuments
import ScopeValues

/// What the sources of a run declare, as applications like those of any export.
package struct DeclaredRegistrations: Sendable {
  /// Each with the file that declares it.
  package private(set) var applications: [(path: String, application: Application)] = []
  /// The directory roles that applications get.
  package private(set) var roles: [RoleDeclaration] = []
  /// What keeps the audit from being complete: lists of permissions that are decided at run time.
  package private(set) var failures: [SourceRemark] = []
  /// What else is decided at run time.
  package private(set) var notices: [SourceRemark] = []
  /// Both, each once.
  private var said: Set<SourceRemark> = []

  /// - Parameter comments: by the text's identity, in the order of the text.
  package init(_ declarations: Declarations, comments: SourceComments) {
    for declared in declarations.applications { add(declared, comments) }
    for holder in Self.holders(declarations) { add(holder, comments, isPartial: true) }
    for role in declarations.roles { add(role) }
    for gap in declarations.gaps { remark(gap) }
  }

  private mutating func add(_ declared: DeclaredApplication, _ comments: SourceComments, isPartial: Bool = false) {
    let document = DeclarationDocument.make(declared, comments)
    let application = RegistrationReader.application(
      declaredIn: document, dialect: Dialect(declared.language), isPartial: isPartial || declared.isPartial)
    applications.append((declared.place.source.path, application))
    for permission in declared.permissions {
      if let hole = permission.id.hole ?? permission.id.unreadable {
        remark(SourceGap("a permission", hole, isOpen: true))
      } else if let hole = permission.type.hole {
        remark(SourceGap("the type of a permission", hole, isOpen: true))
      } else if let hole = permission.resource.hole {
        remark(SourceGap("the API of a permission", hole))
      }
    }
    for member in declared.members { remark(member, [:]) }
  }

  private mutating func add(_ declared: DeclaredRole) {
    guard let text = declared.role.text else {
      let hole = declared.role.hole ?? declared.role.unreadable ?? Hole("a value", .unsupported, declared.place)
      return remark(SourceGap("a directory role", hole, isOpen: true))
    }
    let source = declared.place.source
    let span = declared.place.span
    roles.append(
      RoleDeclaration(
        path: source.path, role: text, principal: declared.principal, scope: declared.scope,
        range: SourceRange(
          start: source.textPosition(at: Int(span.start)), end: source.textPosition(at: Int(span.end)))))
  }

  /// Those who get grants, one for each name, with what they get as their permissions.
  private static func holders(_ declarations: Declarations) -> [DeclaredApplication] {
    struct Key: Hashable {
      var name: String
      var path: String
    }
    var holders: [DeclaredApplication] = []
    var indices: [Key: Int] = [:]
    func index(_ name: String, _ language: SourceLanguage, _ place: SourceOrigin) -> Int {
      let key = Key(name: name, path: place.source.path)
      if let known = indices[key] { return known }
      indices[key] = holders.count
      var holder = DeclaredApplication(language: language, address: name, place: place)
      holder.permissionsPlace = place
      holders.append(holder)
      return holders.count - 1
    }
    for assignment in declarations.assignments {
      let holder = index(assignment.principal, assignment.language, assignment.place)
      holders[holder].permissions.append(
        DeclaredPermission(
          resource: assignment.resource, type: SourceValue.literal("Role", at: assignment.role.origin),
          id: assignment.role,
          entry: assignment.place))
    }
    for grant in declarations.grants {
      let holder = index(grant.principal, grant.language, grant.place)
      var scopes = grant.scopes.alternatives.flatMap(\.elements).flatMap { $0.split(\.isSpace) }
      if let hole = grant.scopes.openHole { scopes.append(SourceValue(.hole(hole), hole.origin)) }
      for scope in scopes {
        holders[holder].permissions.append(
          DeclaredPermission(
            resource: grant.resource, type: SourceValue.literal("Scope", at: scope.origin), id: scope,
            entry: grant.place))
      }
    }
    return holders
  }

  // MARK: Remarks

  private static let properties: [String: String] = [
    "displayname": "the display name", "signinaudience": "the audience", "redirecturis": "a redirect URI",
    "replyurls": "a redirect URI", "identifieruris": "an identifier URI", "enddate": "the end of a credential",
    "enddatetime": "the end of a credential", "subject": "the subject of a federated credential",
    "issuer": "the issuer of a federated credential", "logouturl": "the sign-out address",
    "passwordcredentials": "a secret", "password": "a secret", "keycredentials": "a certificate",
    "certificate": "a certificate", "federatedidentitycredentials": "a federated credential", "web": "a redirect URI",
    "spa": "a redirect URI", "publicclient": "a redirect URI", "singlepageapplication": "a redirect URI",
  ]

  private mutating func remark(_ member: ValueMember, _ outer: [String: String]) {
    let key = member.key.lowercased().filter { $0 != "_" }
    remark(member.value, Self.properties[key])
  }

  private mutating func remark(_ value: SourceValue, _ what: String?) {
    switch value.shape {
    case .object(let members, let rest):
      for member in members { remark(member, [:]) }
      if let rest, let what { remark(SourceGap(what, rest)) }
    case .list(let items, let rest):
      for item in items { remark(item, what) }
      if let rest, let what { remark(SourceGap(what, rest)) }
    case .anyOf(let values):
      if let what, let first = values.lazy.compactMap(\.hole).first { remark(SourceGap(what, first)) }
    default: if let what, let hole = value.hole { remark(SourceGap(what, hole)) }
    }
  }

  private mutating func remark(_ gap: SourceGap) {
    let place = gap.hole.origin
    let position = place.source.textPosition(at: Int(place.span.start))
    let isPlural = gap.isOpen
    let remark = SourceRemark(
      path: place.source.path, position: position,
      message: "\(gap.what) is decided at run time by \(gap.hole.name)",
      remedy: isPlural
        ? "Give it a default or a value beside the file, or audit what is deployed: az ad app show --id <app-id>."
        : "Audit what is deployed to judge it.")
    if gap.isOpen {
      if said.insert(remark).inserted { failures.append(remark) }
    } else if said.insert(remark).inserted {
      notices.append(remark)
    }
  }
}

/// A directory role that a source gives to an application.
package struct RoleDeclaration: Sendable {
  package var path: String
  /// The id of the role's template, or the role's name.
  package var role: String
  /// What the source calls the service principal that gets it.
  package var principal: String
  /// What the role holds for: "/" for the whole tenant.
  package var scope: String
  package var range: SourceRange
}

/// Something to say about a place of a source.
package struct SourceRemark: Hashable, Sendable {
  package var path: String
  package var position: TextPosition
  package var message: String
  package var remedy: String
}

extension SourceText: MappedText {
  package func textPosition(at offset: Int) -> TextPosition {
    let place = position(at: UInt32(truncatingIfNeeded: max(offset, 0)))
    return TextPosition(line: place.line, column: place.column, byte: place.byte)
  }
}

extension Dialect {
  init(_ language: SourceLanguage) {
    self =
      switch language {
      case .terraform: .terraform
      case .bicep: .bicep
      case .powerShell: .powerShell
      case .shell: .shell
      }
  }
}

extension SourceValue {
  /// Why a value can be no id and no name; nil where it can.
  var unreadable: Hole? {
    text == nil ? Hole("a value that is no text", .unsupported, origin) : nil
  }
}
