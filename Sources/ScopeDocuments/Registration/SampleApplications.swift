import ScopeValues

// Descriptions of Microsoft's samples, whose scripts create the applications that they list.
extension RegistrationReader {
  /// Takes the applications of a description; false where the object is none.
  ///
  /// Source: AppCreationScripts/sample.json of github.com/Azure-Samples, such as ms-identity-javascript-react-tutorial.
  mutating func sampleApplications(_ place: JSONPlace) -> Bool {
    guard let list = document.rareMember("aadapps", of: place), document.kind(list) == .array else { return false }
    let elements = document.elements(of: list)
    guard !elements.isEmpty,
      elements.allSatisfy({ document.kind($0) == .object && document.rareMember("kind", of: $0) != nil })
    else { return false }
    for element in elements { sample(element) }
    return true
  }

  private mutating func sample(_ place: JSONPlace) {
    let before = faults.count
    // Most members are words for the scripts, such as "Auto" in place of a credential.
    var application = Application(document: document, place: place, dialect: .undetermined)
    application.displayName = values.string(document.member(.name, of: place))
    if let audience = document.rareMember("audience", of: place) {
      application.signInAudience = values.string(audience)
    }
    application.namesOwnResources = true
    var list: [ResourceAccess] = []
    for name in ["requiredresourcesaccess", "requiredresourceaccess"] as [StaticString] {
      guard let requests = document.rareMember(name, of: place) else { continue }
      for request in document.kind(requests) == .object ? [requests] : document.elements(of: requests) {
        list += requested(by: request)
      }
    }
    application.requiredResourceAccess = .value(list, place)
    application.hasMisreadAccess = faults.count > before
    accept(application)
  }

  /// What is asked of one resource; the names of permissions stand in two lists.
  private func requested(by request: JSONPlace) -> [ResourceAccess] {
    let resource = values.identifier(document.rareMember("resource", of: request))
    var found: [ResourceAccess] = []
    for (name, type) in [
      ("delegatedpermissions", AccessType.scope), ("applicationpermissions", .role),
    ] as [(StaticString, AccessType)] {
      guard let permissions = document.rareMember(name, of: request) else { continue }
      let elements = document.kind(permissions) == .string ? [permissions] : document.elements(of: permissions)
      for element in elements {
        found.append(
          ResourceAccess(resource: resource, id: values.identifier(element), type: .value(type, element)))
      }
    }
    if found.isEmpty || resource.value == nil {
      faults.misread(
        request, "what a sample asks of a resource could not be read",
        remedy: "Audit the applications that its scripts created: az ad app show --id <app-id>.")
    }
    return found
  }
}
