import ScopeValues

extension CodeFile {
  /// `Set-Alias gu Get-MgUser` of PowerShell: another name of a command.
  func noteAlias(_ base: Expression, _ steps: [Access]) {
    guard case .name(let command) = base.kind, command.utf8.count == 9 || command.utf8.count == 3,
      case .call(let arguments)? = steps.first?.kind
    else { return }
    let small = command.lowercased()
    guard small == "set-alias" || small == "new-alias" || small == "sal" || small == "nal" else { return }
    var words: [String] = []
    var named: [String: String] = [:]
    for argument in arguments {
      guard let word = Self.word(argument.value) else { continue }
      if let label = argument.label?.lowercased() { named[label] = word } else { words.append(word) }
    }
    let name = named["name"] ?? (words.isEmpty ? nil : words.removeFirst())
    guard let name, let target = named["value"] ?? words.first, name.lowercased() != target.lowercased() else { return }
    aliases[name.lowercased()] = target
  }

  private static func word(_ value: Expression) -> String? {
    switch value.kind {
    case .name(let name): return name
    case .text(let parts):
      guard parts.count == 1, case .literal(let text, _) = parts[0] else { return nil }
      return text
    default: return nil
    }
  }
}
