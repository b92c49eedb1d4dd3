import ScopeValues

/// Adds a suppression to a file, or renews one, and leaves every other byte as it was.
package struct SuppressionEdit: Sendable {
  package var fingerprint: String
  package var reason: String
  /// The last day on which it counts, as 2026-08-24.
  package var expires: String
  package var created: String
  package var owner: String?
  package var ticket: String?

  package init(
    fingerprint: String, reason: String, expires: String, created: String, owner: String? = nil, ticket: String? = nil
  ) {
    self.fingerprint = fingerprint
    self.reason = reason
    self.expires = expires
    self.created = created
    self.owner = owner
    self.ticket = ticket
  }

  private var members: [(name: String, value: String)] {
    var members = [("fingerprint", fingerprint), ("reason", reason)]
    if let owner { members.append(("owner", owner)) }
    if let ticket { members.append(("ticket", ticket)) }
    return members + [("created", created), ("expires", expires)]
  }

  /// A file that holds this suppression alone.
  package var newFile: [UInt8] {
    Array("{\n  \"suppressions\": [\n    \(text(indent: "    ", spread: true, newline: "\n"))\n  ]\n}\n".utf8)
  }

  /// The file's bytes with the suppression in it; an entry with the same fingerprint is changed in place.
  ///
  /// - Throws: ``ConfigurationError`` where the file is not one of suppressions.
  package func apply(to bytes: [UInt8], path: String) throws(ConfigurationError) -> [UInt8] {
    let file = try SuppressionFile(bytes, path: path)
    let text = EditedText(bytes: bytes, document: file.document)
    guard text.bytes(at: text.range(of: file.list)).first == ASCII.openBracket else {
      throw file.error(at: file.list, "the file is not UTF-8", "Save it as UTF-8, then try again.")
    }
    if let entry = file.entries.first(where: { isSame($0.fingerprint) && $0.rule == nil && $0.appId == nil }) {
      return text.applying(renewal(of: entry, in: text))
    }
    return text.applying(addition(to: file.list, in: text))
  }

  // MARK: An entry that is there already

  /// Whether an entry's fingerprint is this one, whichever of the two is the short form.
  private func isSame(_ other: String?) -> Bool {
    other.map { $0.hasPrefix(fingerprint) || fingerprint.hasPrefix($0) } ?? false
  }

  private func renewal(of entry: SuppressionEntry, in text: EditedText) -> [EditedText.Edit] {
    let document = text.document
    let present = document.members(of: entry.place)
    var edits: [EditedText.Edit] = []
    var missing = ""
    for (name, value) in members where name != "fingerprint" {
      if let place = present.last(where: { document.text($0.name) == name })?.value {
        edits.append(.init(range: text.range(of: place), text: Self.quoted(value)))
      } else {
        missing += ", \(Self.quoted(name)): \(Self.quoted(value))"
      }
    }
    if let last = present.last {
      let end = text.range(of: last.value).upperBound
      edits.append(.init(range: end..<end, text: missing))
    }
    return edits
  }

  // MARK: A new entry

  private func addition(to list: JSONPlace, in text: EditedText) -> [EditedText.Edit] {
    guard let last = text.document.elements(of: list).last else { return firstEntry(in: list, text) }
    let range = text.range(of: last)
    let spread = text.bytes(at: range).contains(ASCII.lineFeed)
    guard let indent = text.indentation(before: range.lowerBound) else {
      return [
        .init(
          range: range.upperBound..<range.upperBound, text: ", " + self.text(indent: "", spread: false, newline: ""))
      ]
    }
    let entry = self.text(indent: indent, spread: spread, newline: text.newline)
    // A comment behind the last entry belongs to it, and so stays before the new one.
    let (comma, lineEnd) = text.restOfLine(after: range.upperBound)
    let added = text.newline + indent + entry
    if let comma {
      return [.init(range: max(comma, lineEnd)..<max(comma, lineEnd), text: added + ",")]
    }
    return [
      .init(range: range.upperBound..<range.upperBound, text: ","), .init(range: lineEnd..<lineEnd, text: added),
    ]
  }

  private func firstEntry(in list: JSONPlace, _ text: EditedText) -> [EditedText.Edit] {
    let bracket = text.range(of: list).upperBound - 1
    if let indent = text.indentation(before: bracket) {
      let start = bracket - indent.utf8.count
      let entry = self.text(indent: indent + "  ", spread: true, newline: text.newline)
      return [.init(range: start..<start, text: indent + "  " + entry + text.newline)]
    }
    let indent = text.lineIndentation(of: text.range(of: list).lowerBound)
    let entry = self.text(indent: indent + "  ", spread: true, newline: text.newline)
    return [
      .init(range: bracket..<bracket, text: text.newline + indent + "  " + entry + text.newline + indent)
    ]
  }

  private func text(indent: String, spread: Bool, newline: String) -> String {
    let pairs = members.map { "\(Self.quoted($0.name)): \(Self.quoted($0.value))" }
    guard spread else { return "{ " + pairs.joined(separator: ", ") + " }" }
    let inner = newline + indent + "  "
    return "{" + inner + pairs.joined(separator: "," + inner) + newline + indent + "}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
