internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Compares two states of one application; where one of them is missing, with a registration that has nothing.
///
/// What the old state does not show counts as unset, so that nothing slips in behind a shorter export. What the
/// new state does not show is not assessable: leaving a property out of an export takes no power from anybody.
struct RegistrationComparison {
  let old: RegistrationState?
  let new: RegistrationState
  let auditor: Auditor
  private(set) var drafts: [ChangeDraft] = []
  /// Kinds that could not be compared, and why.
  var obstacles: [(kind: Change.Kind, reason: String)] = []

  init(old: RegistrationState?, new: RegistrationState, auditor: Auditor) {
    self.old = old
    self.new = new
    self.auditor = auditor
    if old == nil { add(.addedApplication, new.result.displayName, at: new.result.location, severity: .info, "") }
    permissions()
    audience()
    redirects()
    credentials()
    protections()
    clients()
  }

  // MARK: Lists

  /// What one list has and the other has not, in the order of each.
  private mutating func differences<Item, Key: Hashable>(
    _ kind: Change.Kind, _ what: String, _ old: RegistrationState.Shown<Item>?, _ new: RegistrationState.Shown<Item>,
    key: (Item) -> Key
  ) -> (added: [Item], removed: [Item]) {
    switch new {
    case .absent:
      if case .list(let items)? = old, !items.isEmpty {
        obstacles.append((kind, "the new state does not show \(what)"))
      }
      return ([], [])
    case .unreadable:
      obstacles.append((kind, "\(what) could not be read in the new state"))
      return ([], [])
    case .list(let items):
      if case .unreadable? = old {
        obstacles.append((kind, "\(what) could not be read in the old state"))
        return ([], [])
      }
      let before = old?.items ?? []
      let (known, kept) = (Set(before.map(key)), Set(items.map(key)))
      return (items.filter { !known.contains(key($0)) }, before.filter { !kept.contains(key($0)) })
    }
  }

  private mutating func redirects() {
    let (added, removed) = differences(.addedRedirectURI, "redirect URIs", old?.redirects, new.redirects) { $0.key }
    for uri in added {
      add(
        .addedRedirectURI, uri.label, at: uri.location, severity: judged(uri.location) ?? .low,
        "Codes and tokens may now be sent to \(uri.label).", subject: [uri.key])
    }
    for uri in removed {
      add(.removedRedirectURI, uri.label, at: uri.location, severity: judgedBefore(uri.location) ?? .low, "")
    }
  }

  private mutating func clients() {
    let (added, removed) = differences(.weakenedProtection, "pre-authorized clients", old?.clients, new.clients) {
      $0.key
    }
    for client in added {
      add(
        .weakenedProtection, "preAuthorizedApplications", to: client.label, at: client.location,
        severity: judged(client.location) ?? .low,
        "The client \(client.label) may call the application's API without asking its users.", subject: [client.key])
    }
    for client in removed {
      add(
        .strengthenedProtection, "preAuthorizedApplications", from: client.label, at: client.location, severity: .low,
        "")
    }
  }

