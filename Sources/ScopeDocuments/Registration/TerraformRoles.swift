import ScopeValues

/// What a Terraform document says of directory roles and of those who may hold them.
///
/// Source: the azuread provider's azuread_directory_role, azuread_directory_role_assignment,
/// azuread_directory_role_member and azuread_directory_role_eligibility_schedule_request.
struct TerraformRoles {
  private let values: RegistrationValues
  /// Templates of roles by the object ids that one tenant gave them.
  private var templates: [GUID: GUID] = [:]
  /// Object ids of users and groups, whose roles are not an application's.
  private var people: Set<GUID> = []
  /// Object ids of service principals and managed identities.
  private(set) var principals: Set<GUID> = []

  init(_ values: RegistrationValues) { self.values = values }

  /// Whether a resource gives a directory role to somebody.
  static func isAssignment(_ type: String) -> Bool {
    [
      "azuread_directory_role_assignment", "azuread_directory_role_member",
      "azuread_directory_role_eligibility_schedule_request",
    ].contains(type)
  }

  /// Remembers what a resource or a look-up tells.
  mutating func learn(_ type: String, _ place: JSONPlace) {
    let objectId = id("object_id", of: place) ?? id("principal_id", of: place) ?? id("id", of: place)
    guard let objectId else { return }
    switch type {
    case "azuread_directory_role": templates[objectId] = id("template_id", of: place)
    case "azuread_user", "azuread_group": people.insert(objectId)
    case "azuread_service_principal", "azurerm_user_assigned_identity": principals.insert(objectId)
    default: break
    }
  }

  /// What an assignment came to.
  enum Outcome {
    case assigned(RoleAssignment, at: JSONPlace)
    /// A user or a group holds it.
    case forPeople
    /// The role or its holder is known only after the plan is applied, or managed elsewhere.
    case unknown
  }

  func assignment(_ place: JSONPlace) -> Outcome {
    let holder = member("principal_object_id", "member_object_id", "principal_id", of: place)
    guard let holder, let principal = values.identifier(holder).value?.guid else { return .unknown }
    if people.contains(principal) { return .forPeople }
    guard principals.contains(principal) else { return .unknown }
    let written = member("role_id", "role_object_id", "role_definition_id", of: place)
    guard let written, let role = values.identifier(written).value?.guid else { return .unknown }
    var assignment = RoleAssignment(
      place: RecordedPlace(range: SourceRange(start: .start, end: .start), pointer: ""), role: templates[role] ?? role,
      principal: principal)
    let scope = member("directory_scope_id", "directory_scope_object_id", "app_scope_id", of: place)
    if let scope = scope.flatMap({ values.document.string($0) }), !scope.isEmpty { assignment.scope = scope }
    return .assigned(assignment, at: written)
  }

  private func id(_ name: String, of place: JSONPlace) -> GUID? {
    member(name, of: place).flatMap { values.identifier($0).value?.guid }
  }

  private func member(_ names: String..., of place: JSONPlace) -> JSONPlace? {
    names.lazy.compactMap { values.document.member(inAnyCase: $0, of: place) }.first {
      values.document.kind($0) != .null
    }
  }
}
