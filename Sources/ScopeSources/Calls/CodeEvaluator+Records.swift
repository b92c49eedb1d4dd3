import ScopeValues

// Types that only hold data: an address, a method and a version that belong together.
extension CodeEvaluator {
  /// What such a type is made with, as an object; nil where the type has functions of its own, or is not the project's.
  func record(_ type: String, _ arguments: [Argument], _ context: ChainContext) -> CodeValue? {
    guard project.hasType(type), !project.hasFunctions(type), !arguments.isEmpty else { return nil }
    let fields = project.ownFields(of: type)
    guard !fields.isEmpty else { return nil }
    var members: [(key: String, value: CodeValue)] = []
    func add(_ key: String, _ values: [CodeValue]) { members += values.map { (key, $0) } }
    var position = 0
    for argument in arguments.prefix(64) {
      if argument.label == "{}" {
        for case .object(let inner) in evaluate(argument.value, context.place) { members += inner }
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
