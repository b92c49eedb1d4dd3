internal import ScopeCatalog

/// What to do where none of the permissions that would do is advised: why, and what is left.
enum NoAdvice {
  static func steps(_ facts: CallFacts, _ need: Need) -> [String] {
    let names = Set(need.accepted.flatMap(\.self))
    if let flow = facts.flow, !names.isEmpty, names.allSatisfy({ isOnlyOfTheOther(than: flow, $0, facts.names) }) {
      return otherFlow(facts, flow, names.sorted())
    }
    let reason =
      if facts.address?.changes == true, need.accepted.contains(where: { $0.allSatisfy(PermissionWord.onlyReads) }) {
        "The permissions known for this call only read, or reach the whole directory"
      } else if names.contains(where: facts.names.isWide) {
        "The permissions known for this call reach the whole directory"
      } else {
        "The permissions known for this call cannot be granted to an application registration"
      }
    return ["\(reason): none of them is advised. Look the call up in Microsoft's documentation."]
  }

  /// The service lists what this kind of caller cannot hold: the catalog's own answer for it, if there is one.
  private static func otherFlow(_ facts: CallFacts, _ flow: Flow, _ names: [String]) -> [String] {
    let listed = list(names)
    let nature =
      flow == .application
      ? "delegated permission\(names.count > 1 ? "s" : ""), which an application that calls as itself cannot hold"
      : "application permission\(names.count > 1 ? "s" : ""), which a token of a signed-in user cannot carry"
    var steps = [
      "\(listed) \(names.count > 1 ? "are" : "is a") \(nature): do not add \(names.count > 1 ? "them" : "it")."
    ]
    let own = facts.catalogNeeds.first { $0.flow == flow && !$0.accepted.isEmpty }
    if let own, facts.have.map({ own.isSatisfied(by: Set($0)) }) == true {
      steps.append(
        "The token holds what the documentation asks for this call, and the service refuses it: try the other version of the endpoint (beta or v1.0), and report it to Microsoft."
      )
    } else if let least = own?.least.first {
      steps.append("For this kind of caller the catalog knows \(least.joined(separator: " and ")): add that.")
    }
    steps.append(
      flow == .application
        ? "Else call with a signed-in user who holds the delegated permission."
        : "Else call as the application itself, which holds the application permission.")
    return steps
  }

  /// Whether a permission is published for the other kind of caller alone.
  private static func isOnlyOfTheOther(than flow: Flow, _ name: String, _ names: PermissionNames) -> Bool {
    names.permission(name, flow) == nil
      && Flow.allCases.contains { $0 != flow && names.permission(name, $0)?.hasIdentifier == true }
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
