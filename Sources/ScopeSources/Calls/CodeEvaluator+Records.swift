import ScopeValues

// Types that only hold data: an address, a method and a version that belong together.
extension CodeEvaluator {
  /// What such a type is made with, as an object; nil where the type has functions of its own, or is not the project's.
  func record(_ type: String, _ arguments: [Argument], _ context: ChainContext) -> CodeValue? {
    // A composite of Go says itself what is in it, wherever its type is declared.
    if arguments.count == 1, arguments[0].label == "{}", !project.hasType(type),
      project.files.language(context.place.file) == "go",
      let value = evaluate(arguments[0].value, context.place).first, case .object = value
    {
      return value
    }
    guard project.hasType(type), !project.hasFunctions(type), !arguments.isEmpty,
      !(project.bases[type] ?? []).contains(where: project.hasFunctions)
    else { return nil }
    let fields = project.ownFields(of: type)
    guard !fields.isEmpty else { return nil }
    var members: [(key: String, value: CodeValue)] = []
    func add(_ key: String, _ values: [CodeValue]) { members += values.map { (key, $0) } }
    var position = 0
    for argument in arguments.prefix(64) {
      if argument.label == "{}" {
        for value in evaluate(argument.value, context.place) {
          if case .object(let inner) = value { members += inner }
          // `{"GET", "/users"}` of Go.
          if case .list(let elements) = value {
            for (field, element) in zip(fields, elements) { add(field.name, [element]) }
          }
        }
      } else if let label = argument.label {
        add(label, evaluate(argument.value, context.place))
      } else if argument.isSpread {
        return nil
      } else if fields.indices.contains(position) {
        add(fields[position].name, evaluate(argument.value, context.place))
        position += 1
      }
    }
    let given = Set(members.map { $0.key.lowercased() })
    for field in fields where !given.contains(field.name.lowercased()) {
      add(field.name, value(of: field.binding, in: field.file))
    }
    return .object(members)
  }
}

extension CodeEvaluator {
  /// What an accessor of Java gives: `endpoint.path()`, `endpoint.getPath()`; nil for any other method.
  func accessed(_ value: CodeValue, _ name: String, _ context: ChainContext) -> [CodeValue]? {
    guard project.files.language(context.place.file) == "java" else { return nil }
    var member = name
    if name.hasPrefix("get"), name.count > 3, name.dropFirst(3).first?.isUppercase ?? false {
      member = name.dropFirst(3).prefix(1).lowercased() + name.dropFirst(4)
    }
    switch value {
    case .object: return value.member(member).map { [$0] }
    case .hole(let hole):
      guard hole.isParameter, hole.member == nil, case .parameter(let function, let number) = hole.reason else {
        return nil
      }
      let parameters = project.function(function).record.parameters
      // Of a type of the project that only holds data.
      guard parameters.indices.contains(number), let type = parameters[number].type, project.hasType(type),
        !project.hasFunctions(type)
          || project.functions(named: name).contains(where: { project.typeOfFunction($0) == type })
      else { return nil }
      var inner = CodeHole(reason: hole.reason, name: hole.name + "." + member, member: member)
      let own = project.setting(member, ofType: type).map { CodeValue.text([.literal($0)]) }
      inner.fallback = (own ?? setting(member: member)).map { [$0] } ?? []
      return [.hole(inner)]
    default: return nil
    }
  }
}

extension CodeEvaluator {
  /// `input.Uri.Entity` of Go: a member of what a parameter's member holds; nil where it is anything else.
  func nested(_ hole: CodeHole, _ name: String, _ path: [String], _ context: ChainContext) -> CodeValue? {
    guard project.files.language(context.place.file) == "go", hole.isParameter, let member = hole.member,
      !member.contains("."), mayBeClient(path, context) == nil
    else { return nil }
    return .hole(CodeHole(reason: hole.reason, name: hole.name + "." + name, member: member + "." + name))
  }
}

extension CodeProject {
  /// Whether a type has functions beside its constructors.
  func hasFunctions(_ type: String) -> Bool { typesWithFunctions.contains(type) }

  /// The fields that a type declares, in their order.
  func ownFields(of type: String) -> [(name: String, file: Int, binding: CodeFile.Binding)] {
    for index in files(of: type) {
      guard let fields = files[index].fields[type] else { continue }
      return fields.compactMap { name, bindings in bindings.first.map { (name, index, $0) } }
        .sorted { ($0.binding.position, $0.name) < ($1.binding.position, $1.name) }
    }
    return []
  }
}
