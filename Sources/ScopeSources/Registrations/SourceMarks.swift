import ScopeValues

/// Words without which a file declares no registration, so that nobody else's sources are parsed.
struct SourceMarks: Sendable {
  private let words: WordAutomaton

  /// - Parameter words: in lower case.
  init(_ words: [String]) { self.words = WordAutomaton(words) }

  static let terraform = SourceMarks(["azuread_", "msgraph_", "microsoft.graph/"])
  /// Words of a folder whose modules may declare one.
  static let modules = SourceMarks(["module \""])
  static let bicep = SourceMarks(["microsoft.graph/", ".bicep'"])
  static let powerShell = SourceMarks([
    "mgapplication", "azadapp", "azureadapplication", "azureadmsapplication", "approleassignment", "ad app",
    "aadapplication",
    "m365dscazureadapplication", "requiredresourceaccess", "oauth2permissiongrant", "entra app", "entraapplication",
    "entrabetaapplication", "azadapplication", "pnpazureadapp", "pnpentraidapp", "aad app",
  ])
  static let cmdlets = SourceMarks([
    "new-mg", "update-mg", "add-azad", "new-azad", "new-azuread", "set-azuread", "new-entra",
  ])
  static let shell = SourceMarks([
    "ad app", "approleassign", "entra app", "aad app", "/applications", "oauth2permissiongrants",
  ])

  /// Whether any of the words stands in the bytes, in any letter case.
  func found(in bytes: [UInt8]) -> Bool { words.finds(in: bytes) }
}
