import ScopeCatalog
import ScopeDocuments
import ScopeValues

/// A registration that tests make up and change; it can be written in many ways that mean the same.
struct InventedRegistration {
  var appId = "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8"
  var name = "Invented"
  var audience = "AzureADMyOrg"
  /// Of Microsoft Graph: a permission's name and its flow.
  var permissions: [(name: String, flow: Flow)] = []
  var redirects: [String] = []
  /// Key ids.
  var secrets: [String] = []
  var issuesAccessTokens = false

  /// - Parameters:
  ///   - isCompact: whether all stands on one line.
  ///   - isReversed: whether members and list elements stand in the opposite order.
  func text(isCompact: Bool = false, isReversed: Bool = false) -> String {
    let (newline, space) = isCompact ? ("", "") : ("\n    ", " ")
    func list(_ items: [String]) -> String {
      "[" + (isReversed ? items.reversed() : items).map { newline + $0 }.joined(separator: ",") + "]"
    }
    func object(_ members: [(String, String)]) -> String {
      "{"
        + (isReversed ? members.reversed() : members)
        .map { "\(newline)\"\($0)\":\(space)\($1)" }.joined(separator: ",") + "}"
    }
    let access = permissions.map { permission in
      object([
        ("id", "\"\(Self.identifier(of: permission))\""),
        ("type", permission.flow == .application ? "\"Role\"" : "\"Scope\""),
      ])
    }
    let keys = secrets.map { key in
      object([
        ("keyId", "\"\(key)\""), ("startDateTime", "\"2026-08-01T00:00:00Z\""),
        ("endDateTime", "\"2026-10-01T00:00:00Z\""),
      ])
    }
    return object([
      ("appId", "\"\(appId)\""), ("displayName", "\"\(name)\""), ("signInAudience", "\"\(audience)\""),
      (
        "requiredResourceAccess",
        list([
          object([("resourceAppId", "\"00000003-0000-0000-c000-000000000000\""), ("resourceAccess", list(access))])
        ])
      ),
      ("passwordCredentials", list(keys)), ("keyCredentials", "[]"),
      (
        "web",
        object([
          ("redirectUris", list(redirects.map { "\"\($0)\"" })),
          (
            "implicitGrantSettings",
            object([("enableAccessTokenIssuance", "\(issuesAccessTokens)"), ("enableIdTokenIssuance", "false")])
          ),
        ])
      ),
    ])
  }

  private static func identifier(of permission: (name: String, flow: Flow)) -> String {
    let catalog = Catalog.shared
    let known = catalog.permissions(named: permission.name).first { found in
      found.flow == permission.flow && catalog.resourceName(found.resource) == "Microsoft Graph"
    }
    return known.map { GUID(high: $0.high, low: $0.low).description } ?? permission.name
  }
}
