import ScopeValues

extension CodeEvaluator {
  private static let noCalls: Set<String> = [
    "connect-mggraph", "disconnect-mggraph", "get-mgcontext", "select-mgprofile", "get-mgprofile", "get-mgenvironment",
    "add-mgenvironment", "set-mgenvironment", "remove-mgenvironment", "find-mggraphcommand", "find-mggraphpermission",
    "set-mggraphoption", "get-mggraphoption", "set-mgrequestcontext", "get-mgrequestcontext", "get-mggraphallpages",
    "connect-entra", "disconnect-entra", "get-entracontext", "enable-entraazureadalias", "get-entraenvironment",
    "find-entrapermission", "test-entrascript", "reset-entrastronglyauthenticationmethodbydeviceid",
  ]

  /// A command of PowerShell or of a shell.
  func command(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> [CodeValue] {
    // With its module before it.
    let name = name.lastIndex(of: "\\").map { String(name[name.index(after: $0)...]) } ?? name
    let small = name.lowercased()
    let file = project.files[context.place.file]
    if file.isPowerShell, depth < Self.depthLimit, let meant = file.aliases[small] {
      depth += 1
      defer { depth -= 1 }
      return command(meant, arguments, context)
    }
    if small == "invoke-expression" || small == "iex" { noteExpression(name, arguments, context) }
    if file.isShell, ["http", "https", "xh", "httpie"].contains(small) { return spoken(small, arguments, context) }
    if ["az", "m365", "curl", "curl.exe", "wget", "az.cmd"].contains(small),
      file.isShell || small != "curl" && small != "wget"
    {
      return native(small, arguments, context)
    }
    if file.isShell, passesOn(name, arguments, context) { return [.hole(.unknown(name))] }
    if !project.functions(named: small).isEmpty, project.sinks.sink([name], language: "powershell")?.kind != .graph {
      // Tests of a project have functions of the cmdlets' names.
      if isGraphCmdlet(small), !Self.noCalls.contains(small) {
        noteCmdlet(name, arguments, context)
        if context.emits, !found.isEmpty { found[found.count - 1].wantsKnownPath = true }
        return [.hole(.unknown(name))]
      }
      return limited(project.functions(named: small).prefix(4).flatMap { results(of: $0, arguments, context.place) })
    }
    if noteSink(nil, [name], arguments, context) { return [.hole(.unknown(name))] }
    switch small {
    case "convertto-json", "out-string", "write-output", "convertfrom-json", "out-null":
      return arguments.first { $0.label == nil || $0.label?.lowercased() == "inputobject" }
        .map { evaluate($0.value, context.place) } ?? [.hole(.unknown(name))]
    case "join-path": return [.hole(.unknown(name))]
    case "new-object": return newObject(arguments, context.place) ?? [.hole(.unknown(name))]
    default: break
    }
    if isGraphCmdlet(small), !Self.noCalls.contains(small) {
      noteCmdlet(name, arguments, context)
    }
    return [.hole(.unknown(name))]
  }

  /// `New-Object System.Uri($address)`: an address is what it is made of; nil for any other type.
  private func newObject(_ arguments: [Argument], _ place: CodePlace) -> [CodeValue]? {
    func labelled(_ label: String) -> Expression? {
      arguments.first { argument in
        argument.label.map { $0.count > 2 && label.hasPrefix($0.lowercased()) } ?? false
      }?.value
    }
    let positional = arguments.filter { $0.label == nil && !$0.isSpread }.map(\.value)
    guard let type = labelled("typename") ?? positional.first else { return nil }
    let name = project.files[place.file].source.string(type.span).lowercased().prefix { $0 != "(" }
    let last = name.split(separator: ".").last ?? ""
    if last == "webclient" || last == "httpclient" { return [.http(base: [])] }
    guard ["uri", "uribuilder", "httprequestmessage"].contains(last) else { return nil }
    var given = labelled("argumentlist") ?? positional.dropFirst(labelled("typename") == nil ? 1 : 0).first
    if given == nil, case .text(let parts) = type.kind, parts.count > 1 {
      // `System.Uri($address)`, without a space.
      given = Expression(.text(Array(parts.dropFirst())), type.span)
    }
    guard let given else { return nil }
    let values = evaluate(given, place)
    if last == "httprequestmessage" {
      guard values.count == 1, case .list(let elements) = values[0], elements.count == 2 else { return nil }
      return [
        .request(CodeRequest(methods: [elements[0]], addresses: [elements[1]], file: place.file, span: given.span))
      ]
    }
    if values.count == 1, case .list(let elements) = values[0] {
      guard elements.count == 2, let base = elements[0].pieces, let path = elements[1].pieces else {
        return elements.prefix(1).map { $0 }
      }
      return [.text(CodeAddress.resolve(base, path))]
    }
    return values
  }

  private func noteCmdlet(_ name: String, _ arguments: [Argument], _ context: ChainContext) {
    let labels = Set(arguments.compactMap { $0.label?.lowercased() })
    let ids = arguments.count { argument in
      argument.label.map(Self.namesKey) ?? false
    }
    let positional = arguments.count { $0.label == nil && !$0.isSpread }
    let spread = arguments.filter(\.isSpread).flatMap { argument -> [String] in
      evaluate(argument.value, context.place).flatMap { value -> [String] in
        if case .object(let members) = value { members.map { $0.key.lowercased() } } else { [] }
      }
    }
    note(
      .cmdlet(
        name: name, ids: ids + positional + spread.count(where: Self.namesKey), labels: labels.union(spread)),
      kind: .graph, name: name, context, how: .cmdlet, query: properties(arguments, context))
  }

  /// Whether an option takes a key: `-UserId`, and of the second of a kind `-ChatMessageId1`.
  private static func namesKey(_ label: String) -> Bool {
    var name = label.lowercased()[...]
    while let last = name.last, last.isASCII, last.isNumber { name = name.dropLast() }
    return name.hasSuffix("id")
  }

  private func isGraphCmdlet(_ name: String) -> Bool {
    guard let dash = name.firstIndex(of: "-") else { return false }
    let noun = name[name.index(after: dash)...]
    let verb = name[..<dash]
    if ["assert", "write", "format", "convertto", "convertfrom", "show"].contains(String(verb))
      || verb == "test" && !noun.hasPrefix("mg")
    {
      return false
    }
    // Documentation has a few cmdlets of the generator's making: `Invoke-MgGraphGroup`.
    if noun.hasPrefix("mggraph") { return verb == "invoke" && noun != "mggraphrequest" && noun.count > 7 }
    return noun.hasPrefix("mg") && noun.count > 3 || noun.hasPrefix("entra") && noun.count > 6
  }

  /// What `-Property` and `-ExpandProperty` ask for.
  private func properties(_ arguments: [Argument], _ context: ChainContext) -> [String] {
    [("property", "$select"), ("expandproperty", "$expand"), ("select", "$select"), ("filter", "$filter")]
      .compactMap { label, option in
        guard let argument = arguments.first(where: { $0.label?.lowercased() == label }) else { return nil }
        let texts = evaluate(argument.value, context.place).flatMap { value -> [String] in
          if case .list(let elements) = value { elements.compactMap(\.text) } else { [value.text].compactMap { $0 } }
        }
        return texts.isEmpty ? nil : option + "=" + texts.joined(separator: ",")
      }
  }

  /// `az rest --method get --url …`, `m365 request …`, `curl -X POST …`.
  private func native(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> [CodeValue] {
    let isCurl = name.hasPrefix("curl") || name == "wget"
    var words: [(text: String?, values: [CodeValue])] = []
    for argument in arguments {
      if let label = argument.label {
        if label.hasPrefix(">") || label.hasPrefix("<") { continue }
        words.append(("-" + label, []))
      }
      if let elements = elements(of: argument.value, context.place) {
        words += elements.map { ($0.text, [$0]) }
        continue
      }
      let values = evaluate(argument.value, context.place)
      words.append((values.count == 1 ? values[0].text : nil, values))
    }
    if !isCurl {
      guard let command = words.first?.text?.lowercased(), command == "rest" || command == "request" else {
        noteCommandLine(name, words.prefix(6).map(\.text), context)
        return [.hole(.unknown(name))]
      }
    }
    var addresses: [CodeValue] = []
    var methods: [CodeValue] = []
    var hasBody = false
    var index = isCurl ? 0 : 1
    while index < words.count {
      let word = words[index].text ?? ""
      func next() -> [CodeValue] {
        index += 1
        return index < words.count ? words[index].values : []
      }
      let option = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
      switch option {
      case "--method", "-X", "--request", isCurl ? "--request" : "-m":
        methods =
          word.contains("=") && word.hasPrefix("--")
          ? [.text([.literal(String(word.drop { $0 != "=" }.dropFirst()))])] : next()
      case "--url", "--uri", isCurl ? "--url" : "-u":
        addresses =
          word.contains("=") && word.hasPrefix("--")
          ? [.text([.literal(String(word.drop { $0 != "=" }.dropFirst()))])] : next()
      case "-T" where isCurl, "--upload-file" where isCurl:
        if methods.isEmpty { methods = [.text([.literal("PUT")])] }
        _ = next()
      case "-G" where isCurl, "--get" where isCurl: methods = [.text([.literal("GET")])]
      case "-d", "--data", "--data-raw", "--data-binary", "--json", "-F", "--form", "--data-urlencode", "--post-data",
        "--body-data":
        hasBody = true
        if !(word.hasPrefix("--") && word.contains("=")) { _ = next() }
      case "-H", "--header", "-o", "--output", "-u", "--user", "--resource", "--headers", "--body", "-b", "-w",
        "--query",
        "-A", "--write-out", "--cookie":
        if !(word.hasPrefix("--") && word.contains("=")) { _ = next() }
      default:
        if isCurl, word.hasPrefix("-X"), word.count > 2 {
          methods = [.text([.literal(String(word.dropFirst(2)))])]
        } else if isCurl, !word.hasPrefix("-"), let value = words[index].values.first, value.pieces != nil {
          if addresses.isEmpty || value.pieces.map({ CodeAddress.isGraph($0) }) ?? false {
            addresses = words[index].values
          }
        }
      }
      index += 1
    }
    if name == "m365" { addresses = addresses.map(Self.expanded) }
    let isUsual = methods.isEmpty && !hasBody
    if methods.isEmpty { methods = [.text([.literal(hasBody ? "POST" : "GET")])] }
    // What a function hands on is read where the function is called.
    if addresses.isEmpty || addresses.allSatisfy({ $0.pieces?.count == 1 && $0.text == nil }),
      arguments.contains(where: { Self.isAll($0.value) })
    {
      return [.hole(.unknown(name))]
    }
    if addresses.isEmpty {
      note(.open(.unknownAddress), kind: .http, name: name, context)
    } else {
      note(.raw(addresses: addresses, methods: methods), kind: .http, name: name, context)
      if context.emits, isUsual, !found.isEmpty, project.files.isShell(context.place.file) {
        let source = project.files[context.place.file].source
        found[found.count - 1].handsOnRest = arguments.contains { argument in
          argument.value.span.bytes.count <= 12 && source.string(argument.value.span).contains("@")
        }
      }
    }
    return [.hole(.unknown(name))]
  }

  /// Notes `Invoke-Expression` of a text that speaks of Microsoft Graph: what it does is not read.
  private func noteExpression(_ name: String, _ arguments: [Argument], _ context: ChainContext) {
    let texts = arguments.flatMap { evaluate($0.value, context.place) }.compactMap(\.pieces).map {
      CodeAddress.text($0)
    }
    guard texts.contains(where: { $0.lowercased().contains("graph") || $0.lowercased().contains("-mg") }) else {
      return
    }
    note(.open(.dynamicCall), kind: .http, name: name, context)
  }

  /// The words that `"${arguments[@]}"` of a shell stands for; nil of anything else.
  private func elements(of value: Expression, _ place: CodePlace) -> [CodeValue]? {
    var value = value
    if case .text(let parts) = value.kind, parts.count == 1, case .hole(let inner) = parts[0] { value = inner }
    guard case .chain(let base, let steps) = value.kind, case .all? = steps.last?.kind else { return nil }
    let whole = steps.count == 1 ? base : Expression(.chain(base, Array(steps.dropLast())), value.span)
    guard case .list(let elements)? = evaluate(whole, place).first else { return nil }
    return elements
  }

  /// The groups of commands that talk to Microsoft Graph alone, by the program.
  ///
  /// Sources: the references of the Azure CLI and of the CLI for Microsoft 365.
  private static let graphGroups: [String: Set<String>] = ["az": ["ad"], "m365": ["entra", "aad"]]

  /// Notes `az ad user list`: a command that makes its requests by itself, some beside those that its name says.
  private func noteCommandLine(_ name: String, _ words: [String?], _ context: ChainContext) {
    let program = name.hasPrefix("az") ? "az" : name
    guard let groups = Self.graphGroups[program], let group = words.first.flatMap({ $0?.lowercased() }),
      groups.contains(group)
    else { return }
    let names = words.prefix { $0.map { !$0.hasPrefix("-") && !$0.isEmpty } ?? false }.compactMap { $0?.lowercased() }
    guard names.count > 1 else { return }
    note(
      .cmdlet(name: ([program] + names).joined(separator: " "), ids: 0, labels: []), kind: .graph, name: name, context,
      how: .cmdlet)
  }

  /// `http POST url field=value` of HTTPie: the method is a word, the first other word the address.
  private func spoken(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> [CodeValue] {
    var methods: [CodeValue] = []
    var addresses: [CodeValue] = []
    var hasBody = false
    for argument in arguments where argument.label == nil {
      let values = evaluate(argument.value, context.place)
      let word = values.count == 1 ? values[0].text : nil
      if let word, word.hasPrefix("-") { continue }
      if addresses.isEmpty, let word, GraphPaths.methods.contains(word.uppercased()) {
        methods = values
      } else if addresses.isEmpty {
        addresses = values
      } else if let word, word.contains("="), !word.contains("==") {
        hasBody = true
      }
    }
    if methods.isEmpty { methods = [.text([.literal(hasBody ? "POST" : "GET")])] }
    if addresses.contains(where: { $0.pieces.map { CodeAddress.isGraph($0) } ?? false }) {
      note(.raw(addresses: addresses, methods: methods), kind: .http, name: name, context)
    }
    return [.hole(.unknown(name))]
  }

  /// The address behind a word that the command expands.
  private static func expanded(_ value: CodeValue) -> CodeValue {
    guard case .text(let pieces) = value, case .literal(let first)? = pieces.first else { return value }
    for (word, address) in [("@graphbeta", "beta"), ("@graph", "v1.0")] where first.hasPrefix(word) {
      return .text(
        [.literal("https://graph.microsoft.com/" + address + first.dropFirst(word.count))] + pieces.dropFirst())
    }
    return value
  }
}
