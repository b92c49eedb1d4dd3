import ScopeValues

// Fields and properties of the project's types, and settings beside the code.
extension CodeEvaluator {
  /// A type's field by its name.
  func field(_ type: String, _ name: String, _ file: Int) -> [CodeValue] {
    let found = project.fields(type, name, near: file)
    guard !found.isEmpty else { return [] }
    let key = SiteKey(file: file, scope: -1, name: type + "." + name, position: 0)
    return guarded(key) { remembering(key) { values(ofField: name, type, file, found) } }
  }

  private func values(
    ofField name: String, _ type: String, _ file: Int, _ found: [(file: Int, binding: CodeFile.Binding)]
  ) -> [CodeValue] {
    let values = limited(
      found.prefix(16).flatMap { value(of: $0.binding, in: $0.file) }.flatMap { given($0, toMakerOf: type) })
    if values.allSatisfy(Self.isOpen), let taken = constructorParameter(type, name, file) {
      let more = given(taken, toMakerOf: type)
      if more.contains(where: { $0.text != nil || $0.isBased }) { return more }
    }
    // Where a client is made, its base is known; its declaration knows none.
    let based = values.filter(\.isBased)
    return based.isEmpty ? values : based
  }

  /// Whether nothing is known of a value but, at most, that it is a client of HTTP.
  private static func isOpen(_ value: CodeValue) -> Bool {
    switch value {
    case .hole: true
    case .http: !value.isBased
    default: false
    }
  }

  /// The constructor's parameter of a field's name, which languages with parameter properties make a field.
  private func constructorParameter(_ type: String, _ name: String, _ file: Int) -> CodeValue? {
    for maker in ["constructor", type] {
      for id in project.functions(named: maker).prefix(8)
      where project.typeOfFunction(id) == type && project.fileOfFunction(id) == file {
        let record = project.function(id).record
        if let number = record.parameters.firstIndex(where: { $0.name == name }) {
          return .hole(CodeHole(reason: .parameter(id, number), name: name))
        }
      }
    }
    return nil
  }

  /// The hole for a field or a property that types derived from its own fill; nil where none does.
  ///
  /// - Parameter found: what the type itself says of it.
  func openField(_ type: String, _ name: String, _ found: [CodeValue], _ context: ChainContext) -> CodeValue? {
    let isOpen = found.allSatisfy { if case .hole(let hole) = $0 { !hole.isParameter } else { false } }
    let isText = found.contains { if case .text = $0 { true } else { false } }
    guard isOpen || isText,
      project.subtypes(of: type).contains(where: {
        (isOpen || project.hasField($0, name)) && !ownField($0, name, context).isEmpty
      })
    else { return nil }
    return .hole(CodeHole(reason: .ownField(type: type, name: name), name: name))
  }

  /// The texts that a type's field or property has.
  func ownField(_ type: String, _ name: String, _ context: ChainContext) -> [CodeValue] {
    let found = field(type, name, context.place.file)
    return (found.isEmpty ? property(type, name, context) ?? [] : found).filter {
      if case .text = $0 { true } else { false }
    }
  }

  /// Pieces whose holes for fields of the own type are what a type fills them with; of no type, what each that derives
  /// from it does.
  func filled(_ pieces: [CodePiece], by type: String?, _ place: CodePlace) -> [[CodePiece]] {
    let owners = pieces.compactMap { piece -> String? in
      if case .hole(let hole) = piece, case .ownField(let owner, _) = hole.reason { owner } else { nil }
    }
    guard let owner = owners.first else { return [pieces] }
    if let type, let whole = filled(pieces, as: type, place) { return whole }
    var seen: Set<String> = []
    let all = (project.subtypes(of: owner) + [owner]).filter { seen.insert($0).inserted }
      .compactMap { filled(pieces, as: $0, place) }.flatMap { $0 }
    let texts = limited(all.map { .text($0) }).compactMap(\.pieces)
    return texts.isEmpty ? [pieces] : texts
  }

