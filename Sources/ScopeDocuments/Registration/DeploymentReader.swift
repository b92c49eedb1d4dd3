import ScopeValues

// Bicep files compiled to ARM deployment templates, nested modules included.
extension RegistrationReader {
  private struct Resource {
    /// Nil in the first version of the language, which has no symbols.
    var symbol: String?
    var type: String
    var place: JSONPlace
    var properties: JSONPlace?
    var isExisting: Bool
  }

  mutating func deployment(_ template: JSONPlace) {
    let before = (applications.count, tenant.records.count, problems.count)
    deployment(template, passed: [:], depth: 0)
    if before == (applications.count, tenant.records.count, problems.count) {
      report(
        "this deployment template declares no application and no grant", "Give the template that declares it.",
        at: template)
      problems[problems.count - 1].otherKind = .unknown
    }
  }

  /// - Parameter passed: what the module's parameters were given from outside.
  private mutating func deployment(_ template: JSONPlace, passed: [String: JSONPlace], depth: Int) {
    guard depth < 16, let list = document.member(.resources, of: template) else { return }
    let scope = TemplateScope(document, template: template)
    for member in members(of: document.member(.variables, of: template)) {
      scope.bind("variables", document.text(member.name), to: member.value)
    }
    for member in members(of: document.member(.parameters, of: template)) {
      let name = document.text(member.name)
      let preset = document.member(.defaultValue, of: member.value)
      scope.bind("parameters", name, to: passed[name.lowercased()] ?? preset)
    }
    let resources = self.resources(list)
    for resource in resources { if let symbol = resource.symbol { scope.declare(symbol, at: resource.place) } }
    let values = RegistrationValues(document, scope: scope, faults: faults)
    var declared: [Declared] = []
    var linked: JSONPlace?
    let known = tenant.records.count
    for resource in resources {
      switch resource.type {
      case _ where resource.isExisting && !resource.type.hasPrefix("microsoft.graph/serviceprincipals"): break
      case _ where resource.type.hasPrefix("microsoft.graph/applications/federatedidentitycredentials"):
        guard let properties = resource.properties else { break }
        credential(properties, in: &declared, values)
      case _ where resource.type.hasPrefix("microsoft.graph/applications"):
        repeated(resource, scope) { $0.application(resource, values, &declared) }
      case _ where resource.type.hasPrefix("microsoft.graph/serviceprincipals"): principal(resource, scope, values)
      case _ where resource.type.hasPrefix("microsoft.managedidentity/userassignedidentities"):
        guard let symbol = resource.symbol else { break }
        tenant.declare(
          identity: scope.standIn(forSymbol: symbol),
          name: document.string(document.member(.name, of: resource.place)) ?? symbol, at: resource.place)
      case _ where resource.type.hasPrefix("microsoft.graph/approleassignedto"):
        guard let properties = resource.properties else { break }
        repeated(resource, scope) { $0.tenant.assignment(properties, values) }
      case _ where resource.type.hasPrefix("microsoft.graph/oauth2permissiongrants"):
        guard let properties = resource.properties else { break }
        repeated(resource, scope) { $0.tenant.grant(properties, values) }
      case _ where resource.type.hasPrefix("microsoft.resources/deployments"):
        guard let properties = resource.properties else { break }
        guard let inner = document.member(.template, of: properties) else {
          linked = linked ?? document.member(inAnyCase: "templateLink", of: properties)
          break
        }
        var given: [String: JSONPlace] = [:]
        for member in members(of: document.member(.parameters, of: properties)) {
          guard let value = document.member(.value, of: member.value) else { continue }
          given[document.text(member.name).lowercased()] = values.resolve(value)
        }
        deployment(inner, passed: given, depth: depth + 1)
      default: break
      }
    }
    if let linked, !declared.isEmpty || tenant.records.count > known {
      faults.misread(
        linked, "a module is linked here, and what it declares is not in this template",
        remedy: "Give the linked template as well, or audit what is deployed: az ad app show --id <app-id>.")
    }
    for entry in declared { accept(entry.application) }
  }

  /// Takes what a loop makes one after the other; a loop of unknown length is read once.
  private mutating func repeated(_ resource: Resource, _ scope: TemplateScope, _ take: (inout Self) -> Void) {
    let loop = document.member(.copy, of: resource.place)
    guard let loop, let count = scope.count(ofCopy: loop), let name = scope.name(ofCopy: loop) else {
      return take(&self)
    }
    _ = scope.repeated(count, as: name) { take(&self) }
  }

