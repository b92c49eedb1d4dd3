import ScopeValues

// Packages of the SharePoint Framework, whose web parts ask for delegated permissions by name.
extension RegistrationReader {
  /// Takes what a package-solution.json asks for; false where the object is none, or asks for nothing.
  ///
  /// An administrator approves each request for the one principal by which every web part of the tenant calls.
  /// Source: learn.microsoft.com/sharepoint/dev/spfx/use-aadhttpclient.
  mutating func packageSolution(_ place: JSONPlace) -> Bool {
    guard let solution = document.rareMember("solution", of: place), document.kind(solution) == .object,
      let requests = document.rareMember("webapipermissionrequests", of: solution)
    else { return false }
    let elements = document.kind(requests) == .object ? [requests] : document.elements(of: requests)
    guard !elements.isEmpty else { return false }
    var application = Application(document: document, place: solution, dialect: .sharePointFramework)
    application.displayName = values.string(document.member(.name, of: solution))
    application.isPartial = true
    application.namesOwnResources = true
    var list: [ResourceAccess] = []
    let before = faults.count
    for element in elements { list += requested(element) }
    application.requiredResourceAccess = .value(list, requests)
    application.hasMisreadAccess = faults.count > before
    accept(application)
    return true
  }

  /// The scopes of one request; some people write several into one text.
  private func requested(_ request: JSONPlace) -> [ResourceAccess] {
    let scope = document.member(.scope, of: request)
    let resource = values.identifier(document.rareMember("resource", of: request))
    guard let scope, let text = document.string(scope), case .value = resource else {
      faults.misread(
        request, "a permission request of a SharePoint Framework package lacks a readable resource or scope",
        remedy: "Write both as texts: the API's name, and the permission's.")
      return []
    }
    return text.split { $0.isWhitespace || $0 == "," }.map { name in
      ResourceAccess(
        resource: resource, id: .value(RegistrationValues.identifier(String(name)), scope), type: .value(.scope, scope))
    }
  }
}
