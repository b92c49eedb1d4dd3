import ScopeValues

/// What a call does, as a person says it: "read managed devices", "wipe managed devices".
enum CallPhrase {
  /// Words with which the names of actions begin.
  private static let verbs = [
    "activate", "add", "assign", "bypass", "cancel", "clean", "copy", "create", "delete", "deprovision", "disable",
    "enable", "enroll",
    "execute", "export", "get", "import", "initiate", "invite", "locate", "lock", "move", "reboot", "recover",
    "reenable", "remote", "remove",
    "reply", "request", "reset", "restart", "restore", "retire", "revoke", "rotate", "run", "send", "set", "shut",
    "start", "stop", "sync",
    "update", "upload", "validate", "windows", "wipe",
  ]

  /// - Parameters:
  ///   - template: with placeholders in braces.
  static func phrase(method: String, template: String) -> String {
    let segments = template.split { $0 == "/" }.map(String.init)
    let fixed = segments.filter { !$0.hasPrefix("{") && !$0.hasPrefix("$") }.map {
      $0.split { $0 == "(" }.first.map(String.init) ?? $0
    }
    guard let last = fixed.last else { return "make this call" }
    let name = last.split { $0 == "." }.last.map(String.init) ?? last
    // A collection may begin with a verb as well, such as exportJobs; it does not hang on one object.
    let hangsOnObject = segments.dropLast().last?.hasPrefix("{") == true
    let isAction =
      segments.last == last && fixed.count > 1 && (hangsOnObject || !name.hasSuffix("s"))
      && verbs.contains { name.lowercased().hasPrefix($0) }
    if isAction, method == "POST" || name.lowercased().hasPrefix("get") {
      let object = words(fixed[fixed.count - 2])
      return name.contains(where: \.isUppercase) ? "call \(name) on \(object)" : "\(name) \(object)"
    }
    switch method {
    case "GET", "HEAD": return "read \(words(name))"
    case "POST" where name.hasSuffix("s"): return "create \(words(name))"
    case "POST" where fixed.count > 1: return "call \(name) on \(words(fixed[fixed.count - 2]))"
    case "POST": return "call \(name)"
    case "PATCH": return "change \(words(name))"
    case "PUT": return "write \(words(name))"
    case "DELETE": return "delete \(words(name))"
    default: return "make this call"
    }
  }

  /// "managedDevices" as "managed devices".
  private static func words(_ name: String) -> String {
    var text = ""
    var previousIsLower = false
    for character in name {
      if character.isUppercase, previousIsLower { text += " " }
      previousIsLower = character.isLowercase
      text += character.lowercased()
    }
    return text
  }
}
