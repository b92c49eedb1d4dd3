internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// Whether the export shows the requested permissions; says so where it does not.
  private static func canAssess(_ context: inout CheckContext) -> Bool {
    switch context.application.requiredResourceAccess {
    case .value: return true
    case .null: return true
    case .absent:
      context.cannotAssess("the export does not show requiredResourceAccess")
      return false
    case .unresolved, .malformed:
      context.cannotAssess("requiredResourceAccess could not be read")
      return false
    }
  }

  static func heldPermission(_ context: inout CheckContext) {
    guard canAssess(&context), let record = context.book.rule(context.rule) else { return }
    for held in context.holdings.permissions where held.status == .known || held.status == .unpublished {
      guard let resource = held.resource, let flow = held.flow else { continue }
      let name = context.name(held)
      guard let rated = record.permissions.first(where: { $0.name == name && context.catalog.resource(named: $0.resource) == resource }),
        let severity = flow == .application ? rated.application : rated.delegated
      else { continue }
      let who = flow == .application ? "as the application itself, with nobody signed in" : "for a signed-in user"
      context.report(held.place, "\(name), \(who). \(rated.effect)", subject: context.subject(held), severity: severity)
    }
  }

  static func redundantPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    let known = context.holdings.permissions.filter { $0.status == .known }
    for (index, held) in known.enumerated() {
      guard let permission = held.permission, let flow = held.flow else { continue }
      let wider = known.enumerated().first { other, candidate in
        guard other != index, let wide = candidate.permission, wide.flow == flow, wide.resource == permission.resource,
          wide.nameIndex != permission.nameIndex,
          context.catalog.covers(wide.nameIndex, permission.nameIndex, flow: flow)
        else { return false }
        return !context.catalog.covers(permission.nameIndex, wide.nameIndex, flow: flow) || other < index
      }
      guard let wider else { continue }
      context.report(
        held.place, "\(context.name(held)) opens nothing that \(context.name(wider.element)) does not open as well.",
        subject: context.subject(held))
    }
  }

  static func duplicatePermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    var seen: Set<[String]> = []
    for held in context.holdings.permissions {
      let key = context.subject(held).map { $0.lowercased() }
      if !seen.insert(key).inserted {
        context.report(held.place, "\(context.name(held)) is requested twice.", subject: key)
      }
    }
  }

  static func unknownPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .unknown {
      guard let resource = held.resource else {
        context.cannotAssess("the catalog does not know the resource \(held.resourceText)")
        continue
      }
      let resourceName = context.catalog.resourceName(resource)
      guard resourceName == "Microsoft Graph" || resourceName == "Microsoft Intune API" || resourceName == "Microsoft Intune" else {
        context.cannotAssess("the catalog does not list every permission of \(resourceName)")
        continue
      }
      guard let id = held.access.id.value else {
        context.cannotAssess("a permission id is a placeholder")
        continue
      }
      var hint = ""
      if let guid = GUID(id) {
        let catalog = context.catalog
        let near = (0..<catalog.permissionCount).lazy.map { catalog.permission($0) }.first {
          $0.resource == resource && $0.hasIdentifier && GUID(high: $0.high, low: $0.low).digitsDiffering(from: guid) <= 2
        }
        if let near { hint = " It differs by a digit or two from \(context.catalog.name(near.nameIndex))." }
      }
      context.report(held.place, "\(resourceName) publishes no permission with this id.\(hint)", subject: context.subject(held))
    }
  }

  static func permissionTypeMismatch(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .typeMismatch {
      guard let permission = held.permission else { continue }
      let right = permission.flow == .application ? "an application permission (Role)" : "a delegated permission (Scope)"
      context.report(
        held.place, "\(context.name(held)) with this id is \(right), but is requested as \(held.access.type.value ?? "nothing").",
        subject: context.subject(held))
    }
  }

  static func permissionResourceMismatch(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .resourceMismatch {
      guard let permission = held.permission else { continue }
      context.report(
        held.place, "This id is \(context.name(held)) of \(context.catalog.resourceName(permission.resource)), not of the resource it is requested on.",
        subject: context.subject(held))
    }
  }

  static func mislabelledPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.permission != nil {
      let name = context.name(held)
      for label in held.access.labels {
        let words = label.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }.map(String.init)
        guard !words.contains(where: { $0.lowercased() == name.lowercased() }),
          let other = words.first(where: { $0.contains(".") && !context.catalog.permissions(named: $0).isEmpty })
        else { continue }
        context.report(held.place, "This id is \(name), but the text beside it says \(other).", subject: context.subject(held))
        break
      }
    }
  }

  static func unpublishedPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .unpublished {
      context.report(held.place, "\(context.name(held)) is not published to customers.", subject: context.subject(held))
    }
  }

  static func retiredResource(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions {
      guard let resource = held.resource, context.catalog.resourceIsRetired(resource) else { continue }
      context.report(
        held.place, "\(context.name(held)) is a permission of \(context.catalog.resourceName(resource)), which no longer answers.",
        subject: context.subject(held))
    }
  }

  static func supersededPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions {
      if held.permission?.status == .disabled {
        context.report(held.place, "\(context.name(held)) is disabled: no token will carry it.", subject: context.subject(held))
      } else if held.identifier.hasPrefix("DeviceManagementServiceConfiguration.") || held.identifier.hasPrefix("DeviceManagement.Scripts.") {
        context.report(held.place, "\(held.identifier) is a name that Microsoft Graph no longer knows.", subject: context.subject(held))
      }
    }
  }

  static func missingCompanionPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .known {
      guard let permission = held.permission, let flow = held.flow,
        context.catalog.needsCompanion(nameIndex: permission.nameIndex, flow: flow)
      else { continue }
      let companions = context.catalog.companions(nameIndex: permission.nameIndex, flow: flow)
      let isHeld = context.holdings.permissions.contains { other in
        other.flow == flow && other.permission.map { companions.contains($0.nameIndex) } == true
      }
      if !isHeld {
        let names = companions.map { context.catalog.name($0) }.sorted().joined(separator: " or ")
        context.report(held.place, "\(context.name(held)) works only together with \(names).", subject: context.subject(held))
      }
    }
  }

  static func applicationPermissionOnPublicClient(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    let application = context.application
    let isPublic = application.isFallbackPublicClient.value == true || !application.publicClientRedirectURIs.isEmpty
    guard isPublic, application.webRedirectURIs.isEmpty, (application.passwordCredentialCount.value ?? 0) == 0,
      (application.keyCredentialCount.value ?? 0) == 0,
      let held = context.holdings.permissions.first(where: { $0.flow == .application })
    else { return }
    context.report(held.place, "A public client cannot prove who it is, so it can never use \(context.name(held)) as itself.")
  }

  static func permissionInBothFlows(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    let known = context.holdings.permissions.filter { $0.status == .known }
    for held in known where held.flow == .application {
      if known.contains(where: { $0.flow == .delegated && $0.permission?.nameIndex == held.permission?.nameIndex && $0.resource == held.resource }) {
        context.report(held.place, "\(context.name(held)) is requested for the application itself and for signed-in users.", subject: context.subject(held))
      }
    }
  }

  static func writingReadPermission(_ context: inout CheckContext) {
    guard canAssess(&context) else { return }
    for held in context.holdings.permissions where held.status == .known {
      guard let permission = held.permission, let flow = held.flow else { continue }
      let name = context.name(held)
      guard name.contains("Read"), !name.contains("Write"), context.catalog.resourceName(permission.resource) == "Microsoft Graph" else { continue }
      let changes = context.catalog.operationCounts(nameIndex: permission.nameIndex, flow: flow).changes
      if changes > 0 {
        context.report(held.place, "\(name) opens \(changes) calls that change something, by the catalog's word.", subject: context.subject(held))
      }
    }
  }
}
