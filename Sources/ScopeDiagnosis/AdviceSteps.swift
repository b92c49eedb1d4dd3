internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What to do, in order, in steps that can be followed.
struct AdviceSteps {
  let facts: CallFacts
  let cause: Cause
  let need: Need?
  let recommend: [Diagnosis.Recommendation]
  let missing: [String]
  let roles: CallRoles?

  /// Verdicts about a token whose successor will carry the same permissions, so that what it lacks is worth saying.
  private static let isRenewed: Set<Verdict> = [.tokenExpired, .tokenNotYetValid]
  /// Verdicts under which a licence, a policy or an approval may be what is missing in truth.
  private static let isOpen: Set<Verdict> = [.missingPermission, .undetermined, .roleOrLicence, .noPermissionsInToken]

  var steps: [String] {
    var steps: [String] = []
    if cause.verdict == .notAuthorization || cause.verdict == .wrongVersion {
      steps.append("Stop adding permissions: none of them changes this answer.")
    }
    if let client = facts.client, client.kind == .retired {
      steps.append(
        "\(client.name) is retired: sign in with Connect-MgGraph, or with an application registration of your own.")
    }
    steps += own(cause.firstSteps) + nearestName + nearestResource
    if cause.verdict == .undetermined, facts.call.error != nil, facts.have == nil, facts.need != nil {
      steps.append("Look into the token (scopeaudit token) for one of the permissions that the call needs.")
    }
    steps += grants + ownClient + perMethod + own(cause.steps)
    if Self.isRenewed.contains(cause.verdict), !missing.isEmpty {
      steps.append(
        "The new token has to carry \(missing.joined(separator: " and ")) as well: this one does not, and the call would be refused again."
      )
    }
    // What the service's own words brought up already is not said twice.
    let isSaid = steps.contains { $0.lowercased().contains("access polic") }
    steps += role + notes.filter { !isSaid || !$0.contains("access policy") } + next
    var seen: Set<String> = []
    return steps.filter { seen.insert($0).inserted }
  }

  /// The cause's own steps, without those that this caller cannot follow.
  private func own(_ steps: [String]) -> [String] {
    let shown = facts.rolesShown
    return steps.compactMap { step in
      // Nobody is there to sign in.
      if facts.flow == .application,
        ["Sign in again", "Sign in anew", "Let the user sign in", "Sign in interactively"]
          .contains(where: step.hasPrefix)
      {
        return nil
      }
      if facts.flow == .application, step.hasPrefix("Where a user is signed in") { return nil }
      if facts.flow == .delegated, step.hasPrefix("Where an application calls") { return nil }
      if !shown.isEmpty, step.hasPrefix("Give the signed-in user an Intune role") || step.hasPrefix("Give the user") {
        return
          "The token shows \(shown.joined(separator: ", ")): the role is there. Check the licence, and get a new token if the role was activated later."
      }
      if let client = facts.client, client.kind == .consent, step.hasPrefix("Have an administrator consent") {
        return consent(client, facts.call.error?.askedScopes ?? [])
      }
      // What the call's page names is said in its place.
      if roles?.names.isEmpty == false, step.hasPrefix("Where a user is signed in, a directory role") { return nil }
      return step
    }
  }

  // MARK: Permissions

  private var grants: [String] {
    guard !recommend.isEmpty else { return blanket }
    let isOpen = cause.verdict == .undetermined
    if let client = facts.client, client.kind == .consent {
      return [consent(client, recommend.filter { $0.flow == .delegated }.map(\.name))]
    }
    guard !isOpen || facts.call.error != nil else { return [] }
    var steps: [String] = []
    let flows = Flow.allCases.filter { flow in recommend.contains { $0.flow == flow } }
    let lead = isOpen ? "If the token lacks it, add" : "Add"
    if flows.count > 1 {
      let parts = flows.map { flow in
        let entries = recommend.filter { $0.flow == flow }
        return (flow == .delegated ? "where a user is signed in, " : "")
          + "\(flow.name) permission\(entries.count > 1 ? "s" : "") \(entries.map(inBrackets).joined(separator: " and "))"
      }
      steps.append("\(lead) \(parts.joined(separator: "; or, ")).")
    } else {
      steps += recommend.map { "\(lead) \($0.flow.name) permission \(described($0))." }
    }
    if let far = recommend.first(where: { $0.flow == .application && PermissionWord.isFarReaching($0.name) }) {
      steps.append("\(far.name) reaches far: where the job allows, use it delegated, by a person with a narrow role.")
    }
    steps += blanket
    if !isOpen {
      steps.append(
        flows == [.delegated] && (facts.flow != .application || cause.verdict == .wrongFlow)
          ? "Sign in again for a new token; the old one never changes."
          : "Get a new token; a managed identity may keep the old one for a day.")
    }
    return steps
  }

  /// Azure CLI calls as Microsoft's own application unless somebody signed in with one of the tenant's.
  private var ownClient: [String] {
    guard facts.call.error?.isOfAzureCLI == true, facts.client == nil, facts.claims == nil, facts.flow != .application,
      cause.verdict == .missingPermission
    else { return [] }
    return [
      "Where a user is signed in to az, it calls as Microsoft's own Azure CLI, whose permissions cannot be extended: sign in with an application of the tenant (az login --service-principal), or call with Connect-MgGraph -Scopes."
    ]
  }

  private func described(_ entry: Diagnosis.Recommendation) -> String {
    let consent = entry.adminConsent.map { $0 ? ", admin consent" : ", the user may consent" } ?? ""
    let resource = entry.resource.map { " of \($0)" } ?? ""
    return entry.name + resource + (entry.id.map { " (\($0))" } ?? "") + consent
  }

