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

  private let words: WordAutomaton
  private var state = WordAutomaton.State()
  private var hasWord = false
  private var identifier = IdentifierSpelling()
  private var hasIdentifier: Bool

  package init(_ kind: Kind) {
    words = kind == .permissionLists ? Self.permissionLists : Self.declarations
    hasIdentifier = kind == .declarations
  }

  private static let permissionLists = WordAutomaton(lists)
  private static let declarations = WordAutomaton(lists + sources)

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
    if !hasWord { hasWord = words.finds(in: piece, from: &state) }
    if !hasIdentifier { hasIdentifier = identifier.ends(in: piece) }
    return hasWord && hasIdentifier
  }
}

/// Follows an identifier of 8-4-4-4-12 hexadecimal digits through the pieces of a text; zero bytes do not count.
private struct IdentifierSpelling {
  /// How much of an identifier the bytes before spell.
  private var length = 0

  private enum Class: Int, CaseIterable {
    case digit, hyphen, other, zero

    init(_ byte: UInt8) {
      self = byte == 0 ? .zero : byte == ASCII.hyphen ? .hyphen : byte.hexadecimalValue != nil ? .digit : .other
    }
  }

  private static let classes = (0...UInt8.max).map { UInt8(Class($0).rawValue) }
  /// How much is spelled next, by what is spelled and the class of the next byte.
  private static let steps: [UInt8] = (0..<36).flatMap { length in
    Class.allCases.map { UInt8(next(length, $0)) }
  }

  private static let pattern = Array(
    [8, 4, 4, 4, 12].map { Array(repeating: Class.digit, count: $0) }.joined(separator: [.hyphen]))

  /// The longest beginning of an identifier that what is spelled and the next byte end with.
  private static func next(_ length: Int, _ byte: Class) -> Int {
    if byte == .zero { return length }
    let spelled = pattern.prefix(length) + [byte]
    return (0...spelled.count).last { spelled.suffix($0).elementsEqual(pattern.prefix($0)) } ?? 0
  }

  /// Whether an identifier ends in a piece, whatever of it the pieces before spelled.
  mutating func ends(in piece: UnsafeBufferPointer<UInt8>) -> Bool {
    var length = length
    defer { self.length = length == 36 ? 0 : length }
    return Self.classes.withUnsafeBufferPointer { classes in
      Self.steps.withUnsafeBufferPointer { steps in
        for byte in piece {
          length = Int(steps[length * 4 + Int(classes[Int(byte)])])
          if length == 36 { return true }
        }
        return false
      }
    }
  }
}
