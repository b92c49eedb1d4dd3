import ScopeValues

// HTTP clients that a host registers: `services.AddHttpClient("name", c => c.BaseAddress = …)`.
extension CodeEvaluator {
  /// The methods that register a client.
  static let registers = ["AddHttpClient", "AddRefitClient"]
  /// The methods that make a client of an annotated interface.
  static let clientMakers = ["For", "target", "create"]

  /// The methods that give a module its client.
  static let moduleRegisters = ["register", "registerAsync"]
  /// Names whose calls are asked for, although the project has no function or type of the name.
  static let askedCallers = registers + clientMakers + moduleRegisters + ["new", queryBase]

  /// The base address of the client that is registered by a name, or for a type; empty where none is.
  ///
  /// Source: the documentation of IHttpClientFactory and of Refit.
  func registeredBase(_ name: String?, _ type: String?) -> [CodePiece] {
    for register in Self.registers {
      for site in project.callers(of: register, upTo: 64).prefix(64) {
        let file = project.files[site.file]
        let call = file.calls[site.call]
        let place = CodePlace(
          file: site.file, scope: call.scope, block: call.block, position: call.expression.span.start)
        guard let arguments = CallFinder.arguments(call.expression, register, isAnyCase: false) else { continue }
        if let type {
          let types = Self.typeArguments(file.source.string(call.expression.span), register)
          guard types.contains(where: { $0 == type }) else { continue }
        } else if let name {
          guard arguments.contains(where: { evaluate($0.value, place).first?.text == name }) else { continue }
        } else {
          continue
        }
        let more = CallFinder.arguments(call.expression, "ConfigureHttpClient", isAnyCase: false) ?? []
        for argument in arguments + more {
          guard case .function(let function) = argument.value.kind, let number = file.functionAt[function.span.start],
            let parameter = function.parameters.last
          else { continue }
          let key = CodeFile.Key(
            scope: file.functions[number].scope, name: file.key(parameter.name + ".BaseAddress"))
          if let pieces = file.bindings[key]?.last.flatMap({ value(of: $0, in: site.file).first?.pieces }) {
            return pieces
          }
        }
      }
    }
    return []
  }

  /// The base address that a module registers for its HTTP service: `HttpModule.register({ baseURL })`.
  ///
  /// Source: the documentation of @nestjs/axios.
  func moduleBase() -> [CodePiece] {
    for register in Self.moduleRegisters {
      for site in project.callers(of: register, upTo: 16).prefix(16) {
        let call = project.files[site.file].calls[site.call]
        guard case .chain(let base, _) = call.expression.kind, case .name("HttpModule") = base.kind,
          let arguments = CallFinder.arguments(call.expression, register, isAnyCase: false)
        else { continue }
        let place = CodePlace(
          file: site.file, scope: call.scope, block: call.block, position: call.expression.span.start)
        for value in arguments.flatMap({ evaluate($0.value, place) }) {
          if let pieces = value.member("baseURL")?.pieces { return pieces }
        }
      }
    }
    return []
  }

  /// The names between the angle brackets behind a method's name.
  private static func typeArguments(_ text: String, _ method: String) -> [Substring] {
    guard let start = text.firstRange(of: method + "<") else { return [] }
    return text[start.upperBound...].prefix { $0 != ">" && $0 != "(" }.split { $0 == "," || $0 == " " }
  }
}
