package import ScopeCatalog
package import ScopeDocuments
package import ScopeValues

/// How a token differs from what the registrations of its application ask for.
package enum TokenDrift: Sendable {
  /// One comparison for each registration that has the token's application id.
  case compared([Comparison])
  /// No registration of the run has the token's application id.
  case unmatched(String)
  /// Whether there is a difference cannot be known.
  case incomparable(String)

  /// A token beside one registration, for the resource and the flow of the token alone.
  package struct Comparison: Sendable {
    package var registration: TokenCounterpart
    package var flow: Flow
    /// The resource that the token is for, as a person calls it.
    package var resource: String
    /// Whether the registration asks for anything of the resource in the token's flow.
    package var asksForResource: Bool
    package var requestedNotInToken: [Entry] = []
    package var inTokenNotRequested: [Entry] = []
    /// What may or may not be in both.
    package var unclear: [Unclear] = []
    /// Names of what is requested and in the token.
    package var inBoth: [String] = []
    package var age: Age

    package var differs: Bool { !requestedNotInToken.isEmpty || !inTokenNotRequested.isEmpty }
  }

  /// A permission on one side alone.
  package struct Entry: Hashable, Sendable {
    package var name: String
    package var id: GUID?
    /// Where the registration asks for it.
    package var position: TextPosition?
  }

  package struct Unclear: Hashable, Sendable {
    package var name: String
    package var reason: String
  }

  /// What the token's age says about consent, of which no manifest tells when it was given.
  package struct Age: Hashable, Sendable {
    package var issued: Timestamp?
    /// Seconds from issue to the moment of the audit; negative where the token comes from the future.
    package var seconds: Int64?
    package var state: TokenClaims.TimeState
    /// When the registration was made, where its export says so.
    package var registrationCreated: Timestamp?

    /// Whether the token was issued before the registration existed, so that nobody could have consented.
    package var predatesRegistration: Bool {
      guard let issued, let registrationCreated else { return false }
      return issued.advanced(bySeconds: TokenClaims.clockSkew) < registrationCreated
    }
  }

  /// Why the comparison that was asked for is not made; nil where it is, or where nothing has the token's id.
  package var obstacle: String? {
    switch self {
    case .compared(let list): list.lazy.compactMap(\.registration.obstacle).first
    case .unmatched: nil
    case .incomparable(let reason): reason
    }
  }

  /// What makes an audit incomplete that was asked for this comparison; nil where it was made.
  package func failure(path: String, position: TextPosition) -> CheckRun.Failure? {
    obstacle.map {
      CheckRun.Failure(
        path: path, position: position, message: "the token was compared with no registration: \($0)",
        remedy:
          "Give an access token, and the registration of its application with its appId and requiredResourceAccess."
      )
    }
  }

  /// - Parameter unnamed: how many registrations of the run do not show their application id.
  package init(_ result: TokenResult, with registrations: [TokenCounterpart], unnamed: Int, catalog: Catalog) {
    guard let claims = result.token.claims else {
      self = .incomparable("the claims of the token cannot be read")
      return
    }
    guard result.token.kind != .id else {
      self = .incomparable("an ID token carries no permissions: give the access token")
      return
    }
    guard let application = claims.applicationId else {
      self = .incomparable("the token does not say to which application it was issued")
      return
    }
    let flow: Flow
    switch result.token.flow {
    case .application: flow = .application
    case .delegated: flow = .delegated
    case .unknown:
      self = .incomparable("the token does not say whether the application calls as itself or for a user")
      return
    }
    let matching = registrations.filter { $0.appId == application }
    guard !matching.isEmpty else {
      self =
        unnamed == 0
        ? .unmatched("no registration among the inputs has the application id \(application)")
        : .incomparable(
          "no registration among the inputs shows the application id \(application), and \(unnamed) \(unnamed == 1 ? "shows" : "show") none at all"
        )
      return
    }
    guard let audience = result.audience, let target = Target(audience, catalog) else {
      self = .incomparable(
        result.audience == nil
          ? "the token does not say for which resource it is"
          : "the catalog does not know the address of the resource that the token is for, and registrations name resources by id"
      )
      return
    }
    self = .compared(
      matching.map { registration in
        var comparison = Comparison(
          registration: registration, flow: flow, resource: target.name, asksForResource: false,
          age: Age(claims, at: result.now, created: registration.created))
        if registration.obstacle == nil { comparison.compare(result, with: target, catalog) }
        return comparison
      })
  }
}

extension TokenDrift.Age {
  init(_ claims: TokenClaims, at now: Timestamp, created: Timestamp?) {
    issued = claims.issuedAt ?? claims.notBefore
    seconds = issued.map { now.seconds(since: $0) }
    state = claims.state(at: now)
    registrationCreated = created
  }
}

