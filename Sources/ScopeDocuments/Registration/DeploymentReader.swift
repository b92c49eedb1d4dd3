import ScopeValues

// Bicep files compiled to ARM deployment templates, nested modules included.
extension RegistrationReader {
  /// - Parameter bindings: what the module's parameters were given from outside.
  mutating func deployment(_ template: JSONPlace, bindings given: [String: JSONPlace]) {
    guard let resources = document.member(.resources, of: template) else { return }
    var bindings: [String: JSONPlace] = [:]
    for member in members(of: document.member(.variables, of: template)) {
      bindings["variables('\(document.text(member.name))')"] = member.value
    }
    for member in members(of: document.member(.parameters, of: template)) {
      let key = "parameters('\(document.text(member.name))')"
      bindings[key] = given[key] ?? document.member(.defaultValue, of: member.value)
    }
    // Resources are a list in the first version of the language and a map in the second.
    let list =
      document.kind(resources) == .array
      ? document.elements(of: resources) : document.members(of: resources).map(\.value)
    let values = RegistrationValues(document: document, bindings: bindings)
    for resource in list {
      let type = document.string(document.member(.type, of: resource))?.lowercased() ?? ""
      guard document.boolean(document.member(.existing, of: resource)) != true,
        let properties = document.member(.properties, of: resource)
      else { continue }
      if type.hasPrefix("microsoft.graph/applications") {
        var decoder = ApplicationDecoder(document: document, bindings: bindings, envelopeDialect: .bicep)
        accept(decoder.decode(properties), repeated: decoder.repeated)
      } else if type.hasPrefix("microsoft.resources/deployments"),
        let inner = document.member(.template, of: properties)
      {
        var passed: [String: JSONPlace] = [:]
        for member in members(of: document.member(.parameters, of: properties)) {
          guard let value = document.member(.value, of: member.value) else { continue }
          passed["parameters('\(document.text(member.name))')"] = values.resolve(value)
        }
        deployment(inner, bindings: passed)
      }
    }
  }

  private func members(of place: JSONPlace?) -> [(name: JSONPlace, value: JSONPlace)] {
    place.map { document.members(of: $0) } ?? []
  }
}
