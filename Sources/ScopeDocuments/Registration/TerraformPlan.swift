/// What a Terraform plan says will be known only after it is applied.
struct TerraformPlan {
  private let document: JSONDocument
  /// `after_unknown` by the resource's address.
  private var unknown: [String: JSONPlace] = [:]

  static let remedy = "Audit the state after it is applied: terraform show -json."

  init(_ document: JSONDocument, _ place: JSONPlace) {
    self.init(document, changes: document.member(.resourceChanges, of: place))
  }

  init(_ document: JSONDocument, changes: JSONPlace?) {
    self.document = document
    for change in changes.map(document.elements) ?? [] {
      guard let address = document.string(document.member(.address, of: change)),
        let details = document.member(.change, of: change), let after = document.member(.afterUnknown, of: details)
      else { continue }
      unknown[address] = after
    }
  }

  /// Whether an attribute, or a part of it, is not known yet.
  func hides(_ attribute: String, of address: String) -> Bool {
    guard let after = unknown[address], let place = document.member(named: attribute, of: after) else { return false }
    return holdsTrue(place)
  }

  private func holdsTrue(_ place: JSONPlace) -> Bool {
    let end = document.nodes[Int(place.node)].next
    return document.nodes[Int(place.node)..<Int(end)].contains { $0.kind == .true }
  }

  /// Says of an application what of it is not known yet and does not show in the planned values.
  func mark(_ application: inout Application, address: String) {
    guard let after = unknown[address] else { return }
    if case .value(let list, _) = application.requiredResourceAccess, list.isEmpty,
      hides("required_resource_access", of: address)
    {
      application.requiredResourceAccess = .unresolved(after)
    }
    for (attribute, platform) in [
      ("web", RedirectPlatform.web), ("single_page_application", .spa), ("public_client", .publicClient),
    ] where hides(attribute, of: address) {
      application.redirects.unshown.append(platform)
    }
  }
}
