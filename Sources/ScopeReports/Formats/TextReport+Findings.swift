internal import ScopeAudit
internal import ScopeDocuments
import ScopeValues

extension TextReport {
  /// Appends a finding with its line and what to do about it.
  func append(_ finding: Finding, to text: inout [UInt8]) {
    let place = self.place(finding.location.path, finding.location.range.start)
    let known = finding.state == .unchanged ? "  (known)" : ""
    let gap = max(2, style.width - 10 - finding.rule.id.columns - place.columns - known.columns)
    text.append(ASCII.lineFeed)
    text.append(text: style.paint(finding.severity.name.padded(to: 8), finding.severity.tone))
    text.append(spaces: 2)
    text.append(text: style.paint(finding.rule.id, .bold))
    text.append(text: known)
    text.append(spaces: gap)
    text.append(text: style.paint(place, .dim))
    text.append(ASCII.lineFeed)
    let (first, rest) = finding.message.firstSentence
    if let excerpt = finding.excerpt {
      append(excerpt, line: finding.location.range.start.line, note: first, to: &text)
    }
    let body = finding.excerpt == nil ? finding.message : rest
    if !body.isEmpty { style.wrap(SafeText.line(body), indent: 3, into: &text) }
    for related in finding.related {
      let position = self.place(related.location.path, related.location.range.start)
      style.wrap(SafeText.line("\(position)  \(related.message)"), indent: 8, lead: "   see  ", into: &text)
    }
    if !finding.fix.isEmpty {
      style.wrap(finding.fix, indent: 8, lead: fixLead, into: &text)
    }
    let command = "scopeaudit suppress \(finding.fingerprint.short) --reason \u{2026} --expires YYYY-MM-DD"
    text.append(spaces: 3)
    text.append(text: style.paint("accept  \(command)", .dim))
    text.append(ASCII.lineFeed)
  }

  private func append(_ excerpt: Excerpt, line: Int, note: String, to text: inout [UInt8]) {
    let number = String(line).leftPadded(to: 5)
    let before = (excerpt.clippedBefore ? "\u{2026}" : "") + SafeText.line(excerpt.before.untabbed)
    let after = SafeText.line(excerpt.after.untabbed) + (excerpt.clippedAfter ? "\u{2026}" : "")
    let token = SafeText.line(excerpt.token.untabbed)
    let room = max(20, style.width - 9)
    // What stands left of the value gives way first, so that the value itself stays in sight.
    let kept = before.columns > room / 2 ? "\u{2026}" + before.suffix(columns: room / 2 - 1) : before
    let shown = kept + token + after
    let clipped = shown.columns > room ? shown.prefix(columns: room - 1) + "\u{2026}" : Substring(shown)
    text.append(text: style.paint(number + " \u{2502}", .dim))
    text.append(ASCII.space)
    text.append(contentsOf: clipped.utf8)
    text.append(ASCII.lineFeed)
    let columns = kept.columns
    let margin = String.spaces(5) + " \u{2502} " + String.spaces(columns)
    let indent = min(columns, 12) + 10
    text.append(text: style.paint(margin, .dim))
    text.append(text: style.paint("\u{25B2}", .high))
    if columns + 11 + note.columns <= style.width {
      text.append(ASCII.space)
      text.append(text: SafeText.line(note))
      text.append(ASCII.lineFeed)
    } else {
      text.append(ASCII.lineFeed)
      style.wrap(SafeText.line(note), indent: min(indent, 3), into: &text)
    }
  }
}

extension String {
  fileprivate var untabbed: String {
    var text = self
    return text.withUTF8 { $0.contains(ASCII.tab) } ? String(map { $0 == "\t" ? " " : $0 }) : self
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
