/// Words without which a file declares no registration, so that nobody else's sources are parsed.
struct SourceMarks: Sendable {
  private let words: [[UInt8]]

  /// - Parameter words: in lower case.
  init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

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
  func found(in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      words.contains { word in
        guard buffer.count >= word.count, let first = word.first else { return false }
        var index = 0
        while index + word.count <= buffer.count {
          if buffer[index] | 0x20 == first | 0x20 {
            var offset = 1
            while offset < word.count, Self.folded(buffer[index + offset]) == word[offset] { offset += 1 }
            if offset == word.count { return true }
          }
          index += 1
        }
        return false
      }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