  private mutating func credentials() {
    for kind in RegistrationState.CredentialKind.allCases {
      let new = self.new.credentials[kind] ?? .absent
      let (added, removed) = differences(.addedCredential, "\(kind.rawValue)s", old?.credentials[kind], new) { $0.key }
      for credential in added {
        let end = credential.end.map { " It ends on \($0.description.prefix(10))." } ?? ""
        add(
          .addedCredential, "\(kind.rawValue) \(credential.label)", to: credential.end?.description,
          at: credential.location, severity: severity(ofCredential: credential),
          "Whoever has the \(kind.rawValue) \(credential.label) can sign in as this application.\(end)",
          subject: [kind.rawValue, credential.key])
      }
      for credential in removed {
        add(
          .removedCredential, "\(kind.rawValue) \(credential.label)", from: credential.end?.description,
          at: credential.location, severity: .medium, "")
      }
      let before = Dictionary(
        (old?.credentials[kind]?.items ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      for credential in new.items {
        guard let end = credential.end, let earlier = before[credential.key]?.end, end > earlier else { continue }
        add(
          .addedCredential, "\(kind.rawValue) \(credential.label)", from: earlier.description, to: end.description,
          at: credential.location, severity: severity(ofCredential: credential),
          "The \(kind.rawValue) \(credential.label) now ends on \(end.description.prefix(10)), not on \(earlier.description.prefix(10)).",
          subject: [kind.rawValue, credential.key, "end"])
      }
    }
  }

  /// A credential is as dangerous as what can be done with it.
  private func severity(ofCredential credential: RegistrationState.Fact) -> Severity {
    let power = new.permissions.items.contains { place in
      new.result.permissions[place.index].flow == .application && (judged(place.location) ?? .info) == .critical
    }
    return max(judged(credential.location) ?? .medium, power ? .high : .medium)
  }

  // MARK: Permissions

  private mutating func permissions() {
    let (came, gone) = differences(
      .addedPermission, "requiredResourceAccess", old?.permissions, new.permissions
    ) { $0.key }
    var added = came.map(new.fact)
    var removed = old.map { gone.map($0.fact) } ?? []
    /// Takes pairs of one that is gone and one that came, and reports each as one change.
    func pair(
      _ kind: Change.Kind, _ belong: (RegistrationState.PermissionFact, RegistrationState.PermissionFact) -> Bool
    ) {
      var rest: [RegistrationState.PermissionFact] = []
      for came in added {
        if let index = removed.firstIndex(where: { $0.held.resource == came.held.resource && belong($0, came) }) {
          report(kind, from: removed.remove(at: index), to: came)
        } else {
          rest.append(came)
        }
      }
      added = rest
    }
    pair(.delegatedToApplication) { $0.held.flow == .delegated && $1.held.flow == .application && name($0) == name($1) }
    pair(.applicationToDelegated) { $0.held.flow == .application && $1.held.flow == .delegated && name($0) == name($1) }
    pair(.raisedPermission) { covers(wide: $1, narrow: $0) && !covers(wide: $0, narrow: $1) }
    pair(.loweredPermission) { covers(wide: $0, narrow: $1) && !covers(wide: $1, narrow: $0) }
    for fact in added {
      let holder =
        fact.held.flow == .application
        ? ", as the application itself" : fact.held.flow == .delegated ? ", for a signed-in user" : ""
      add(
        .addedPermission, name(fact), to: fact.held.flow?.name, at: fact.location, severity: severity(fact, new),
        "Asks for \(name(fact))\(holder).", effect: effect(fact), subject: subject(fact))
    }
    for fact in removed {
      guard let old else { continue }
      add(
        .removedPermission, name(fact), from: fact.held.flow?.name, at: fact.location, severity: severity(fact, old),
        "", effect: effect(fact))
    }
  }

  private mutating func report(
    _ kind: Change.Kind, from before: RegistrationState.PermissionFact, to after: RegistrationState.PermissionFact
  ) {
    let message =
      switch kind {
      case .delegatedToApplication:
        "\(name(after)) was used for a signed-in user; now the application holds it itself, with nobody signed in."
      default: "\(name(before)) becomes \(name(after)), which opens more."
      }
    let isFlow = kind == .delegatedToApplication || kind == .applicationToDelegated
    let severity = kind.direction == .better ? old.map { self.severity(before, $0) } : self.severity(after, new)
    add(
      kind, name(after), from: isFlow ? before.held.flow?.name : name(before),
      to: isFlow ? after.held.flow?.name : name(after), at: after.location, severity: severity ?? .info, message,
      effect: effect(kind.direction == .better ? before : after), subject: subject(after))
  }

  private func covers(wide: RegistrationState.PermissionFact, narrow: RegistrationState.PermissionFact) -> Bool {
    guard let wide = wide.held.permission, let narrow = narrow.held.permission, wide.flow == narrow.flow else {
      return false
    }
    return auditor.catalog.covers(wide.nameIndex, narrow.nameIndex, flow: wide.flow)
  }

  private func name(_ fact: RegistrationState.PermissionFact) -> String {
    fact.held.permission.map { auditor.catalog.name($0.nameIndex) } ?? fact.held.identifier?.description
      ?? "(unreadable)"
  }

  private func subject(_ fact: RegistrationState.PermissionFact) -> [String] {
    [
      fact.held.resourceIdentifier?.description ?? "", fact.held.flow?.name ?? "",
      fact.held.identifier?.description ?? "",
    ]
  }

  /// As the rules rate it; what no rule rates matters by what it can change.
  private func severity(_ fact: RegistrationState.PermissionFact, _ state: RegistrationState) -> Severity {
    if let judged = state.worst(within: fact.location) { return judged }
    guard let permission = fact.held.permission else { return .medium }
    let changes = auditor.catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow).changes > 0
    return permission.flow == .application ? (changes ? .medium : .low) : (changes ? .low : .info)
  }

  private func effect(_ fact: RegistrationState.PermissionFact) -> String {
    guard let permission = fact.held.permission else { return "The catalog does not know what this permits." }
    if let rating = auditor.ratings[permission].max(by: { $0.severity < $1.severity }) { return rating.effect }
    let catalog = auditor.catalog
    let entities = catalog.entities(nameIndex: permission.nameIndex).map(\.entity)
    if !entities.isEmpty {
      let shown = entities.prefix(4).joined(separator: ", ")
      return "Opens \(shown)\(entities.count > 4 ? " and \(entities.count - 4) more" : "")."
    }
    let counts = catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow)
    guard counts.reads + counts.changes > 0 else { return "" }
    return
      "Opens \(counts.reads) reading and \(counts.changes) changing operations of \(catalog.resourceName(permission.resource))."
  }

  // MARK: Protections

  private mutating func protections() {
    for protection in Protection.allCases {
      let before = old?.protections[protection]
      guard let after = new.protections[protection] else {
        if before != nil {
          obstacles.append((.weakenedProtection, "the new state does not show \(protection.rawValue)"))
        }
        continue
      }
      guard let level = after.level, let earlier = before.map({ $0.level }) ?? protection.defaultLevel else {
        obstacles.append((.weakenedProtection, "\(protection.rawValue) could not be read"))
        continue
      }
      if level < earlier {
        add(
          .weakenedProtection, protection.rawValue, from: before?.text, to: after.text, at: after.location,
          severity: judged(after.location) ?? .medium, protection.weakness, subject: [protection.rawValue])
      } else if level > earlier {
        add(
          .strengthenedProtection, protection.rawValue, from: before?.text, to: after.text, at: after.location,
          severity: .medium, "")
      }
    }
  }

  // MARK: Reporting

  /// How much the rules say that a place of the new state matters.
  func judged(_ location: Location) -> Severity? { new.worst(within: location) }

  private func judgedBefore(_ location: Location) -> Severity? { old?.worst(within: location) }

  /// Takes in one difference.
  mutating func add(
    _ kind: Change.Kind, _ what: String, from: String? = nil, to: String? = nil, at location: Location,
    severity: Severity, _ message: String, effect: String? = nil, subject: [String] = []
  ) {
    drafts.append(
      ChangeDraft(
        change: Change(
          kind: kind, subject: ShownText.of(what), from: from.map(ShownText.of), to: to.map(ShownText.of),
          severity: severity, location: location, effect: ShownText.of(effect ?? message)),
        message: effect.map { $0.isEmpty ? message : "\(message) \($0)" } ?? message, subject: subject))
  }
}
