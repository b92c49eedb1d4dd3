package import ScopeDocuments
import ScopeValues

/// What the two states of an application find each other by.
package struct RegistrationKeys: Sendable {
  /// As reports show it.
  package let appId: String
  let objectId: String
  /// As reports show it.
  package let displayName: String
  /// The input's path below the folder that was given, so that fragments without a name find each other.
  let relativePath: String

  package init(_ application: Application, relativePath: String) {
    appId = ShownText.of(application.appId.value ?? "")
    objectId = application.objectId.value ?? ""
    displayName = SafeText.shortened(ShownText.of(application.displayName.value ?? ""), SafeText.longestName)
    self.relativePath = relativePath
  }
}