/// The resource that a token is for, by the catalog's index or, where it knows none, by its id.
private struct Target {
  var resource: Int?
  var identifier: GUID?
  var name: String

  init?(_ audience: TokenAudience, _ catalog: Catalog) {
    resource = audience.resource
    // The address that Entra proposes for an API holds its id: api://{id}.
    identifier = GUID(audience.value) ?? audience.value.split(separator: "/").dropFirst().first.flatMap { GUID($0) }
    guard resource != nil || identifier != nil else { return nil }
    name = resource.map(catalog.resourceName) ?? identifier?.description ?? ""
  }

  func isAsked(by held: PermissionResult) -> Bool {
    if let resource { return held.resource == resource }
    guard let identifier else { return false }
    return held.resourceIdentifier == .guid(identifier)
  }
}

extension TokenDrift.Comparison {
  fileprivate mutating func compare(_ result: TokenResult, with target: Target, _ catalog: Catalog) {
    var asked: [String: TokenDrift.Entry] = [:]
    var nameless: [TokenDrift.Entry] = []
    for held in registration.permissions {
      guard held.resourceIdentifier != nil else {
        note(held.identifier?.description ?? "(unreadable)", "the registration does not say of which resource it is")
        continue
      }
      guard target.isAsked(by: held) else { continue }
      guard held.flow == flow else {
        if held.flow == nil {
          note(held.identifier?.description ?? "(unreadable)", "its type is neither Role nor Scope")
        }
        continue
      }
      asksForResource = true
      switch (held.identifier, held.status) {
      case (nil, _): note("(unreadable)", "its id is a placeholder or missing")
      case (let identifier?, .typeMismatch): note(identifier.description, "its id belongs to the other type")
      case (let identifier?, .resourceMismatch): note(identifier.description, "its id belongs to another resource")
      case (.guid(let guid)?, .unknown):
        nameless.append(.init(name: guid.description, id: guid, position: held.position))
      case (let identifier?, _):
        let name = held.permission.map { catalog.name($0.nameIndex) } ?? identifier.description
        let key = name.lowercased()
        if asked[key] == nil {
          asked[key] = .init(name: name, id: held.permission?.identifier, position: held.position)
        }
      }
    }
    var carried: Set<String> = []
    var surplus: [TokenDrift.Entry] = []
    for held in result.permissions {
      let name = held.identifier?.description ?? ""
      guard held.flow == flow else {
        note(name, "the token contradicts itself about who calls")
        continue
      }
      guard carried.insert(name.lowercased()).inserted, !isSignIn(name, catalog) else { continue }
      if let entry = asked[name.lowercased()] {
        inBoth.append(entry.name)
      } else {
        let known = held.status == .resourceMismatch || held.status == .typeMismatch ? nil : held.permission
        surplus.append(.init(name: known.map { catalog.name($0.nameIndex) } ?? name, id: known?.identifier))
      }
    }
    let lacking = asked.filter { !carried.contains($0.key) && !isSignIn($0.key, catalog) }.map(\.value)
    // An id without a name may be any name that nothing else asks for.
    let (known, unknown) = (surplus.filter { $0.id != nil }, surplus.filter { $0.id == nil })
    if nameless.isEmpty || unknown.isEmpty {
      inTokenNotRequested = Self.sorted(surplus)
      requestedNotInToken = Self.sorted(lacking + nameless)
    } else {
      inTokenNotRequested = Self.sorted(known)
      requestedNotInToken = Self.sorted(lacking)
      for entry in nameless {
        note(entry.name, "the catalog does not know the requested id, so its name may be in the token")
      }
      for entry in unknown { note(entry.name, "the catalog does not know the name, so its id may be requested") }
    }
    inBoth.sort()
    unclear = Array(Set(unclear)).sorted { ($0.name, $0.reason) < ($1.name, $1.reason) }
  }

  /// Whether Entra puts a scope into tokens or leaves it out whatever a registration lists.
  private func isSignIn(_ name: String, _ catalog: Catalog) -> Bool {
    flow == .delegated && catalog.isSignIn(name)
  }

  private mutating func note(_ name: String, _ reason: String) { unclear.append(.init(name: name, reason: reason)) }

  private static func sorted(_ entries: [TokenDrift.Entry]) -> [TokenDrift.Entry] {
    entries.sorted { $0.name < $1.name }
  }
}

extension Permission {
  fileprivate var identifier: GUID? { hasIdentifier ? GUID(high: high, low: low) : nil }
}
