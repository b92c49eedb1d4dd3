internal import ScopeDocuments

extension Checks {
  /// A scope of this API that changes something and that users may grant by themselves.
  static let userConsentableWriteScope = Check(application: "user-consentable-write-scope") { application, context in
    for scope in context.shown(application.exposedScopes, exposedScopesGap)?.value ?? [] {
      guard scope.isEnabled.value != false, let place = scope.value.place, let name = scope.value.value,
        let word = verb(in: name)
      else { continue }
      guard let consent = scope.consentType.value else {
        context.cannotAssess("a scope does not say who may consent")
        continue
      }
      guard consent.lowercased() == "user" else { continue }
      context.report(
        place, "Any user may grant \(name), which by its name does more than read (\(word)).", subject: [name])
    }
  }

  private static let exposedScopesGap = PropertyGap("api.oauth2PermissionScopes")

  /// The first word of a name that says that something is changed; ReadWrite is two words.
  private static func verb(in name: String) -> String? {
    var word: [UInt8] = []
    var previous: UInt8 = 0
    for byte in Array(name.utf8) + [0x2E] {
      let beginsWord = byte != byte.lowercased && previous == previous.lowercased
      if !word.isEmpty, beginsWord || !byte.isASCIILetter {
        let found = String(decoding: word, as: UTF8.self)
        if changingWords.contains(found) { return found }
        word.removeAll(keepingCapacity: true)
      }
      if byte.isASCIILetter { word.append(byte.lowercased) }
      previous = byte
    }
    return nil
  }

  private static let changingWords: Set<String> = [
    "write", "readwrite", "manage", "create", "update", "edit", "modify", "delete", "remove", "send", "post",
    "approve", "execute", "control", "fullcontrol", "admin", "full",
  ]
}
