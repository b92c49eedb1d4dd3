import ScopeValues

// Directory roles that resources of a module give away.
extension TerraformModule {
  static func assignsRole(_ type: String) -> Bool {
    [
      "azuread_directory_role_assignment", "azuread_directory_role_member",
      "azuread_directory_role_eligibility_schedule_request",
    ].contains(type)
  }

  /// The template or the name of a role that a resource or a look-up brings into the tenant.
  mutating func directoryRole(_ address: String) -> SourceValue? {
    guard let definition = definitions[address] else { return nil }
    return within(definition) { module in
      for name in ["template_id", "display_name"] {
        guard let expression = module.attribute(name, of: definition.block) else { continue }
        let value = module.evaluate(expression)
        if value.text != nil { return value }
      }
      return nil
    }
  }

  /// Adds the role that one instance of a resource gives, unless a user or a group gets it.
  func assignRole(_ result: inout Declarations, _ value: SourceValue, _ holder: String, _ place: SourceOrigin) {
    if holder.contains("azuread_user") || holder.contains("azuread_group") { return }
    guard let role = value.first("role_id", "role_object_id", "role_definition_id") else { return }
    let isApplication =
      holder.contains("service_principal") || holder.contains("identity") || holder.contains("azuread_application")
    guard isApplication else {
      let hole = Hole(holder, .resource, place)
      return result.gaps.append(SourceGap("who holds a directory role", hole, isOpen: true))
    }
    let scope = value.first("directory_scope_id", "directory_scope_object_id", "app_scope_id")
    result.roles.append(DeclaredRole(role: role, principal: holder, scope: scope?.text ?? "/", place: place))
  }
}