  private func inBrackets(_ entry: Diagnosis.Recommendation) -> String {
    let consent = entry.adminConsent.map { $0 ? "admin consent" : "the user may consent" }
    let notes = [entry.id, consent].compactMap(\.self)
    return notes.isEmpty ? entry.name : "\(entry.name) (\(notes.joined(separator: ", ")))"
  }

  /// Where with a user nothing does but acting as that user in all: said, not advised.
  private var blanket: [String] {
    guard Self.isOpen.contains(cause.verdict), facts.flow != .application, !facts.isSatisfied,
      facts.have == nil || facts.flow != nil,
      let delegated = facts.catalogNeeds.first(where: { $0.flow == .delegated }), delegated.least.isEmpty,
      delegated.accepted.contains(["Directory.AccessAsUser.All"])
    else { return [] }
    return [
      "With a signed-in user the catalog knows Directory.AccessAsUser.All alone, which acts as that user in everything: a role decides then."
    ]
  }

  /// How a client of Microsoft's own gets a permission: the tenant has no registration of it to change.
  private func consent(_ client: KnownClient, _ names: [String]) -> String {
    let quoted = names.map { "\"\($0)\"" }.joined(separator: ",")
    let what = names.isEmpty ? "what it asks for" : names.joined(separator: " and ")
    if client.name == "Graph Explorer" {
      return
        "Consent to \(what) in Graph Explorer: Modify permissions › Consent; it is Microsoft's own application, and the tenant has no registration of it."
    }
    return
      "Consent to \(what) for \(client.name): an administrator runs Connect-MgGraph\(names.isEmpty ? "" : " -Scopes \(quoted)") and accepts; it is Microsoft's own application, and the tenant has no registration of it."
  }

  /// The name that was probably meant by one that does not exist.
  private var nearestName: [String] {
    for shape in facts.shapes where shape.shape.id == cause.shape {
      guard let scope = shape.captures["scope"]?.first?.split(separator: "/").last.map(String.init),
        facts.names.canonical(scope) == nil
      else { continue }
      for case .name(let name) in facts.names.catalog.nearMisses(of: scope) where facts.names.canonical(name) != nil {
        return ["Ask for \(name), which is the nearest name that Microsoft Graph has."]
      }
    }
    return []
  }

  /// The resource that was probably meant by one that the tenant does not know.
  private var nearestResource: [String] {
    for shape in facts.shapes where shape.shape.id == cause.shape {
      guard let written = shape.captures["resource"]?.first,
        let address = KnownAudience.nearest(to: written, in: facts.names.catalog)
      else { continue }
      return ["Ask for \(address), which is the nearest name of a resource: the scope \(address)/.default."]
    }
    return []
  }

  /// What the call needs by each method, where nothing shows which it was.
  private var perMethod: [String] {
    guard let address = facts.address, address.method == nil, address.candidates.count > 1,
      facts.need?.basis != .service, [.missingPermission, .undetermined, .noPermissionsInToken].contains(cause.verdict)
    else { return [] }
    return address.candidates.prefix(4).compactMap { method, operation in
      let parts = Flow.allCases.filter { facts.flow == nil || facts.flow == $0 }.compactMap { flow -> String? in
        guard
          let set = Need.ofCatalog(operation, flow: flow, url: address.url, body: address.body, names: facts.names)?
            .least.first
        else { return nil }
        return "\(set.joined(separator: " and ")) (\(flow.name))"
      }
      return parts.isEmpty ? nil : "If the call was \(method), it needs \(parts.joined(separator: " or "))."
    }
  }

  // MARK: Roles, services, what to give next

  private var role: [String] {
    guard let roles, Self.isOpen.contains(cause.verdict), facts.call.error != nil || facts.claims != nil else {
      return []
    }
    let shown = facts.rolesShown
    guard shown.isEmpty else { return [] }
    let names = roles.names.prefix(4).joined(separator: ", ")
    let lead = facts.flow == .delegated ? "The signed-in user needs" : "Where a user is signed in, that user needs"
    if roles.kind == .intune {
      let operation = roles.operation.map { " with \($0)" } ?? ""
      return ["\(lead) a role in Intune\(operation) as well: \(names), or a custom role that holds it."]
    }
    return ["\(lead) a directory role as well, one of: \(names)."]
  }

  private var notes: [String] {
    guard Self.isOpen.contains(cause.verdict), facts.call.error != nil, let address = facts.address else { return [] }
    return CallNotes.of(method: address.method, template: address.template ?? address.path)
      .filter { $0.flow == nil || facts.flow == nil || $0.flow == facts.flow }
      .map { note in
        note.flow == .application && facts.flow == nil
          ? "Where an application calls without a user: \(note.text)" : note.text
      }
  }

  /// What to give to learn more.
  private var next: [String] {
    guard [.missingPermission, .undetermined, .noPermissionsInToken].contains(cause.verdict), facts.call.error != nil,
      facts.shapes.first(where: { $0.shape.id == cause.shape })?.shape.isCuredByGrant != false
    else { return [] }
    if facts.need == nil, facts.address == nil || facts.address?.method == nil || facts.address?.operation == nil {
      return [
        facts.address == nil || facts.address?.method == nil
          ? "Give the call with --request 'METHOD URL', such as --request 'GET /users': then the permissions that it needs are named."
          : "The catalog does not know this call: look at its page in Microsoft's documentation, under Permissions."
      ]
    }
    guard facts.have == nil, cause.confidence != .certain else { return [] }
    return ["Give the token with --token, or its claims, or the text of Get-MgContext: then what it lacks is named."]
  }
}
