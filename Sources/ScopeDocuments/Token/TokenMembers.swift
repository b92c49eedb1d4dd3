import ScopeValues

/// The members of a JSON text that hold tokens, by the names that Azure CLI, MSAL, PowerShell and the token
/// endpoint give them.
struct TokenMembers {
  typealias Place = (document: JSONDocument, place: JSONPlace)

  var access: [Place] = []
  /// Texts that begin like tokens under names, or in lists, that tell nothing.
  var unnamed: [Place] = []
  var identity: [Place] = []
  var hasRefreshToken = false
  /// Whether a token stands there as PowerShell's SecureString, which JSON shows as its length alone.
  var hasSecureString = false

  mutating func collect(_ document: JSONDocument) {
    var found = TokenMembers()
    defer {
      access += found.access.sorted { $0.place.node < $1.place.node }
      unnamed += found.unnamed.sorted { $0.place.node < $1.place.node }
      identity += found.identity.sorted { $0.place.node < $1.place.node }
      hasRefreshToken = hasRefreshToken || found.hasRefreshToken
      hasSecureString = hasSecureString || found.hasSecureString
    }
    var pending = [document.root]
    if document.kind(document.root) == .string { found.addUnnamed(document.root, of: document) }
    while let place = pending.popLast() {
      var credential = ""
      var header = ""
      var secret: JSONPlace?
      for (key, value) in document.members(of: place) {
        let name = document.text(key).lowercased().filter { $0 != "_" && $0 != "-" }
        switch document.kind(value) {
        case .object, .array:
          pending.append(value)
          let isToken = name == "token" || name == "accesstoken"
          if isToken, document.members(of: value).contains(where: { document.text($0.0) == "Length" }) {
            found.hasSecureString = true
          }
        case .string:
          switch name {
          case "accesstoken", "token", "bearertoken", "authorization": found.add(value, of: document, to: \.access)
          case "idtoken": found.add(value, of: document, to: \.identity)
          case "refreshtoken": found.hasRefreshToken = true
          case "credentialtype": credential = document.text(value).lowercased()
          case "name": header = document.text(value).lowercased()
          case "secret", "value": secret = value
          default: found.addUnnamed(value, of: document)
          }
        default: break
        }
      }
      if let secret {
        switch credential {
        case "accesstoken", "accesstoken_with_authscheme": found.add(secret, of: document, to: \.access)
        case "idtoken": found.add(secret, of: document, to: \.identity)
        case "refreshtoken": found.hasRefreshToken = true
        default: if header == "authorization" { found.add(secret, of: document, to: \.access) }
        }
      }
      for element in document.elements(of: place) {
        switch document.kind(element) {
        case .object, .array: pending.append(element)
        case .string: found.addUnnamed(element, of: document)
        default: break
        }
      }
    }
  }

  private mutating func addUnnamed(_ place: JSONPlace, of document: JSONDocument) {
    let text = document.content(place)
    guard text.starts(with: Array("eyJ".utf8)) || text.starts(with: Array("Bearer eyJ".utf8)) else { return }
    guard text.contains(ASCII.point) else { return }
    add(place, of: document, to: \.unnamed)
  }

  private mutating func add(
    _ place: JSONPlace, of document: JSONDocument, to list: WritableKeyPath<Self, [Place]>
  ) {
    guard document.content(place).contains(where: { !$0.isSpace }) else { return }
    self[keyPath: list].append((document, place))
  }
}
