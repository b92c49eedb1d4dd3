import ScopeAudit

extension RuleSkeleton {
  /// The record in rules/checks.
  var record: String {
    let permissions =
      rated.isEmpty
      ? ""
      : """

        "permissions": [
      \(rated.map(rating).joined(separator: ",\n"))
        ],
      """
    return """
      {
        "id": "\(id.text)",
        "title": "TODO: what is wrong, in a few words",
        "category": "\(category.rawValue)",
        "severity": "high",
        "confidence": "high",
        "since": "TODO: the next version",
        "status": "stable",
        "appliesTo": [
          "\(subject)"
        ],
        "summary": "TODO: Reports … that …, in one sentence.",
        "why": "TODO: who is harmed, and how.",
        "fix": {
          "text": "TODO: what somebody can do today.",
          "portal": "TODO: Entra ID > App registrations > …"
        },
        "falsePositives": "TODO: when a finding is fine to suppress.",
        "notAssessable": "TODO: what an input has to lack so that the rule cannot judge it.",
        "cwe": [],
        "references": [
          {
            "title": "TODO: the page that says so",
            "url": "https://learn.microsoft.com/TODO"
          }
        ],
        "options": [],\(permissions)
        "examples": {
          "bad": [
            {
              "title": "TODO: what is wrong here",
              "lines": [
      \(quoted(example(isBad: true), indent: 10))
              ],
              "expect": [
                {
                  "line": \(rated.isEmpty ? 1 : 9)
                }
              ]
            }
          ],
          "good": [
            {
              "title": "TODO: what is right here",
              "lines": [
      \(quoted(example(isBad: false), indent: 10))
              ]
            }
          ]
        }
      }

      """
  }

  private var subject: String {
    switch category {
    case .token: "token"
    case .tenant: "servicePrincipal"
    default: "application"
    }
  }

  private func rating(_ permission: (name: String, id: String)) -> String {
    """
        {
          "resource": "Microsoft Graph",
          "name": "\(permission.name)",
          "application": "high",
          "effect": "TODO: Does what, to whom."
        }
    """
  }

  /// A manifest, a service principal or a token as the record shows it: short.
  private func example(isBad: Bool) -> [String] {
    switch category {
    case .token:
      [
        "{", "  \"header\": { \"typ\": \"JWT\", \"alg\": \"RS256\" },", "  \"claims\": {",
        "    \"aud\": \"https://graph.microsoft.com\",", "    \"appid\": \"4b7e0f63-92d1-4c58-a3e6-1f80c5d2947b\",",
        "    \"ver\": \"1.0\"", "  }", "}",
      ]
    case .tenant:
      [
        "{", "  \"id\": \"e19c5a07-3d84-4f62-b0a1-86c7f2d5093e\",",
        "  \"appId\": \"4b7e0f63-92d1-4c58-a3e6-1f80c5d2947b\",", "  \"displayName\": \"Branch Office Reports\",",
        "  \"servicePrincipalType\": \"Application\"", "}",
      ]
    default:
      [
        "{", "  \"appId\": \"4b7e0f63-92d1-4c58-a3e6-1f80c5d2947b\",",
        "  \"displayName\": \"Branch Office Reports\",", "  \"signInAudience\": \"AzureADMyOrg\",",
        "  \"requiredResourceAccess\": [", "    {",
        "      \"resourceAppId\": \"00000003-0000-0000-c000-000000000000\",", "      \"resourceAccess\": [",
      ] + access(isBad: isBad, indent: 8) + ["      ]", "    }", "  ]", "}"]
    }
  }

  /// The permissions that a skeleton asks for: those that the rule rates, or one that no rule reports.
  private func access(isBad: Bool, indent: Int) -> [String] {
    // DeviceManagementScripts.Read.All, as the application itself.
    let harmless = "c7a5be92-2b3d-4540-8a67-c96dcaae8b43"
    let ids = isBad && !rated.isEmpty ? [rated[0].id] : [harmless]
    return ids.map { String(repeating: " ", count: indent) + "{ \"id\": \"\($0)\", \"type\": \"Role\" }" }
  }

  private func quoted(_ lines: [String], indent: Int) -> String {
    let padding = String(repeating: " ", count: indent)
    return lines.map { line in
      "\(padding)\"\(line.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\""
    }.joined(separator: ",\n")
  }

  /// A whole export, in which no other rule finds anything.
  func manifest(isBad: Bool) -> String {
    if category == .tenant { return example(isBad: isBad).joined(separator: "\n") + "\n" }
    return """
      {
        "id": "e19c5a07-3d84-4f62-b0a1-86c7f2d5093e",
        "appId": "4b7e0f63-92d1-4c58-a3e6-1f80c5d2947b",
        "displayName": "Branch Office Reports",
        "signInAudience": "AzureADMyOrg",
        "publisherDomain": "contoso.example",
        "identifierUris": [],
        "isFallbackPublicClient": false,
        "authenticationBehaviors": { "blockAzureADGraphAccess": null, "removeUnverifiedEmailClaim": true },
        "servicePrincipalLockConfiguration": { "isEnabled": true, "allProperties": true },
        "api": { "acceptMappedClaims": null, "requestedAccessTokenVersion": 2, "oauth2PermissionScopes": [] },
        "appRoles": [],
        "web": {
          "redirectUris": ["https://reports.contoso.example/signin-oidc"],
          "implicitGrantSettings": { "enableAccessTokenIssuance": false, "enableIdTokenIssuance": false }
        },
        "spa": { "redirectUris": [] },
        "publicClient": { "redirectUris": [] },
        "passwordCredentials": [],
        "keyCredentials": [],
        "federatedIdentityCredentials": [],
        "requiredResourceAccess": [
          {
            "resourceAppId": "00000003-0000-0000-c000-000000000000",
            "resourceAccess": [
      \(access(isBad: isBad, indent: 8).joined(separator: "\n"))
            ]
          }
        ]
      }

      """
  }

  /// The Swift file of a coded rule.
  var source: String {
    let (arguments, imports) =
      switch Self.places[category]?.subject {
      case "permissions": ("context", "internal import ScopeCatalog\ninternal import ScopeDocuments")
      case "principal": ("facts, context", "internal import ScopeDocuments")
      case "token": ("facts, context", "internal import ScopeDocuments")
      default: ("application, context", "internal import ScopeDocuments")
      }
    return """
      \(imports)

      extension Checks {
        /// TODO: What the rule reports, in one sentence.
        static let \(id.constantName) = Check(\(Self.places[category]?.subject ?? ""): "\(id.text)") { \(arguments) in
          // TODO: context.report(…) where it is so; context.cannotAssess(…) where the input does not show it.
        }
      }

      """
  }
}
