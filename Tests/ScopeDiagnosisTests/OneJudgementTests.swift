import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeValues
import Testing

@testable import ScopeDiagnosis

private let catalog = Catalog.shared

/// Over every operation of the catalog and both kinds of callers: lookup, minimize and diagnose give one answer.
@Test func everyCommandGivesTheSameLeast() {
  let names = PermissionNames(catalog: catalog)
  let advisor = LeastPrivilegeAdvisor(catalog: catalog, takeover: TakeoverClass.names(catalog))
  var answered = 0
  var differing: [String] = []
  // Most requests share their answer with others: each answer is asked for once.
  var seen: Set<Requirement> = []
  for operation in 0..<catalog.operationCount {
    let (method, template) = (catalog.method(of: operation).name, catalog.template(of: operation))
    for flow in Flow.allCases {
      let requirement = catalog.requirement(of: operation, flow: flow, url: template)
      var answer = requirement
      answer.notes = [flow.name]
      if !requirement.least.isEmpty { answered += 1 }
      guard seen.insert(answer).inserted else { continue }
      let least = requirement.least.flatMap(\.combinations).map { $0.map(catalog.name).sorted() }
      let advice = advisor.advise(
        [NeededCall(method: method, url: template, operation: operation)], flow: flow)
      let minimal = advice.set.permissions.map(catalog.name).sorted()
      let need = Need.ofCatalog(operation, flow: flow, url: template, names: names)
      let recommended = need?.least.first?.sorted() ?? []
      if minimal != recommended || least.isEmpty != minimal.isEmpty || !least.isEmpty && !least.contains(minimal) {
        differing.append(
          "\(method) \(template) \(flow.name): lookup \(least), minimize \(minimal), diagnose \(recommended)")
      }
    }
  }
  #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(20).joined(separator: "\n"))")
  #expect(answered > 30_000)
}

/// What is about a part, or what no registration can ask for, is never advised, and never a certain permission.
@Test func onlyTheWholeCallIsAdvised() {
  let askable = Flow.allCases.map { flow in Set((0..<catalog.nameCount).filter { catalog.isAskable($0, flow) }) }
  for operation in 0..<catalog.operationCount {
    for flow in Flow.allCases {
      let requirement = catalog.requirement(of: operation, flow: flow)
      for alternative in requirement.accepted {
        #expect(alternative.extent == .whole)
        for name in alternative.names {
          #expect(
            askable[Int(flow.rawValue)].contains(name),
            "\(catalog.method(of: operation).name) \(catalog.template(of: operation)) \(flow.name): \(catalog.name(name))"
          )
        }
      }
      #expect(requirement.partial.allSatisfy { $0.extent != .whole })
    }
  }
}

/// An application has no /me in any answer.
@Test func applicationsHaveNoMe() {
  for operation in 0..<catalog.operationCount where catalog.template(of: operation).lowercased().hasPrefix("/me") {
    let template = catalog.template(of: operation)
    guard template.lowercased() == "/me" || template.lowercased().hasPrefix("/me/") else { continue }
    let requirement = catalog.requirement(of: operation, flow: .application)
    #expect(requirement.accepted.isEmpty && requirement.partial.isEmpty)
    #expect(requirement.notes.contains { $0.contains("signed-in user") })
  }
}
