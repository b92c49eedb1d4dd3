internal import ScopeDocuments

extension Checks {
  /// More of something than the service accepts for the application's audience.
  ///
  /// Source: Microsoft, "Validation differences by supported account types", and the page on redirect URIs.
  static let limitExceeded = Check(application: "limit-exceeded") { application, context in
    var limits = ServiceLimits(allowsPersonalAccounts: application.allowsPersonalAccounts)
    limits.check(application, &context)
  }
}

/// Judges the amounts in one application; the limits of personal accounts are the tighter ones.
private struct ServiceLimits {
  var allowsPersonalAccounts: Bool?

  /// How much the service takes: with work accounts alone, and where personal accounts may sign in.
  struct Limit {
    var work: Int?
    var personal: Int?
  }

  mutating func check(_ application: Application, _ context: inout CheckContext) {
    let document = context.document
    if case .value(_, let place) = application.displayName {
      length(place, Limit(work: 120, personal: 90), "The name", &context)
    }
    if case .value(let secrets, let place) = application.passwordCredentials {
      count(secrets.count, Limit(personal: 2), "client secrets", place, &context)
    }
    redirects(application, &context)
    permissions(application, &context)
    if case .value(let uris, let place) = application.identifierURIs {
      count(uris.count, Limit(personal: 50), "identifier URIs", place, &context)
      for uri in uris where document.kind(uri) == .string {
        length(uri, Limit(work: 255, personal: 120), "This identifier URI", &context)
      }
    }
    if case .value(let scopes, let place) = application.exposedScopes {
      count(scopes.count, Limit(personal: 100), "scopes", place, &context)
      for scope in scopes {
        if case .value(_, let place) = scope.value {
          length(place, Limit(work: 120, personal: 40), "The name of this scope", &context)
        }
      }
    }
    if case .value(let clients, let place) = application.preAuthorizedClients {
      count(clients.count, Limit(personal: 100), "pre-authorized clients", place, &context)
      for client in clients {
        count(client.permissionCount, Limit(personal: 30), "scopes of one client", client.place, &context)
      }
    }
    if case .value(let roles, let place) = application.appRoles {
      count(roles.count, Limit(personal: 0), "app roles", place, &context)
    }
    if case .value(let credentials, let place) = application.federatedCredentials {
      count(credentials.count, Limit(work: 20, personal: 20), "federated credentials", place, &context)
    }
    tokenVersion(application, &context)
  }

  private func redirects(_ application: Application, _ context: inout CheckContext) {
    let uris = application.redirects.all
    let limit = Limit(work: 256, personal: 100)
    // The first address too many is the one to point at; there is no list, as there are several platforms.
    if let most = allowsPersonalAccounts == true ? limit.personal : limit.work, uris.count > most {
      count(uris.count, limit, "redirect URIs", uris[most].place, &context)
    } else if let last = uris.last {
      count(uris.count, limit, "redirect URIs", last.place, &context)
    }
    for uri in uris where context.document.kind(uri.place) == .string {
      length(uri.place, Limit(work: 256, personal: 256), "This redirect URI", &context)
    }
    if case .value(_, let place) = application.logoutURL {
      length(place, Limit(work: 255, personal: 255), "The sign-out URL", &context)
    }
  }

  private func permissions(_ application: Application, _ context: inout CheckContext) {
    guard case .value(let list, let place) = application.requiredResourceAccess, list.count > 30 else { return }
    count(list.count, Limit(work: 400, personal: 200), "permissions", place, &context)
    var counts: [Identifier: Int] = [:]
    for access in list { if let resource = access.resource.value { counts[resource, default: 0] += 1 } }
    count(counts.count, Limit(work: 50), "resources", place, &context)
    let most = counts.values.max() ?? 0
    count(most, Limit(personal: 30), "permissions of one resource", place, &context)
  }

  /// Applications for personal accounts take tokens of version 2 alone.
  private func tokenVersion(_ application: Application, _ context: inout CheckContext) {
    guard allowsPersonalAccounts == true else { return }
    let version = application.requestedAccessTokenVersion
    guard version.isNull || version.value.map({ $0 != 2 }) == true, let place = version.place else { return }
    context.report(
      place,
      "With personal accounts the access token version must be 2, not \(version.value.map(String.init) ?? "null").",
      subject: ["requestedAccessTokenVersion"])
  }

  private func count(_ count: Int, _ limit: Limit, _ noun: String, _ place: JSONPlace, _ context: inout CheckContext) {
    judge(count, limit, place, noun, &context) { most in
      most == 0
        ? "There are \(count) \(noun), and the service takes none where personal accounts sign in."
        : "There are \(count) \(noun); the service takes \(most)."
    }
  }

  private func length(_ place: JSONPlace, _ limit: Limit, _ subject: String, _ context: inout CheckContext) {
    let least = min(limit.work ?? .max, limit.personal ?? .max)
    guard context.document.content(place).count > least else { return }
    let count = context.document.text(place).count
    judge(count, limit, place, subject, &context) { "\(subject) has \(count) characters; the service takes \($0)." }
  }

  private func judge(
    _ amount: Int, _ limit: Limit, _ place: JSONPlace, _ noun: String, _ context: inout CheckContext,
    message: (_ most: Int) -> String
  ) {
    if let most = allowsPersonalAccounts == true ? limit.personal : limit.work, amount > most {
      context.report(place, message(most), subject: [noun])
    } else if allowsPersonalAccounts == nil, let most = limit.personal, amount > most {
      context.cannotAssess("the export does not say whether personal accounts may sign in, which have tighter limits")
    }
  }
}
