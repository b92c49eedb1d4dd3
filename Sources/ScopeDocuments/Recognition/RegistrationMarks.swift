import ScopeValues

/// Looks in any text for words by which a registration is declared or its permissions are listed.
///
/// This is the one place that knows which files declare registrations in a form that this version does not read; text in
/// which nothing of it occurs is visibly something else. Letter case does not count, and neither do zero bytes, so that
/// UTF-16 is looked through as it is. Pieces may be cut anywhere.
package struct RegistrationMarks: Sendable {
  /// What to look for.
  package enum Kind: Sendable {
    /// Names of members that list permissions, in whatever format.
    case permissionLists
    /// Those, and declarations in source: Terraform, Bicep, PowerShell, shell.
    case declarations
  }

  private let words: [[UInt8]]
  /// The words that begin with a byte.
  private let beginnings: [[Int]]
  /// Words of which the bytes before spell the beginning, and how much of it.
  private var open: [(word: Int, length: Int)] = []

  package init(_ kind: Kind) {
    let texts = kind == .permissionLists ? Self.lists : Self.lists + Self.sources
    words = texts.map { Array($0.utf8) }
    var beginnings = [[Int]](repeating: [], count: 256)
    for (index, word) in words.enumerated() { beginnings[Int(word[0])].append(index) }
    self.beginnings = beginnings
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
    "az ad app update", "az ad app permission", "m365 entra app add", "aadapplication ",
  ]

  /// Looks through a piece; true once anything was found in it or across the border to the piece before.
  package mutating func scan(_ piece: some Collection<UInt8>) -> Bool {
    piece.withContiguousStorageIfAvailable { scan($0) } ?? Array(piece).withUnsafeBufferPointer { scan($0) }
  }

  private mutating func scan(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    for raw in piece where raw != 0 {
      let byte = raw.lowercased
      if !open.isEmpty {
        var kept = 0
        for entry in open where words[entry.word][entry.length] == byte {
          if entry.length + 1 == words[entry.word].count { return true }
          open[kept] = (entry.word, entry.length + 1)
          kept += 1
        }
        open.removeSubrange(kept...)
      }
      for word in beginnings[Int(byte)] { open.append((word, 1)) }
    }
    return false
  }
}