  /// An application, and the name by which its credentials are declared apart.
  private struct Declared {
    var uniqueName: String?
    var application: Application
  }

  private mutating func application(
    _ resource: Resource, _ values: RegistrationValues, _ declared: inout [Declared]
  ) {
    guard let properties = resource.properties else { return }
    let place = values.resolve(properties)
    guard document.kind(place) == .object else {
      faults.misread(
        properties, "the properties of an application are a template expression that cannot be evaluated offline",
        remedy: "Audit the deployed application instead: az ad app show --id <app-id>.")
      return
    }
    var application = ApplicationDecoder(values, envelopeDialect: .bicep).decode(place)
    // A list that the template makes entry by entry is not empty.
    for copy in document.member(.copy, of: place).map(values.objects) ?? [] {
      guard let name = document.member(.name, of: copy), let text = document.string(name) else { continue }
      switch text.lowercased() {
      case "requiredresourceaccess":
        var list = PermissionListDecoder(values, ownId: application.appId.place)
        let made = values.scope?.copied(copy) ?? .unknown
        application.requiredResourceAccess =
          made.isList ? application.requiredResourceAccess.joined(with: list.decode(made, at: name)) : .unresolved(name)
        application.hasMisreadAccess = application.hasMisreadAccess || !list.isWhole
      default:
        faults.misread(
          name, "a list of an application is made by copy and cannot be evaluated offline",
          remedy: "Audit the deployed application instead: az ad app show --id <app-id>.")
      }
    }
    let uniqueName = values.string(document.member(.uniqueName, of: place)).value
    declared.append(Declared(uniqueName: uniqueName, application: application))
  }

  /// A federated credential belongs to the application whose unique name its own begins with.
  private mutating func credential(_ properties: JSONPlace, in declared: inout [Declared], _ values: RegistrationValues)
  {
    let decoder = ApplicationDecoder(values, envelopeDialect: .bicep)
    guard let credential = decoder.federated(properties) else { return }
    let name = values.string(document.member(.name, of: properties)).value ?? ""
    let owner = name.split(separator: "/").first.map(String.init)
    let index =
      declared.firstIndex { $0.uniqueName != nil && $0.uniqueName == owner } ?? (declared.count == 1 ? 0 : nil)
    if let index {
      let list = declared[index].application.federatedCredentials
      declared[index].application.federatedCredentials = .value(
        (list.value ?? []) + [credential], list.place ?? properties)
    } else {
      // Its application is declared elsewhere, which does not make it any narrower.
      var application = Application(document: document, place: properties, dialect: .bicep)
      application.displayName = owner.map { .value($0, properties) } ?? .absent
      application.requiredResourceAccess = .value([], properties)
      application.redirects.areShown = true
      application.federatedCredentials = .value([credential], properties)
      declared.append(Declared(uniqueName: owner, application: application))
    }
  }

  /// A service principal of the template, or one that it looks up: what grants refer to.
  private mutating func principal(_ resource: Resource, _ scope: TemplateScope, _ values: RegistrationValues) {
    guard let symbol = resource.symbol, let properties = resource.properties else { return }
    let written = document.member(.appId, of: properties)
    var name = values.string(document.member(.displayName, of: properties)).value
    var appId = written.flatMap { values.identifier($0).value?.guid }
    if appId == nil, let written, case .resourceProperty(let owner, _) = scope.value(of: written),
      let application = scope.properties(of: owner)
    {
      name = name ?? values.string(document.member(.displayName, of: application)).value
      appId = document.member(.appId, of: application).flatMap { values.identifier($0).value?.guid }
    }
    tenant.declare(
      principal: scope.standIn(forSymbol: symbol), appId: appId, name: name ?? symbol, at: resource.place)
  }

  /// Resources are a list in the first version of the language and a map in the second.
  private func resources(_ list: JSONPlace) -> [Resource] {
    let entries: [(symbol: String?, place: JSONPlace)] =
      document.kind(list) == .array
      ? document.elements(of: list).map { (nil, $0) }
      : document.members(of: list).map { (document.text($0.name), $0.value) }
    return entries.map { entry in
      Resource(
        symbol: entry.symbol, type: document.string(document.member(.type, of: entry.place))?.lowercased() ?? "",
        place: entry.place, properties: document.member(.properties, of: entry.place),
        isExisting: document.boolean(document.member(.existing, of: entry.place)) == true)
    }
  }

  private func members(of place: JSONPlace?) -> [(name: JSONPlace, value: JSONPlace)] {
    place.map { document.members(of: $0) } ?? []
  }
}
