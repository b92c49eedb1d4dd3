package import ScopeCatalog
import ScopeValues

/// What a word finds that is no name by itself: the beginning of an id, a cmdlet or command, words of names.
package struct LookupSearch: Sendable {
  /// What was asked for.
  package var word: String
  /// One permission in each flow that it has, the best first.
  package var permissions: [[Permission]]

  /// How many a list shows.
  private static let shown = 20
  /// The fewest digits that an id is looked for by.
  private static let fewestDigits = 6
  /// Words that people say in a name's place.
  private static let synonyms = ["email": "mail", "e-mail": "mail", "emails": "mail", "calendar": "calendars"]

  /// Everything that a word may mean, where no name is spelled so.
  static func find(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let identified = byID(word, catalog)
    if !identified.isEmpty { return identified }
    let called = byCommand(word, catalog)
    if !called.isEmpty { return called }
    let found = byWords(word, catalog)
    return found.isEmpty ? [] : [.search(LookupSearch(word: word, permissions: found))]
  }

  // MARK: Ids

  /// Whatever has an id that begins so.
  private static func byID(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let wanted = word.lowercased()
    let isID = wanted.utf8.allSatisfy {
      $0 == ASCII.hyphen || $0.isASCIIDigit
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    guard isID, wanted.utf8.count(where: { $0 != ASCII.hyphen }) >= fewestDigits, wanted.utf8.count < 36 else {
      return []
    }
    func begins(_ identifier: Catalog.Identifier) -> Bool {
      GUID(high: identifier.high, low: identifier.low).description.hasPrefix(wanted)
    }
    let permissions = (0..<catalog.permissionCount).map(catalog.permission).filter {
      $0.hasIdentifier && begins(($0.high, $0.low))
    }
    let groups = groups(of: permissions, catalog)
    if groups.count > shown { return [.search(LookupSearch(word: word, permissions: groups))] }
    var items = groups.map { LookupItem.permission($0, asked: nil) }
    items += (0..<catalog.resourceCount).filter { begins(catalog.resourceIdentifier($0)) }
      .map { .thing(.resource($0)) }
    items += (0..<catalog.directoryRoleCount).filter { begins(catalog.directoryRoleIdentifier($0)) }
      .map { .thing(.role($0)) }
    return items
  }

  // MARK: Commands

  /// The call of a cmdlet, or of a command of `az` or `m365`, with or without its options.
  private static func byCommand(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let words = word.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard let first = words.first else { return [] }
    let options = words.filter { $0.hasPrefix("-") }.map { String($0.drop { $0 == "-" }).lowercased() }
    let name = first.contains("-") ? first : words.prefix { !$0.hasPrefix("-") }.joined(separator: " ")
    guard name.contains("-") || name.contains(" "), let call = NamedCall.command(name, options: options) else {
      return []
    }
    let path = (call.version.map { "/\($0)" } ?? "") + call.path
    return LookupRequest.read(call.method.map { "\($0) \(path)" } ?? path, catalog).filter { $0.operation != nil }
      .map { request in
        var request = request
        request.isTranslated = true
        return .request(request)
      }
  }

  // MARK: Words

  /// Permissions whose names, or labels in the admin center, have all the words.
  private static func byWords(_ text: String, _ catalog: Catalog) -> [[Permission]] {
    let words = text.lowercased().split { $0 == " " || $0 == "\t" }.map { synonyms[String($0)] ?? String($0) }
    guard !words.isEmpty, words.count <= 8, words.allSatisfy({ $0.utf8.count > 2 && $0.utf8.allSatisfy(\.isLetter) })
    else { return [] }
    let found = (0..<catalog.permissionCount).map(catalog.permission).filter { permission in
      let parts = parts(of: catalog.name(permission.nameIndex))
      let label = catalog.label(nameIndex: permission.nameIndex)?.lowercased() ?? ""
      return words.allSatisfy { word in parts.contains(word) || label.split(separator: " ").contains(word[...]) }
    }
    return groups(of: found, catalog)
  }

  /// The words of a permission's name: User.ReadWrite.All is user, read, write, readwrite and all.
  private static func parts(of name: String) -> Set<String> {
    var parts: Set<String> = []
    for piece in name.split(whereSeparator: { !$0.isLetter }) {
      parts.insert(piece.lowercased())
      var word = ""
      for letter in piece {
        if letter.isUppercase, word.last?.isLowercase == true {
          parts.insert(word.lowercased())
          word = ""
        }
        word.append(letter)
      }
      parts.insert(word.lowercased())
    }
    return parts
  }

  /// Each permission once with its flows: those of Microsoft Graph first, the shortest names before others.
  private static func groups(of permissions: [Permission], _ catalog: Catalog) -> [[Permission]] {
    var groups: [[Int]: [Permission]] = [:]
    for permission in permissions {
      groups[[permission.resource, permission.nameIndex], default: []].append(permission)
    }
    return groups.values.sorted { left, right in
      guard let left = left.first, let right = right.first else { return false }
      let names = (catalog.name(left.nameIndex), catalog.name(right.nameIndex))
      return (left.resource == catalog.graph ? 0 : 1, names.0.count, names.0, left.resource)
        < (right.resource == catalog.graph ? 0 : 1, names.1.count, names.1, right.resource)
    }
  }

  // MARK: Text

  func text(_ catalog: Catalog, style: TextStyle) -> String {
    let list = permissions.prefix(Self.shown)
    let width = list.compactMap(\.first).map { catalog.name($0.nameIndex).count }.max() ?? 0
    var text = style.paint("Permissions for \(SafeText.line(word))", .bold) + "\n"
    for permission in list {
      guard let first = permission.first else { continue }
      let flows = Flow.allCases.filter { flow in permission.contains { $0.flow == flow } }.map(\.name)
      text += "  \(catalog.name(first.nameIndex).padded(to: width))  \(flows.joined(separator: ", ").padded(to: 22))"
      text += "  \(catalog.resourceName(first.resource))\n"
    }
    let more = permissions.count - list.count
    if more > 0 { text += "  \u{2026} and \(more) more: add a word\n" }
    return text + "  scopeaudit lookup NAME tells what one permits.\n"
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { ASCII.smallLetters.contains(self) }
}
