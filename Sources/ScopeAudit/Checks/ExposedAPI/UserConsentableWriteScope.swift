internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A scope of this API that changes something and that users may grant by themselves.
  static let userConsentableWriteScope = Check(application: "user-consentable-write-scope") { application, context in
    for scope in context.shown(application.exposedScopes, exposedScopesGap)?.value ?? [] {
      guard scope.isEnabled.value != false, let place = scope.value.place, let name = scope.value.value,
        changesSomething(name)
      else { continue }
      guard let consent = scope.consentType.value else {
        context.cannotAssess("a scope does not say who may consent")
        continue
      }
      guard consent.lowercased() == "user" else { continue }
      context.report(place, "Any user may grant \(name), which by its name changes something.", subject: [name])
    }
  }

  private static let exposedScopesGap = PropertyGap("api.oauth2PermissionScopes")

  /// Whether a word of a name says that something is changed; ReadWrite is two words.
  private static func changesSomething(_ name: String) -> Bool {
    var word: [UInt8] = []
    var previous: UInt8 = 0
    for byte in Array(name.utf8) + [ASCII.point] {
      let beginsWord = byte != byte.lowercased && previous == previous.lowercased
      if !word.isEmpty, beginsWord || !byte.isASCIILetter {
        if changingWords.contains(String(decoding: word, as: UTF8.self)) { return true }
        word.removeAll(keepingCapacity: true)
      }
      if byte.isASCIILetter { word.append(byte.lowercased) }
      previous = byte
    }
    return false
  }

  private static let changingWords: Set<String> = [
    "write", "readwrite", "manage", "create", "update", "edit", "modify", "delete", "remove", "send", "post",
    "approve", "execute", "control", "fullcontrol", "admin", "full",
  ]
}
