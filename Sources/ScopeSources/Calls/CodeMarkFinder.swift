import ScopeValues

/// A mark where it stands, or an authority of every tenant.
package struct CodeNote: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The mark by its place in the list.
    case mark(Int)
    /// The authority's tenant: common, organizations, consumers.
    case authority(String)
  }

  package var kind: Kind
  package var position: CodePosition
}

/// Looks through the imports, commands and literals of files for marks and for authorities of every tenant.
struct CodeMarkFinder {
  private let marks: [CodeMark]
  private(set) var found: [CodeNote] = []
  private var seen: Set<String> = []
  /// The marks in small letters.
  private let wanted: [String]
  /// What was found in imports and addresses before: a project has few of them, and many times.
  private var known: [String: [String: Int?]] = [:]
  /// Nouns of cmdlets that were looked at, with their mark's place: few names make many calls.
  private var nouns: [Substring: Int?] = [:]

  init(_ marks: [CodeMark]) {
    self.marks = marks
    wanted = marks.map { $0.text.lowercased() }
  }

  /// Looks through a file for what stands in it, each mark once, where it stands first.
  mutating func look(in file: CodeFile) {
    for (name, span) in file.importSites { look(file, name, span, [.import, .module]) }
    for site in file.calls where file.isPowerShell {
      guard case .chain(let base, let steps) = site.expression.kind, case .name(let name) = base.kind,
        let dash = name.utf8.firstIndex(of: ASCII.hyphen)
      else { continue }
      let noun = name[name.index(after: dash)...]
      let known: Int?
      if let before = nouns[noun] {
        known = before
      } else {
        known = mark(String(noun), [.cmdlet])
        nouns[noun] = .some(known)
      }
      if let known { note(file, .mark(known), marks[known].name, site.expression.span) }
      guard ["import-module", "install-module", "using"].contains(name.lowercased()),
        case .call(let arguments)? = steps.first?.kind
      else { continue }
      for argument in arguments {
        for text in Self.literals(argument.value) { look(file, text, site.expression.span, [.module]) }
      }
    }
    for (text, span) in file.addresses {
      look(file, text, span, [.text])
      if let tenant = Self.tenant(text) { note(file, .authority(tenant), tenant, span) }
    }
  }

  private mutating func look(_ file: CodeFile, _ text: String, _ span: SourceSpan, _ kinds: Set<CodeMark.Kind>) {
    let place: Int?
    let group = kinds.contains(.text) ? "text" : kinds.contains(.import) ? "import" : "module"
    if let before = known[group]?[text] {
      place = before
    } else {
      place = mark(text, kinds)
      if known[group]?.count ?? 0 > 4_096 { known[group] = nil }
      known[group, default: [:]][text] = .some(place)
    }
    if let place { note(file, .mark(place), marks[place].name, span) }
  }

  private func mark(_ text: String, _ kinds: Set<CodeMark.Kind>) -> Int? {
    let small = text.lowercased()
    return marks.indices.first { kinds.contains(marks[$0].kind) && Self.fits(small, marks[$0], wanted[$0]) }
  }

  private static func fits(_ text: String, _ mark: CodeMark, _ wanted: String) -> Bool {
    switch mark.kind {
    case .module: return text == wanted
    case .cmdlet: return text.hasPrefix(wanted)
    case .text: return text.holds(wanted)
    case .import:
      guard text.holds(wanted) else { return false }
      // `import adal`, `from adal import …`, `using A.B;`, `require("adal-node")`, but not `adalbert`.
      for word in text.split(whereSeparator: { " \t,;{}()\"'=".contains($0) }) where word.hasPrefix(wanted) {
        let next = word.dropFirst(wanted.count).first
        if next == nil || !(next?.isLetter ?? false) && !(next?.isNumber ?? false) || wanted.hasSuffix(".adal") {
          return true
        }
      }
      return false
    }
  }

  private mutating func note(_ file: CodeFile, _ kind: CodeNote.Kind, _ mark: String, _ span: SourceSpan) {
    guard seen.insert(file.source.path + "\u{0}" + mark).inserted else { return }
    let place = file.source.position(at: span.start)
    found.append(
      CodeNote(
        kind: kind, position: CodePosition(file: file.source.path, line: place.line, column: place.column)))
  }

  private static func literals(_ value: Expression) -> [String] {
    switch value.kind {
    case .text(let parts):
      guard parts.count == 1, case .literal(let text, _) = parts[0] else { return [] }
      return [text]
    case .list(let values): return values.flatMap { literals($0) }
    default: return []
    }
  }

  /// The tenant of a sign-in address that takes accounts of every tenant; nil for any other address.
  private static func tenant(_ text: String) -> String? {
    let small = text.lowercased()
    guard
      small.hasPrefix("https://login.microsoftonline.") || small.hasPrefix("https://login.windows.net")
        || small.hasPrefix("https://login.partner.microsoftonline.")
    else { return nil }
    let segments = small.dropFirst(8).split(separator: "/", maxSplits: 2)
    guard segments.count > 1 else { return nil }
    let tenant = segments[1].prefix { $0 != "?" && $0 != "#" }
    return ["common", "organizations", "consumers"].contains(tenant) ? String(tenant) : nil
  }
}
