import ScopeValues

/// The two lists of a service principal's credentials, and which of them belong to SAML.
struct PrincipalCredentials {
  private var entries: [(credential: PrincipalCredential, keyId: String, pair: String)] = []
  /// Key ids and common marks of keys that sign.
  private var signing: Set<String> = []
  private var listsShown = 0

  mutating func read(
    _ elements: [JSONPlace]?, isCertificate: Bool, _ values: RegistrationValues, _ places: inout PlaceRecorder
  ) {
    guard let elements, elements.allSatisfy({ values.document.kind($0) == .object }) else { return }
    listsShown += 1
    for element in elements {
      var end: Timestamp?
      var keyPlace: JSONPlace?
      var pair = ""
      var isSigning = false
      values.document.forEachMember(of: element) { key, value in
        switch values.document.memberName(key) {
        case .keyId: keyPlace = value
        case .endDateTime: end = values.timestamp(value).value
        case .usage: isSigning = values.document.string(value)?.lowercased() == "sign"
        case .customKeyIdentifier: pair = values.document.string(value) ?? ""
        default: break
        }
      }
      let keyId = keyPlace.flatMap { values.document.string($0) } ?? ""
      if isSigning { signing.formUnion([keyId, pair].filter { !$0.isEmpty }) }
      entries.append(
        (
          PrincipalCredential(
            place: places.record(keyPlace ?? element), end: end, isForSigning: isSigning, isCertificate: isCertificate),
          keyId, pair
        ))
    }
  }

  /// All of them; nil where one of the lists is not shown.
  var all: [PrincipalCredential]? {
    guard listsShown == 2 else { return nil }
    return entries.map { entry in
      var credential = entry.credential
      credential.isForSigning = credential.isForSigning || signing.contains(entry.keyId) || signing.contains(entry.pair)
      return credential
    }
  }
}
