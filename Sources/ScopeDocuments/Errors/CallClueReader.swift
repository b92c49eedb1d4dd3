import ScopeValues

/// Collects the clues of a text to the call that was made, the surest first.
struct CallClueReader {
  private var sure: [CallClue] = []
  private var named: [CallClue] = []
  private var mentioned: [CallClue] = []
  private var written: [CallClue] = []
  private var terraform = TerraformClue()
  private var lines = 0
  /// The method that a line named last; the path of the call may stand alone on a line below.
  private var lastMethod: (line: Int, method: String)?
  /// The permissions that a sign-in asked for, such as after Connect-MgGraph -Scopes.
  private(set) var askedScopes: [String] = []

  private static let most = 50
  /// Beginnings of the nouns of the cmdlets that call Microsoft Graph, or what it replaced.
  private static let families = [
    "Mg", "AzureAD", "AzAD", "Msol", "Entra", "Intune", "DeviceManagement_", "PnP", "Autopilot", "AutoPilot",
  ]
  /// The verbs of those cmdlets. Source: learn.microsoft.com/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands
  private static let verbs: Set<String> = [
    "add", "clear", "confirm", "connect", "disable", "disconnect", "enable", "export", "find", "get", "grant", "import",
    "initialize", "invoke", "merge", "move", "new", "publish", "register", "remove", "reset", "restore", "revoke",
    "search", "send", "set", "start", "stop", "submit", "sync", "test", "update",
  ]
  private static let commandLines: Set<String> = ["az", "m365", "mgc"]

  init(_ text: ArraySlice<UInt8>) {
    for line in text.split(whereSeparator: { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }).prefix(5_000) {
      read(String(decoding: line.prefix(8_192), as: UTF8.self))
    }
    if let path = FluentCall.find(in: String(decoding: text.prefix(65_536), as: UTF8.self)) { mentioned.append(path) }
  }

  var clues: [CallClue] {
    var seen: Set<CallClue> = []
    // Of the cmdlets in a script, the last one ran when the error came.
    return (terraform.clue.map { [$0] } ?? [] + sure + named + mentioned.reversed() + written).filter {
      seen.insert($0).inserted
    }
  }

  /// The cmdlet that the error itself names as its source: `Get-MgUser : Insufficient privileges`.
  var failing: CallClue? {
    sure.first { if case .command = $0 { true } else { false } } ?? named.first
  }

  private mutating func read(_ line: String) {
    let words = AddressLine.words(line[...])
    lines += 1
    terraform.read(line, words)
    for (index, word) in words.enumerated() where sure.count + named.count + mentioned.count + written.count < Self.most
    {
      if word.utf8.contains(ASCII.hyphen), let name = Self.cmdlet(in: word) {
        cmdlet(name, words, index)
      } else if word.contains("RequestBuilder") || word.contains("request_builder") {
        if let clue = BuilderPath.read(words, index) { sure.append(clue) }
      } else if word.contains("Request."), let clue = BuilderPath.requestClass(word) {
        sure.append(clue)
      } else if Self.commandLines.contains(word.lowercased()), index + 2 < words.count {
        commandLine(words, index)
      } else if let name = Self.errorSource(word) {
        sure.append(.command(name: name, options: []))
      } else if word.utf8.contains(ASCII.slash), let path = WrittenPath.read(words, index) {
        let before = words.count == 1 ? lastMethod.flatMap { lines - $0.line <= 3 ? $0.method : nil } : nil
        written.append(.written(path, method: StatedMethod.find(words, before: index, lead: "") ?? before))
      }
    }
    if let method = words.lazy.map({ $0.trimmed(["'", "\"", "`", ":", ",", ".", "*", "(", ")"]) })
      .first(where: StatedMethod.all.contains)
    {
      lastMethod = (lines, method)
    }
  }

  // MARK: Cmdlets

  private mutating func cmdlet(_ name: String, _ words: [Substring], _ index: Int) {
    let isConnection = ["connect-", "disconnect-", "invoke-mggraphrequest", "invoke-mgrestmethod"].contains {
      name.lowercased().hasPrefix($0)
    }
    let options = Self.options(words[(index + 1)...])
    if isConnection {
      askedScopes += Self.scopes(words[index...])
      return
    }
    let clue = CallClue.command(name: name, options: options)
    // "Get-MgUser : Insufficient privileges", "[Get-MgUser_List], Exception"
    let next = index + 1 < words.count ? words[index + 1] : ""
    let isSource = index == 0 && (words[0].hasSuffix(":") || next == ":")
    if words[index].hasPrefix("["), words[index].contains("]") { return sure.append(clue) }
    if isSource {
      // The same cmdlet with its options stands further down, or in a line before.
      named.insert(clue, at: 0)
    } else {
      mentioned.append(clue)
    }
  }

  /// The cmdlet that a word is or holds: `Get-MgUser`, `[Get-MgUser_List],`, `$x=Get-MgUser`.
  private static func cmdlet(in word: Substring) -> String? {
    guard let dash = word.firstIndex(of: "-"), dash != word.startIndex else { return nil }
    let verb = word[..<dash].reversed().prefix { $0.isASCII && $0.isLetter }
    let noun = word[word.index(after: dash)...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let name = String(verb.reversed())
    guard verb.count >= 3, noun.utf8.count > 3, noun.utf8.count < 150 else { return nil }
    let isWritten = verb.last?.isUppercase == true && families.contains { noun.hasPrefix($0) }
    // PowerShell tells no letter case apart; where none is written, only its verbs tell a cmdlet from a word.
    guard
      isWritten
        || verbs.contains(name.lowercased())
          && families.contains(where: { noun.lowercased().hasPrefix($0.lowercased()) })
    else { return nil }
    return "\(name)-\(noun)"
  }

  /// The cmdlet of a FullyQualifiedErrorId: `…,Microsoft.Graph.PowerShell.Cmdlets.GetMgUser_List`.
  private static func errorSource(_ word: Substring) -> String? {
    guard let start = word.ranges(of: ".Cmdlets.").last?.upperBound else { return nil }
    let name = word[start...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    for family in ["Mg", "Entra", "AzAD"] {
      guard let noun = name.firstRange(of: family)?.lowerBound, noun != name.startIndex else { continue }
      return "\(name[..<noun])-\(name[noun...])"
    }
    return nil
  }

  /// The options of a command up to the next command of a pipe, in lower case.
  private static func options(_ words: ArraySlice<Substring>) -> [String] {
    words.prefix { $0 != "|" && $0 != ";" }.filter { $0.hasPrefix("-") && $0.count > 1 }.prefix(40).map {
      $0.drop { $0 == "-" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
    }.filter { !$0.isEmpty }
  }

  private static func scopes(_ words: ArraySlice<Substring>) -> [String] {
    guard let at = words.firstIndex(where: { ["-scopes", "-scope"].contains($0.lowercased()) }) else { return [] }
    let values = words[words.index(after: at)...].prefix { !$0.hasPrefix("-") }.joined(separator: " ")
    return values.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_") }.prefix(100).map(
      String.init
    )
    .filter { $0.contains(".") && $0.utf8.count < 120 }
  }

  // MARK: Command lines

  /// `az ad app create --display-name x`
  private mutating func commandLine(_ words: [Substring], _ index: Int) {
    let name = words[index...].prefix { !$0.hasPrefix("-") && !$0.hasPrefix("\"") }.prefix(6).map {
      $0.trimmed(["$", "'", "\"", ":", ",", "."]).lowercased()
    }
    guard name.count >= 3 else { return }
    mentioned.append(.command(name: name.joined(separator: " "), options: Self.options(words[(index + 1)...])))
  }
}
