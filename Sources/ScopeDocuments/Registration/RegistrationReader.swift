/// Something in an input that could not be used, and what to do about it.
package struct DocumentProblem: Error, Hashable, Sendable {
  package var message: String
  package var remedy: String
  package var position: TextPosition

  package init(message: String, remedy: String, position: TextPosition) {
    self.message = message
    self.remedy = remedy
    self.position = position
  }
}

/// Finds the applications in the values of an input, whatever envelope they came in.
package enum RegistrationReader {
  /// What one value held.
  package struct Yield: Sendable {
    package var applications: [Application] = []
    package var problems: [DocumentProblem] = []
  }

  /// Whether the first element of an array shows that the array is a bare requiredResourceAccess list.
  package static func isResourceAccessList(_ document: JSONDocument) -> Bool {
    ApplicationDecoder(document: document).member("resourceappid", of: document.root) != nil
  }

  package static func read(_ item: JSONItem) -> Yield {
    var yield = Yield()
    collect(item.document, item.document.root, into: &yield)
    return yield
  }

  private static func collect(_ document: JSONDocument, _ place: JSONPlace, into yield: inout Yield) {
    func problem(_ message: String, _ remedy: String, at other: JSONPlace? = nil) {
      yield.problems.append(
        DocumentProblem(message: message, remedy: remedy, position: document.position(of: other ?? place)))
    }
    let decoder = ApplicationDecoder(document: document)
    switch document.kind(place) {
    case .array:
      let elements = document.elements(of: place)
      if let first = elements.first, decoder.member("resourceappid", of: first) != nil {
        var fragment = Application(document: document, place: place, dialect: .undetermined)
        fragment.requiredResourceAccess = decoder.access(place)
        check(&fragment, into: &yield)
      } else {
        for element in elements { collect(document, element, into: &yield) }
      }
      return
    case .object: break
    default:
      problem("expected an app registration, found \(document.kind(place).phrase)", "Export the application as JSON, for example: az ad app show --id <app-id>.")
      return
    }
    func has(_ names: String...) -> Bool { names.contains { decoder.member($0, of: place) != nil } }
    if let value = decoder.member("value", of: place), document.kind(value) == .array {
      for element in document.elements(of: value) { collect(document, element, into: &yield) }
      if let next = decoder.member("@odata.nextlink", of: place) {
        problem("the export is truncated: its last page names a next page", "Fetch every page, for example with az rest and the @odata.nextLink, or az ad app list --all.", at: next)
      }
    } else if let responses = decoder.member("responses", of: place) {
      for response in document.elements(of: responses) {
        let status = document.integer(decoder.member("status", of: response)) ?? 200
        if let body = decoder.member("body", of: response), status < 300 {
          collect(document, body, into: &yield)
        } else {
          problem("a response of this batch failed with status \(status)", "Ask for its application again.", at: response)
        }
      }
    } else if has("resourceappid"), has("resourceaccess") {
      var fragment = Application(document: document, place: place, dialect: .undetermined)
      fragment.requiredResourceAccess = decoder.access(place)
      check(&fragment, into: &yield)
    } else if has("terraform_version") || (has("resources") && has("lineage")) {
      terraform(document, place, decoder, into: &yield)
    } else if let resources = decoder.member("resources", of: place), has("$schema") || has("languageversion") || has("contentversion") {
      deployment(document, resources, of: place, into: &yield)
    } else if has("serviceprincipaltype", "appownerorganizationid", "appownertenantid", "serviceprincipalnames", "approleassignmentrequired") {
      problem("this is a service principal, not an application", "Export the application: az ad app show --id <app-id>.")
    } else if has("approleid"), has("principalid") {
      problem("this is an app role assignment, not an application", "Export the application: az ad app show --id <app-id>.")
    } else if has("consenttype"), has("scope") {
      problem("this is a delegated permission grant, not an application", "Export the application: az ad app show --id <app-id>.")
    } else if has("access_token", "accesstoken") {
      problem("this holds an access token, not an app registration", "Pipe it into \u{2018}scopeaudit token\u{2019} instead.")
    } else if let error = decoder.member("error", of: place), document.kind(error) == .object || document.kind(error) == .string {
      problem("this is an error answer, not an app registration", "Look at what the export command answered; \u{2018}scopeaudit diagnose\u{2019} explains refusals.")
    } else if has("$schema"), has("properties") {
      problem("this is a JSON Schema, not data", "Give the app registration itself.")
    } else if has("appid", "requiredresourceaccess", "signinaudience", "availabletoothertenants", "web", "api", "replyurlswithtype", "passwordcredentials") {
      var application = decoder.decode(place)
      check(&application, into: &yield)
    } else {
      problem("this is another kind of document, not an app registration", "Export the application as JSON, for example: az ad app show --id <app-id>.")
    }
  }

  /// Says what of the application could not be read.
  private static func check(_ application: inout Application, into yield: inout Yield) {
    let document = application.document
    switch application.requiredResourceAccess {
    case .malformed(let place):
      let text = document.kind(place) == .string ? document.text(place) : ""
      let isCut = text.contains("Microsoft.Graph.PowerShell") || text.hasPrefix("System.") || text.hasPrefix("@{")
      yield.problems.append(
        DocumentProblem(
          message: isCut ? "ConvertTo-Json cut the permissions off: its default depth is 2" : "requiredResourceAccess is \(document.kind(place).phrase), not a list of resources",
          remedy: isCut ? "Export again with ConvertTo-Json -Depth 10." : "Correct the property or export again.",
          position: document.position(of: place)))
    case .unresolved(let place):
      yield.problems.append(
        DocumentProblem(
          message: "the permissions are a template expression that cannot be evaluated offline",
          remedy: "Audit the deployed application instead: az ad app show --id <app-id>.",
          position: document.position(of: place)))
    case .value(let list, _):
      for entry in list {
        if case .unresolved(let place) = entry.id, application.dialect != .teamsTemplate {
          yield.problems.append(
            DocumentProblem(
              message: "a permission id is a template expression that cannot be evaluated offline",
              remedy: "Write the id, or audit the deployed application.", position: document.position(of: place)))
        }
      }
    default: break
    }
    yield.applications.append(application)
  }

  // MARK: Terraform

  private static func terraform(_ document: JSONDocument, _ place: JSONPlace, _ decoder: ApplicationDecoder, into yield: inout Yield) {
    var found: [(type: String, values: JSONPlace)] = []
    func module(_ place: JSONPlace) {
      for resource in decoder.member("resources", of: place).map(document.elements) ?? [] {
        guard document.string(decoder.member("mode", of: resource)) != "data",
          let type = document.string(decoder.member("type", of: resource))
        else { continue }
        if let values = decoder.member("values", of: resource) { found.append((type, values)) }
        for instance in decoder.member("instances", of: resource).map(document.elements) ?? [] {
          if let values = decoder.member("attributes", of: instance) { found.append((type, values)) }
        }
      }
      for child in decoder.member("child_modules", of: place).map(document.elements) ?? [] { module(child) }
    }
    for name in ["values", "planned_values"] {
      if let values = decoder.member(name, of: place), let root = decoder.member("root_module", of: values) { module(root) }
    }
    if decoder.member("lineage", of: place) != nil { module(place) }
    var registrations: [(id: String, application: Application)] = []
    for (type, values) in found where type == "azuread_application" || type == "azuread_application_registration" {
      let application = decoder.decode(values, as: .terraform)
      registrations.append((document.string(decoder.member("id", of: values)) ?? "", application))
    }
    for (type, values) in found where type == "azuread_application_api_access" {
      let owner = document.string(decoder.member("application_id", of: values)) ?? ""
      let resource = decoder.member("api_client_id", of: values)
      var list: [ResourceAccess] = []
      for (name, kind) in [("role_ids", "Role"), ("scope_ids", "Scope")] {
        for id in decoder.member(name, of: values).map(document.elements) ?? [] {
          list.append(
            ResourceAccess(
              resource: resource.map { .value(document.text($0), $0) } ?? .absent,
              id: .value(document.text(id), id), type: .value(kind, id), labels: []))
        }
      }
      let target = registrations.firstIndex { $0.id == owner } ?? (registrations.count == 1 ? 0 : nil)
      if let target {
        let old = registrations[target].application.requiredResourceAccess.value ?? []
        registrations[target].application.requiredResourceAccess = .value(old + list, values)
      } else {
        var fragment = Application(document: document, place: values, dialect: .terraform)
        fragment.requiredResourceAccess = .value(list, values)
        registrations.append(("", fragment))
      }
    }
    for registration in registrations {
      var application = registration.application
      check(&application, into: &yield)
    }
  }

  // MARK: Deployment templates

  private static func deployment(_ document: JSONDocument, _ resources: JSONPlace, of template: JSONPlace, into yield: inout Yield) {
    var decoder = ApplicationDecoder(document: document)
    if let variables = decoder.member("variables", of: template) {
      for (name, value) in document.members(of: variables) { decoder.variables[document.text(name)] = value }
    }
    let list = document.kind(resources) == .array ? document.elements(of: resources) : document.members(of: resources).map(\.value)
    for resource in list {
      let type = (document.string(decoder.member("type", of: resource)) ?? "").lowercased()
      guard document.boolean(decoder.member("existing", of: resource)) != true,
        let properties = decoder.member("properties", of: resource)
      else { continue }
      if type.hasPrefix("microsoft.graph/applications") {
        var application = decoder.decode(properties, as: .bicep)
        check(&application, into: &yield)
      } else if type.hasPrefix("microsoft.resources/deployments"), let inner = decoder.member("template", of: properties),
        let nested = decoder.member("resources", of: inner)
      {
        deployment(document, nested, of: inner, into: &yield)
      }
    }
  }
}
