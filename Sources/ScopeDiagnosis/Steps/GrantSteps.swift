internal import ScopeCatalog
internal import ScopeDocuments

/// Steps about permissions that cover only what was granted to the application object by object.
enum GrantSteps {
  /// Sites.Selected and its like are held, and the call went to a site, a list or a file.
  static func selected(_ facts: CallFacts) -> [Cause] {
    guard let address = facts.address, address.isSites, let have = facts.have, !holdsWhole(have),
      facts.call.error != nil,
      let name = have.first(where: { $0.hasSuffix(".Selected") })
    else { return [] }
    let searches = address.path == "/sites" || address.path.hasPrefix("/sites/getallsites")
    let sentence =
      searches
      ? "\(name) opens single sites, and cannot list or search them."
      : "\(name) opens only what was granted to the application one by one, and this was not, or not with this role."
    let object =
      name.hasPrefix("Lists") ? "list" : name.hasPrefix("Files") || name.hasPrefix("ListItems") ? "file" : "site"
    let first =
      searches
      ? "Address the site by its id or path: GET /sites/{host}:/sites/{name}; to search, the application needs Sites.Read.All."
      : "Have it granted on the \(object): POST \(path(object))/permissions with the application id and the role read, write or owner. Whoever grants needs Sites.FullControl.All, or is an owner of the site (PnP: Grant-PnPAzureADAppSitePermission)."
    return [
      Cause(
        .resourceGrant, facts.haveIsComplete ? .likely : .possible, sentence,
        shape: facts.shapes.first?.shape.id,
        evidence: [Evidence(.token, "It holds \(name), and no permission over all sites.")],
        firstSteps: [first], unknowable: [.siteGrant])
    ]
  }

  private static func path(_ object: String) -> String {
    switch object {
    case "list": "/sites/{id}/lists/{id}"
    case "file": "/drives/{id}/items/{id}"
    default: "/sites/{id}"
    }
  }

  /// Whether a permission over all sites or files is held beside it.
  private static func holdsWhole(_ names: [String]) -> Bool {
    names.contains { ($0.hasPrefix("Sites.") || $0.hasPrefix("Files.")) && $0.hasSuffix(".All") }
  }
}
