import ScopeDocuments
import Testing

/// A text is told by its words and an identifier, in whatever order, wherever pieces are cut.
@Suite struct RegistrationMarksTests {
  private static let id = "df021288-bdef-4463-88db-98f22de89214"

  private static func found(_ kind: RegistrationMarks.Kind, _ text: String, by size: Int) -> Bool {
    var marks = RegistrationMarks(kind)
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: size).contains { start in
      marks.scan(bytes[start..<min(start + size, bytes.count)])
    }
  }

  @Test(arguments: [
    ("requiredResourceAccess", false), ("requiredResourceAccess \(id)", true), ("\(id) RESOURCEAPPID", true),
    ("\(id) resourceAppI d", false), ("resourceAppId 00\(id)", true), ("resourceAppId a-\(id)", true),
    ("resourceAppId df021288-bdef-4463-88db-98f22de8921", false),
    ("resourceAppId df021288-bdef-4463-\(id)", true), ("resourceAppId -\(id)-", true), ("\(id)", false),
    ("resourceAppId 0a1b2c3d-\(id)", true), ("resourceAppId 88db-\(id)", true),
  ])
  func listsArePermissionsWithAnIdentifier(text: String, isFound: Bool) {
    for size in [1, 2, 7, 36, 1_000] { #expect(Self.found(.permissionLists, text, by: size) == isFound, "\(size)") }
  }

  @Test(arguments: [
    ("New-MgApplication -DisplayName x", true), ("az ad app create", true), ("az ad application", false),
    ("resource \"azuread_application\" \"a\" {}", true), ("Get-Item", false), ("resourceAccess\"", true),
  ])
  func declarationsAreTheirWords(text: String, isFound: Bool) {
    for size in [1, 5, 1_000] { #expect(Self.found(.declarations, text, by: size) == isFound, "\(size)") }
  }
}
