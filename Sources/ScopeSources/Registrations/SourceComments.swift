import ScopeValues

/// The comments of the sources of a run, and which of them name the permission of an id.
package struct SourceComments: Sendable {
  private var comments: [ObjectIdentifier: (source: SourceText, spans: [SourceSpan])] = [:]

  package init() {}

  package mutating func add(_ outline: Outline) {
    add(outline.source, outline.comments)
  }

  /// - Parameter spans: comments with their marks, in the order of the text.
  package mutating func add(_ source: SourceText, _ spans: [SourceSpan]) {
    comments[ObjectIdentifier(source)] = (source, spans)
  }

  /// The names that an id is given: by a comment after it on its line, by the key before it, or by a comment alone on
  /// the line above it or above its entry.
  package func labels(beside id: SourceOrigin, entry: SourceOrigin?) -> [SourceValue] {
    guard let known = comments[ObjectIdentifier(id.source)] else { return [] }
    let line = id.line
    if let comment = first(known.spans, after: id.span.end), known.source.line(at: comment.start) == line {
      return [label(comment, known.source)].compactMap { $0 }
    }
    if let key = key(before: id) { return [key] }
    var lines = [line - 1]
    if let entry, entry.source === id.source, entry.line < line, entry.line >= line - 8 { lines.append(entry.line - 1) }
    for above in lines {
      let span = known.source.lineSpan(above)
      guard let comment = first(known.spans, after: span.start), comment.start < span.end,
        known.source.bytes[Int(span.start)..<Int(comment.start)].allSatisfy(\.isSpace),
        let label = label(comment, known.source), isOneName(label)
      else { continue }
      return [label]
    }
    return []
  }

  /// The key whose value the id is, if it looks like a permission's name: `'Mail.Read' = '…'`.
  private func key(before id: SourceOrigin) -> SourceValue? {
    let bytes = id.source.bytes
    var end = Int(id.span.start)
    func skip(_ marks: [UInt8]) -> Bool {
      let start = end
      while end > 0, marks.contains(bytes[end - 1]) || bytes[end - 1] == ASCII.space || bytes[end - 1] == ASCII.tab {
        end -= 1
      }
      return end < start
    }
    _ = skip([ASCII.quote, ASCII.apostrophe])
    guard end > 0, bytes[end - 1] == ASCII.equals || bytes[end - 1] == ASCII.colon || bytes[end - 1] == ASCII.greater
    else { return nil }
    _ = skip([ASCII.equals, ASCII.colon, ASCII.greater])
    _ = skip([ASCII.quote, ASCII.apostrophe, ASCII.closeBracket])
    var start = end
    while start > 0, end - start < 120,
      bytes[start - 1].isWordPart || bytes[start - 1] == ASCII.point || bytes[start - 1] == ASCII.hyphen
    {
      start -= 1
    }
    guard start < end, bytes[start].isWordStart, start == 0 || bytes[start - 1] != ASCII.dollar,
      bytes[start..<end].contains(ASCII.point)
    else { return nil }
    let place = SourceOrigin(id.source, SourceSpan(start..<end))
    return SourceValue.literal(id.source.string(place.span), at: place)
  }

  private func label(_ comment: SourceSpan, _ source: SourceText) -> SourceValue? {
    let end = min(comment.end, comment.start + 400)
    let place = SourceOrigin(source, SourceSpan(start: comment.start, end: end))
    return SourceValue.literal(source.string(place.span), at: place)
  }

  /// Whether a comment on the line above speaks of one permission: prose may name several that it does not mean.
  private func isOneName(_ label: SourceValue) -> Bool {
    let words = (label.text ?? "").split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }
    return words.count { word in
      word.contains(".") && word.first?.isLetter == true && word.last != "."
        || ["openid", "offline_access"].contains(word)
    } == 1
  }

  private func first(_ spans: [SourceSpan], after offset: UInt32) -> SourceSpan? {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low < spans.count ? spans[low] : nil
  }
}