  /// The pieces with what one type fills them with; nil where it leaves a hole.
  private func filled(_ pieces: [CodePiece], as type: String, _ place: CodePlace) -> [[CodePiece]]? {
    let context = ChainContext(place: place, span: SourceSpan(0..<0), emits: false)
    var texts: [[CodePiece]] = [[]]
    for piece in pieces {
      guard case .hole(let hole) = piece, case .ownField(_, let name) = hole.reason else {
        for index in texts.indices { texts[index].append(piece) }
        continue
      }
      let values = ownField(type, name, context).compactMap(\.pieces)
      guard !values.isEmpty else { return nil }
      texts = joined(texts, values)
    }
    return texts
  }

  /// A property of a type: a method without arguments that is read like a field.
  func property(_ type: String, _ name: String, _ context: ChainContext) -> [CodeValue]? {
    let file = project.files[context.place.file]
    guard !file.isPowerShell, !file.isShell else { return nil }
    let all = project.functions(named: file.key(name)).prefix(64)
    let own = all.filter { project.typeOfFunction($0) == type || isBase(project.typeOfFunction($0), of: type) }
    // Its own comes before that of what it derives from.
    guard let id = own.first(where: { project.typeOfFunction($0) == type }) ?? own.first else { return nil }
    let parameters = project.function(id).record.parameters
    guard parameters.isEmpty || parameters.count == 1 && parameters[0].name == "self" else { return nil }
    let values = results(of: id, [], context.place)
    return values.isEmpty ? nil : values
  }

  private func isBase(_ other: String?, of type: String) -> Bool {
    guard let other else { return false }
    return project.isBase(other, of: type)
  }

  /// The value of a setting or of a type's field of this name, where that is an address of Microsoft Graph and nothing
  /// else is known of the name: `options.Value.BaseUrl`.
  func setting(member name: String) -> CodeValue? {
    guard !project.isShared(name), let values = project.setting(name), let first = values.first,
      values.allSatisfy({ $0 == first })
    else { return nil }
    return .text([.literal(first)])
  }

  /// The value of a field that a constructor took over: what those who make the type give to it.
  func given(_ value: CodeValue, toMakerOf type: String) -> [CodeValue] {
    let pieces = if case .http(let base) = value { base } else { value.pieces ?? [] }
    guard
      case .parameter(let function, _)? = pieces.lazy.compactMap({ piece -> CodeHole.Reason? in
        if case .hole(let hole) = piece, hole.isParameter { hole.reason } else { nil }
      }).first
    else { return [value] }
    let (file, record) = project.function(function)
    let isMaker =
      ["__init__", "constructor", type].contains(record.name)
      || project.files.isPowerShell(file) && record.name.lowercased() == type.lowercased()
      || project.files.language(file) == "go" && record.name.lowercased().hasPrefix("new")
    guard isMaker else { return [value] }
    let isPowerShell = project.files.isPowerShell(file)
    let name = project.files.language(file) == "go" ? record.name : isPowerShell ? "new" : type
    var values: [CodeValue] = []
    let limit = isPowerShell ? 64 : 8
    for site in project.callers(of: project.files[file].key(name), upTo: limit).prefix(limit) {
      let target = project.files[site.file]
      let caller = target.calls[site.call]
      if isPowerShell, !Self.makes(type, caller.expression) { continue }
      let place = CodePlace(
        file: site.file, scope: caller.scope, block: caller.block, position: caller.expression.span.start)
      guard let arguments = CallFinder.arguments(caller.expression, name, isAnyCase: target.isPowerShell) else {
        continue
      }
      values += substituted(value, function) { argument($0, of: function, arguments, place) }
    }
    // Nobody makes it here: its default, or nothing that is known.
    return values.isEmpty ? substituted(value, function) { _ in nil } : limited(values)
  }

  /// Whether an expression is `[Type]::new(…)`.
  private static func makes(_ type: String, _ expression: Expression) -> Bool {
    guard case .chain(let base, _) = expression.kind, case .name(let name) = base.kind else { return false }
    return name.lowercased() == "[\(type.lowercased())]"
  }

  /// A setting from the environment or a configuration file, where it is an address.
  func setting(_ key: String) -> [CodeValue] {
    guard let values = project.setting(key) else { return [.hole(.unknown(key))] }
    return values.map { .text([.literal($0)]) }
  }
}
