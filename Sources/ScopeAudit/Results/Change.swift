/// One difference between two states of an application.
package struct Change: Sendable {
  package var kind: Kind
  /// What differs: a permission, an address, a credential, a property.
  package var subject: String
  package var from: String?
  package var to: String?
  /// Of what was added; of what is gone, where something is gone.
  package var severity: Severity
  /// In the new state; in the old one, where something is gone.
  package var location: Location
  /// What the difference permits or ends, in one sentence; empty where there is nothing to say.
  package var effect: String

  /// The kinds that are worse have a rule of the same name.
  package enum Kind: String, CaseIterable, Sendable {
    case addedApplication = "added-application"
    case removedApplication = "removed-application"
    case addedPermission = "added-permission"
    case removedPermission = "removed-permission"
    case raisedPermission = "raised-permission"
    case loweredPermission = "lowered-permission"
    case delegatedToApplication = "delegated-to-application"
    case applicationToDelegated = "application-to-delegated"
    case widenedAudience = "widened-audience"
    case narrowedAudience = "narrowed-audience"
    case addedCredential = "added-credential"
    case removedCredential = "removed-credential"
    case addedRedirectURI = "added-redirect-uri"
    case removedRedirectURI = "removed-redirect-uri"
    case weakenedProtection = "weakened-protection"
    case strengthenedProtection = "strengthened-protection"

    /// Whether the difference gives power, takes power, or does neither by itself.
    package var direction: Direction {
      switch self {
      case .addedPermission, .raisedPermission, .delegatedToApplication, .widenedAudience, .addedCredential,
        .addedRedirectURI, .weakenedProtection:
        .worse
      case .removedApplication, .removedPermission, .loweredPermission, .applicationToDelegated, .narrowedAudience,
        .removedCredential, .removedRedirectURI, .strengthenedProtection:
        .better
      case .addedApplication: .neither
      }
    }
  }

  package enum Direction: Sendable { case worse, better, neither }
}

/// A difference, and what a finding about it says.
struct ChangeDraft {
  var change: Change
  var message: String
  /// What tells the finding from the rule's others on the same application.
  var subject: [String]
}
