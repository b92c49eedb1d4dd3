import ScopeValues

/// Finds the permissions that code asks for in words: scopes of a sign-in, of a token request, of an attribute.
struct StatedScopeFinder {
  let project: CodeProject
  let evaluator: CodeEvaluator
  private(set) var found: [StatedScopes] = []
  private var seen: Set<StatedScopes> = []

  init(_ project: CodeProject, _ evaluator: CodeEvaluator) {
    self.project = project
    self.evaluator = evaluator
  }

  private static let labels: Set<String> = ["scopes", "scope", "graphuserscopes", "requestedscopes"]
  private static let commands: Set<String> = ["connect-mggraph", "connect-entra", "get-msaltoken", "connect-graph"]
  private static let attributes: Set<String> = ["RequiredScope", "AuthorizeForScopes", "RequiredScopeOrAppPermission"]
  private static let calls: Set<String> = [
    "AcquireTokenInteractive", "AcquireTokenSilent", "AcquireTokenByDeviceCode", "acquire_token_interactive",
    "acquire_token_silent", "acquire_token_by_device_flow", "initiate_device_flow", "acquire_token_on_behalf_of",
  ]

  /// Looks through one file.
  mutating func look(in index: Int) {
    let file = project.files[index]
    for site in file.calls { call(site, index) }
    for site in file.attributes { attribute(site, index) }
    for object in file.objects {
      let place = CodePlace(file: index, scope: object.scope, block: object.block, position: object.span.start)
      for member in object.members {
        guard Self.isStated(member) else { continue }
        note(evaluator.values(member.value, at: place), member.span, index)
      }
    }
  }

  /// Whether a member's key names permissions.
  static func isStated(_ member: ObjectMember) -> Bool {
    guard case .text(let parts) = member.key.kind, case .literal(let key, _)? = parts.first, parts.count == 1,
      key.utf8.count <= 15
    else { return false }
    return labels.contains(key.lowercased())
  }

  /// Whether a chain calls anything that is given permissions.
  static func mayState(_ base: Expression, _ steps: [Access]) -> Bool {
    var last: String?
    if case .name(let name) = base.kind { last = name }
    for step in steps {
      switch step.kind {
      case .member(let member): last = member
      case .call:
        if let name = last, isStating(name) { return true }
        last = nil
      default: last = nil
      }
    }
    return false
  }

  private static func isStating(_ name: String) -> Bool {
    calls.contains(name) || CodeTypes.clients.contains(name)
      || name.utf8.count <= 15 && commands.contains(name.lowercased())
  }

  private mutating func call(_ site: CodeFile.CallSite, _ index: Int) {
    guard case .chain(let base, let steps) = site.expression.kind else { return }
    var last: String?
    if case .name(let name) = base.kind { last = name }
    for step in steps {
      switch step.kind {
      case .member(let member): last = member
      case .call(let arguments):
        guard let name = last else { continue }
        let isCommand = Self.commands.contains(name.lowercased())
        let place = CodePlace(
          file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
        if isCommand {
          for argument in arguments where Self.labels.contains(argument.label?.lowercased() ?? "") {
            note(evaluator.values(argument.value, at: place), site.expression.span, index)
          }
        } else if CodeTypes.clients.contains(name) {
          for argument in arguments.dropFirst() {
            note(evaluator.values(argument.value, at: place), argument.span, index)
          }
        } else if Self.calls.contains(name),
          let argument = arguments.first(where: { $0.label == nil || $0.label == "scopes" })
        {
          note(evaluator.values(argument.value, at: place), site.expression.span, index)
        }
        last = nil
      default: last = nil
      }
    }
  }

  private mutating func attribute(_ site: CodeFile.CallSite, _ index: Int) {
    guard case .chain(let base, let steps) = site.expression.kind, case .name(let name) = base.kind,
      Self.attributes.contains(name), case .call(let arguments)? = steps.first?.kind
    else { return }
    let place = CodePlace(file: index, scope: site.scope, block: site.block, position: site.expression.span.start)
    note(arguments.flatMap { evaluator.values($0.value, at: place) }, site.expression.span, index)
  }

  /// Keeps what looks like permissions of Microsoft Graph: `.default` says nothing.
  private mutating func note(_ values: [CodeValue], _ span: SourceSpan, _ index: Int) {
    let texts = values.flatMap { value -> [String] in
      if case .list(let elements) = value { return elements.compactMap(\.text) }
      return value.text.map { [$0] } ?? []
    }
    let names = texts.flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }.compactMap { name -> String? in
      var name = name
      for host in ["https://graph.microsoft.com/", "https://graph.microsoft.us/"] where name.hasPrefix(host) {
        name = String(name.dropFirst(host.count))
      }
      guard name.first?.isUppercase ?? false, name.contains("."), !name.contains("/"), !name.contains(":") else {
        return nil
      }
      return name
    }
    guard !names.isEmpty else { return }
    let source = project.files[index].source
    let place = source.position(at: span.start)
    let scopes = StatedScopes(
      position: CodePosition(file: source.path, line: place.line, column: place.column),
      names: Array(Set(names)).sorted())
    if seen.insert(scopes).inserted { found.append(scopes) }
  }
}
