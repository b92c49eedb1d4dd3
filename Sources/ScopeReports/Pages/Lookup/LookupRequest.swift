package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// A request that `lookup` was asked about.
package struct LookupRequest: Sendable {
  package var method: String
  package var url: String
  package var match: RequestMatch
  /// Whether it stands for a cmdlet or a command, so that the answer names it.
  package var isTranslated = false
  /// ``url`` as it may be shown.
  private var address: String { ShownAddress.of(url) }

  /// The request in 'METHOD URL'; for a URL alone, one for each method that its path has. Empty for any other word.
  static func read(_ word: String, _ catalog: Catalog) -> [LookupRequest] {
    let parts = word.split(maxSplits: 1, omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" || $0 == "\n" }
    if parts.count == 2, parts[0].utf8.allSatisfy({ $0.isASCIILetter }) {
      let url = String(parts[1])
      if HTTPMethod(name: parts[0]) != nil || url.hasPrefix("/") || url.contains("://") {
        let method = parts[0].uppercased()
        return [LookupRequest(method: method, url: url, match: catalog.match(method: method, url: url))]
      }
    }
    guard word.hasPrefix("/") || word.contains("://") else { return [] }
    let all = HTTPMethod.allCases.map {
      LookupRequest(method: $0.name, url: word, match: catalog.match(method: $0.name, url: word))
    }
    let known = all.filter { $0.operation != nil }
    return known.isEmpty ? Array(all.prefix(1)) : known
  }

  package var operation: OperationIndex? {
    if case .operation(let match) = match { match.operation } else { nil }
  }

  var isUnknownPath: Bool {
    if case .unknownPath = match { true } else { false }
  }

  func requirement(_ flow: Flow, _ catalog: Catalog) -> Requirement? {
    operation.map { catalog.requirement(of: $0, flow: flow, url: url) }
  }

  /// Why there is no operation.
  func refusal(_ catalog: Catalog) -> String {
    switch match {
    case .operation: ""
    case .otherMethods(let other):
      "\(catalog.template(of: other.operation)) is known, but not with \(SafeText.line(method)): it has \(other.methods.list.map(\.name).joined(separator: ", "))."
    case .unknownPath:
      "The catalog knows no request \(SafeText.line(method)) \(SafeText.line(String(address.prefix(300))))."
    case .notGraph(.azureADGraph):
      "\(SafeText.line(String(address.prefix(300)))) is Azure AD Graph, which Microsoft has retired; permissions of Microsoft Graph do not open it."
    case .notGraph(.otherHost): "\(SafeText.line(String(address.prefix(300)))) does not go to Microsoft Graph."
    case .notGraph(.notAnAddress): "There is no URL to look up."
    }
  }

  // MARK: Text

  /// A heading where there is more than one answer, then one line a flow, then what is worth saying beside it.
  func text(_ catalog: Catalog, style: TextStyle, hasHeading: Bool) -> String {
    guard let operation else { return "" }
    var text = hasHeading ? style.paint("\(method) \(catalog.template(of: operation))", .bold) + "\n" : ""
    let requirements = Flow.allCases.compactMap { flow in requirement(flow, catalog).map { (flow, $0) } }
    let least = requirements.map { Self.list($0.1.least, catalog, after: nil) }
    let width = least.map(\.count).max() ?? 0
    for ((flow, requirement), names) in zip(requirements, least) {
      let others = requirement.accepted.filter { !requirement.least.contains($0) }
      let also =
        others.isEmpty
        ? "" : "      also: \(Self.list(Array(others.prefix(6)), catalog, after: requirement.least.first))"
      let more = others.count > 6 ? " and \(others.count - 6) more" : ""
      let line =
        flow.name.padded(to: 13)
        + (names.isEmpty ? "unknown" : also.isEmpty ? names : names.padded(to: width) + also + more)
      text += line + "\n"
    }
    var remarks: [(String, String)] = []
    func add(_ lead: String, _ sentence: String) {
      if !remarks.contains(where: { $0 == (lead, sentence) }) { remarks.append((lead, sentence)) }
    }
    if case .operation(let match) = match {
      if !match.inferences.isEmpty { add("template", catalog.template(of: operation)) }
      for inference in match.inferences.list { add("inferred", inference.sentence) }
    }
    for (flow, requirement) in requirements {
      let isShared = requirements.allSatisfy {
        $0.1.notes == requirement.notes && $0.1.upstream == requirement.upstream
      }
      let prefix = isShared ? "" : "\(flow.name): "
      if requirement.basis == .correction, let evidence = requirement.evidence { add("basis", evidence) }
      if let upstream = requirement.upstream, !upstream.accepted.isEmpty {
        add("upstream", prefix + Self.upstream(upstream, catalog))
      }
      for note in requirement.notes { add("note", prefix + note) }
    }
    if let roles = roles(catalog) {
      let operation = roles.operation.map { " (Intune: \($0))" } ?? ""
      remarks.insert(("roles", roles.names.joined(separator: ", ") + operation), at: 0)
    }
    for (lead, sentence) in remarks { text += style.wrap(sentence, indent: 13, lead: "  " + lead.padded(to: 11)) }
    return text
  }

  private static func upstream(_ upstream: Requirement.Upstream, _ catalog: Catalog) -> String {
    let others = upstream.accepted.filter { !upstream.least.contains($0) }
    let least = upstream.least.isEmpty ? "marks none as the least" : "says \(list(upstream.least, catalog, after: nil))"
    return "disagrees: \(least)" + (others.isEmpty ? "" : "; accepts \(list(others, catalog, after: nil))")
  }

  /// Alternatives in one line; names that begin like the one before them are cut short.
  private static func list(_ alternatives: [Alternative], _ catalog: Catalog, after first: Alternative?) -> String {
    let stem = first?.names.first.map { catalog.name($0).prefix { $0 != "." } }
    return alternatives.map { alternative in
      var text = alternative.names.map { index in
        let name = catalog.name(index)
        return stem.map { name.hasPrefix("\($0).") ? "…" + name.dropFirst($0.count + 1) : name } ?? name
      }.joined(separator: " with ")
      if !alternative.companions.isEmpty {
        text += " with " + alternative.companions.map(catalog.name).joined(separator: " or ")
      }
      return text
    }.joined(separator: first == nil ? " or " : ", ")
  }

  /// The roles that a signed-in user needs for the call; none for what is the user's own.
  private func roles(_ catalog: Catalog) -> CallRoles? {
    guard let operation else { return nil }
    let template = catalog.template(of: operation)
    let isOwn = template.lowercased().hasPrefix("/me") && !template.lowercased().contains("/manageddevices")
    return isOwn ? nil : CallRoles.of(method: method, template: template)
  }

  // MARK: JSON

  func json(_ catalog: Catalog, _ writer: inout JSONWriter) {
    writer.member("kind", "request")
    writer.member("method", method)
    writer.member("url", address)
    writer.member("match", status)
    switch match {
    case .operation(let match):
      writer.member("template", catalog.template(of: match.operation))
      Self.address(match.address, &writer)
      writer.strings("inferred", match.inferences.list.map(\.sentence))
    case .otherMethods(let other):
      writer.member("template", catalog.template(of: other.operation))
      writer.strings("methods", other.methods.list.map(\.name))
      Self.address(other.address, &writer)
    case .unknownPath(let address): Self.address(address, &writer)
    case .notGraph: break
    }
    for flow in Flow.allCases {
      if let requirement = requirement(flow, catalog) {
        writer.key(named: flow.name)
        writer.object { Self.requirement(requirement, catalog, &$0) }
      }
    }
    if let roles = roles(catalog) {
      writer.strings("roles", roles.names)
      if let operation = roles.operation { writer.member("roleOperation", operation) }
    }
  }

  private var status: String {
    switch match {
    case .operation: "operation"
    case .otherMethods: "otherMethods"
    case .unknownPath: "unknownPath"
    case .notGraph(.azureADGraph): "azureADGraph"
    case .notGraph(.otherHost): "otherHost"
    case .notGraph(.notAnAddress): "notAnAddress"
    }
  }

  private static func address(_ address: RequestAddress, _ writer: inout JSONWriter) {
    if let version = address.version { writer.member("version", version.name) }
    if let cloud = address.cloud { writer.member("host", cloud.graphHost) }
  }

  private static func requirement(_ requirement: Requirement, _ catalog: Catalog, _ writer: inout JSONWriter) {
    alternatives("least", requirement.least, catalog, &writer)
    alternatives("accepted", requirement.accepted, catalog, &writer)
    if !requirement.partial.isEmpty {
      writer.key("partial")
      writer.array { writer in
        for part in requirement.partial {
          writer.object { writer in
            alternatives("permissions", [part], catalog, &writer)
            writer.member("extent", part.extent.name)
          }
        }
      }
    }
    writer.member("basis", requirement.basis.rawValue)
    if let grade = requirement.least.first?.grade { writer.member("grade", grade.name) }
    if let since = requirement.since { writer.member("since", since) }
    if !requirement.before.isEmpty { alternatives("before", requirement.before, catalog, &writer) }
    if let evidence = requirement.evidence { writer.member("evidence", evidence) }
    writer.key("upstreamDisagrees")
    writer.boolean(requirement.upstreamDisagrees)
    if let upstream = requirement.upstream {
      writer.key("upstream")
      writer.object { writer in
        alternatives("least", upstream.least, catalog, &writer)
        alternatives("accepted", upstream.accepted, catalog, &writer)
      }
    }
    writer.strings("notes", requirement.notes)
  }

  /// A name; or an array of names where all of them are needed.
  private static func alternatives(
    _ key: StaticString, _ list: [Alternative], _ catalog: Catalog, _ writer: inout JSONWriter
  ) {
    writer.key(key)
    writer.array { writer in
      for names in list.flatMap(\.combinations) {
        if names.count == 1 {
          writer.string(catalog.name(names[0]))
        } else {
          writer.array { writer in for name in names { writer.string(catalog.name(name)) } }
        }
      }
    }
  }
}
