import ScopeValues

/// Looks in any text for words by which a registration is declared or its permissions are listed.
///
/// This is the one place that knows which files declare registrations in a form that this version does not read; text in
/// which nothing of it occurs is visibly something else. Letter case does not count, and neither do zero bytes, so that
/// UTF-16 is looked through as it is. Pieces may be cut anywhere.
package struct RegistrationMarks: Sendable {
  /// What to look for.
  package enum Kind: Sendable {
    /// Names of members that list permissions, in whatever format, in a text that holds an identifier as well: what
    /// is written for people names the members without listing anything.
    case permissionLists
    /// Those, and declarations in source: Terraform, Bicep, PowerShell, shell.
    case declarations
  }

  private let words: [[UInt8]]
  /// The words that begin with a byte.
  private let beginnings: [[Int]]
  /// Words of which the bytes before spell the beginning, and how much of it.
  private var open: [(word: Int, length: Int)] = []
  /// How much of an identifier the bytes before spell.
  private var identifier = 0
  private var hasIdentifier: Bool
  private var hasWord = false

  package init(_ kind: Kind) {
    let texts = kind == .permissionLists ? Self.lists : Self.lists + Self.sources
    words = texts.map { Array($0.utf8) }
    var beginnings = [[Int]](repeating: [], count: 256)
    for (index, word) in words.enumerated() { beginnings[Int(word[0])].append(index) }
    self.beginnings = beginnings
    hasIdentifier = kind == .declarations
  }

  /// In lower case.
  private static let lists = [
    "requiredresourceaccess", "required_resource_access", "resourceaccess\"", "resourceappid",
  ]

  /// Sources: the azuread provider's resources (github.com/hashicorp/terraform-provider-azuread), the types of the
  /// Microsoft Graph Bicep extension (github.com/microsoftgraph/msgraph-bicep-types), the cmdlets of Microsoft.Graph,
  /// Az.Resources and AzureAD, and the commands of the Azure CLI and of the CLI for Microsoft 365.
  private static let sources = [
    "\"azuread_application", "\"azuread_app_role_assignment", "\"azuread_service_principal_delegated",
    "microsoft.graph/applications", "microsoft.graph/approleassignedto", "microsoft.graph/oauth2permissiongrants",
    "new-mgapplication", "update-mgapplication", "new-mgbetaapplication", "update-mgbetaapplication",
    "new-mgserviceprincipalapprole", "new-mgoauth2permissiongrant", "new-azadapplication", "update-azadapplication",
    "add-azadapppermission", "new-azureadapplication", "set-azureadapplication", "az ad app create",
    "az ad app update", "az ad app permission", "m365 entra app add", "aadapplication ", "approleid\"",
    "\"azuread_directory_role_assignment", "new-mgbetaserviceprincipalapprole", "new-mgbetaoauth2permissiongrant",
    "new-entraapplication", "set-entraapplication", "new-entrabetaapplication", "new-entraserviceprincipalapprole",
    "new-entraoauth2permissiongrant", "new-azureadserviceapprole", "new-azureadmsapplication", "register-pnpazureadapp",
    "register-pnpentraidapp", "m365 aad app add", "m365 entra approleassignment", "m365 spo serviceprincipal grant",
  ]

  /// Looks through a piece; true once anything was found in it or across the border to the piece before.
  package mutating func scan(_ piece: some Collection<UInt8>) -> Bool {
    piece.withContiguousStorageIfAvailable { scan($0) } ?? Array(piece).withUnsafeBufferPointer { scan($0) }
  }

  private mutating func scan(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    for raw in piece where raw != 0 {
      let byte = raw.lowercased
      if !hasIdentifier {
        spell(byte)
        if hasIdentifier, hasWord { return true }
      }
      if hasWord { continue }
      if !open.isEmpty {
        var kept = 0
        for entry in open where words[entry.word][entry.length] == byte {
          if entry.length + 1 == words[entry.word].count {
            hasWord = true
            if hasIdentifier { return true }
          }
          open[kept] = (entry.word, entry.length + 1)
          kept += 1
        }
        open.removeSubrange(kept...)
      }
      for word in beginnings[Int(byte)] { open.append((word, 1)) }
    }
    return false
  }

  /// Goes on with an identifier of 8-4-4-4-12 digits.
  private mutating func spell(_ byte: UInt8) {
    let isHyphen = [8, 13, 18, 23].contains(identifier)
    if isHyphen ? byte == ASCII.hyphen : byte.hexadecimalValue != nil {
      identifier += 1
      if identifier == 36 { hasIdentifier = true }
    } else {
      // A run of digits that is too long may end in an identifier.
      identifier = byte.hexadecimalValue != nil && identifier == 8 ? 8 : byte.hexadecimalValue != nil ? 1 : 0
    }
  }
}
