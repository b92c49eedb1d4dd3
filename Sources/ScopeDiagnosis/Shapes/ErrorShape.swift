internal import ScopeCatalog
internal import ScopeDocuments

/// A way in which a service refuses, as rules/errors describes it.
package struct ErrorShape: Sendable {
  package var id: String
  /// What the shape is, in a few words.
  package var title: String
  /// The HTTP statuses it was seen with.
  package var seenWith: [Int]
  /// What the shape says of the caller; nil where either kind gets it.
  var flow: Flow?
  var conditions: [Condition]
  /// Shapes that, where they match, say more than this one.
  package var unless: [String]
  var meaning: Meaning
  var variants: [Variant]
  package var unknowable: [Unknowable]
  /// Whether granting what the call needs can cure it; not where the sign-in itself was refused.
  var isCuredByGrant: Bool

  /// Whether Microsoft Entra issued no token, so that the call was never made.
  var isAboutSignIn: Bool {
    id == "sign-in-refused" || conditions.contains { $0.codes.contains { $0.hasPrefix("AADSTS") } }
  }

  /// What follows from the shape.
  struct Meaning: Sendable {
    var verdict: Verdict
    var confidence: Confidence
    /// One sentence.
    var summary: String
    /// What to do beside a grant, in order.
    var steps: [String]
  }

  /// Another meaning for one kind of caller or one version of Microsoft Graph.
  struct Variant: Sendable {
    var flow: Flow?
    var version: String?
    var meaning: Meaning
  }

  /// What an error has to show; everything stated has to be true.
  struct Condition: Sendable {
    var texts: [TextPattern]
    /// One of these, exactly.
    var codes: [String]
    /// None of these.
    var withoutCodes: [String]
    /// One of these; an error that states no status shows none of them.
    var statuses: [Int]
    /// A message is there and says nothing.
    var isMessageEmpty: Bool
    /// One of these stands in the address of the call, in small letters.
    var paths: [String]
  }
}

// MARK: - Reading

extension ErrorShape {
  /// Reads a record of rules/errors; nil if something in it is missing or unknown.
  init?(_ document: JSONDocument) {
    let root = document.root
    func texts(_ name: StaticString, _ place: JSONPlace) -> [String] {
      (document.member(name, of: place).map(document.elements) ?? []).compactMap { document.string($0) }
    }
    func integers(_ name: StaticString, _ place: JSONPlace) -> [Int] {
      (document.member(name, of: place).map(document.elements) ?? []).compactMap { document.integer($0) }
    }
    guard let id = document.string(document.member("id", of: root)),
      let title = document.string(document.member("title", of: root)),
      let meaning = Meaning(document, root, fallback: nil)
    else { return nil }
    let conditions = (document.member("when", of: root).map(document.elements) ?? []).compactMap {
      place -> Condition? in
      let patterns = texts("text", place).map { TextPattern($0) }
      guard !patterns.contains(where: { $0 == nil }) else { return nil }
      return Condition(
        texts: patterns.compactMap(\.self), codes: texts("codes", place), withoutCodes: texts("withoutCodes", place),
        statuses: integers("status", place),
        isMessageEmpty: document.boolean(document.member("emptyMessage", of: place)) == true,
        paths: texts("path", place))
    }
    let names = texts("unknowable", root)
    let unknowable = names.compactMap { Unknowable(rawValue: $0) }
    guard conditions.count == document.member("when", of: root).map({ document.elements(of: $0).count }),
      !conditions.isEmpty,
      unknowable.count == names.count
    else { return nil }
    self.init(
      id: id, title: title, seenWith: integers("seenWith", root), flow: Self.flow(document, root),
      conditions: conditions,
      unless: texts("unless", root), meaning: meaning,
      variants: (document.member("variants", of: root).map(document.elements) ?? []).compactMap { place in
        Meaning(document, place, fallback: meaning).map {
          Variant(
            flow: Self.flow(document, place), version: document.string(document.member("version", of: place)),
            meaning: $0)
        }
      },
      unknowable: unknowable, isCuredByGrant: document.boolean(document.member("grants", of: root)) ?? true)
  }

  private static func flow(_ document: JSONDocument, _ place: JSONPlace) -> Flow? {
    let name = document.string(document.member("flow", of: place))
    return Flow.allCases.first { $0.name == name }
  }
}

extension ErrorShape.Meaning {
  init?(_ document: JSONDocument, _ place: JSONPlace, fallback: Self?) {
    guard let verdict = document.string(document.member("verdict", of: place)).flatMap(Verdict.init(rawValue:)),
      let confidence = document.string(document.member("confidence", of: place)).flatMap(Confidence.init(name:)),
      let summary = document.string(document.member("summary", of: place))
    else { return nil }
    self.verdict = verdict
    self.confidence = confidence
    self.summary = summary
    steps =
      document.member("steps", of: place).map { document.elements(of: $0).compactMap { document.string($0) } }
      ?? fallback?.steps ?? []
  }
}
