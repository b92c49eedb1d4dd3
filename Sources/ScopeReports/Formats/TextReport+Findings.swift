internal import ScopeAudit
internal import ScopeDocuments
import ScopeValues

extension TextReport {
  /// Appends a finding with its line and what to do about it.
  ///
  /// - Parameter home: the path that most findings of the application have, and how it is shown.
  func append(_ finding: Finding, from home: (path: String, shown: String), to text: inout ByteBuffer) {
    let start = finding.location.range.start
    let path = finding.location.path == home.path ? home.shown : SafeText.line(finding.location.path)
    let place = "\(path):\(start.line):\(start.column)"
    let known = finding.state == .unchanged ? "  (known)" : ""
    let (severity, rule) = (finding.severity.name, finding.rule.id)
    let gap = max(2, style.width - 10 - rule.columns - place.columns - known.columns)
    text.append(ASCII.lineFeed)
    style.paint(finding.severity.tone, to: &text) {
      $0.append(text: severity)
      $0.append(spaces: 8 - severity.columns)
    }
    text.append(spaces: 2)
    style.paint(.bold, to: &text) { $0.append(text: rule) }
    text.append(text: known)
    text.append(spaces: gap)
    style.paint(.dim, to: &text) { $0.append(text: place) }
    text.append(ASCII.lineFeed)
    if let excerpt = finding.excerpt {
      let (first, rest) = finding.message.firstSentence
      append(excerpt, line: start.line, note: first, to: &text)
      if !rest.isEmpty { style.wrap(SafeText.line(rest), indent: 3, into: &text) }
    } else if !finding.message.isEmpty {
      style.wrap(SafeText.line(finding.message), indent: 3, into: &text)
    }
    for related in finding.related {
      let position = self.place(related.location.path, related.location.range.start)
      style.wrap(SafeText.line("\(position)  \(related.message)"), indent: 8, lead: "   see  ", into: &text)
    }
    if !finding.fix.isEmpty {
      style.wrap(finding.fix, indent: 8, lead: fixLead, into: &text)
    }
    text.append(spaces: 3)
    style.paint(.dim, to: &text) {
      $0.append(literal: "accept  scopeaudit suppress ")
      $0.append(hexadecimal: finding.fingerprint.words, digits: SuppressionFile.shortFingerprint)
      $0.append(literal: " --reason \u{2026} --expires YYYY-MM-DD")
    }
    text.append(ASCII.lineFeed)
  }

  private func append(_ excerpt: Excerpt, line: Int, note: String, to text: inout ByteBuffer) {
    let number = String(line)
    let before = (excerpt.clippedBefore ? "\u{2026}" : "") + excerpt.before.untabbedLine
    let after = excerpt.after.untabbedLine + (excerpt.clippedAfter ? "\u{2026}" : "")
    let room = max(20, style.width - 9)
    // What stands left of the value gives way first, so that the value itself stays in sight.
    let kept = before.columns > room / 2 ? "\u{2026}" + before.suffix(columns: room / 2 - 1) : before
    let shown = kept + excerpt.token.untabbedLine + after
    style.paint(.dim, to: &text) {
      $0.append(spaces: 5 - number.utf8.count)
      $0.append(text: number)
      $0.append(literal: " \u{2502}")
    }
    text.append(ASCII.space)
    if shown.columns > room {
      text.append(text: String(shown.prefix(columns: room - 1)))
      text.append(literal: "\u{2026}")
    } else {
      text.append(text: shown)
    }
    text.append(ASCII.lineFeed)
    let columns = kept.columns
    style.paint(.dim, to: &text) {
      $0.append(spaces: 5)
      $0.append(literal: " \u{2502} ")
      $0.append(spaces: columns)
    }
    style.paint(.high, to: &text) { $0.append(literal: "\u{25B2}") }
    if columns + 11 + note.columns <= style.width {
      text.append(ASCII.space)
      text.append(text: SafeText.line(note))
      text.append(ASCII.lineFeed)
    } else {
      text.append(ASCII.lineFeed)
      style.wrap(SafeText.line(note), indent: 3, into: &text)
    }
  }
}

extension String {
  /// The text as ``SafeText/line(_:)`` has it, with a space in the place of each tab.
  fileprivate var untabbedLine: String {
    var text = self
    // A tab is none of what a line may hold, so that most texts are looked through once.
    if text.withUTF8({ SafeText.isLine($0) }) { return self }
    return SafeText.line(utf8.contains(ASCII.tab) ? String(map { $0 == "\t" ? " " : $0 }) : self)
  }

  /// The text up to the first full stop that ends a sentence, and the rest.
  fileprivate var firstSentence: (first: String, rest: String) {
    var text = self
    let end = text.withUTF8 { utf8 in
      utf8.indices.dropFirst().first { utf8[$0] == ASCII.space && utf8[$0 - 1] == ASCII.point }
    }
    guard let end else { return (self, "") }
    let index = utf8.index(startIndex, offsetBy: end)
    return (String(self[..<index]), String(self[utf8.index(after: index)...]))
  }
}
