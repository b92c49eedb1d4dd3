package import ScopeCatalog
internal import ScopeDocuments

/// Says why a call was refused.
package struct Diagnoser: Sendable {
  private let catalog: Catalog
  /// Nil for the embedded ones, which are read when there is an error to look at.
  private let shapes: ErrorShapes?
  private let names: PermissionNames

  package init(catalog: Catalog = .shared, shapes: ErrorShapes? = nil) {
    self.catalog = catalog
    self.shapes = shapes
    names = PermissionNames(catalog: catalog)
  }

  package func diagnose(_ call: RefusedCall) -> Diagnosis {
    let facts = CallFacts(call, names: names, shapes: shapes ?? .shared)
    let causes = DecisionTree.causes(facts)
    let main = Self.main(causes) ?? Cause(.undetermined, .possible, Advice.undetermined(facts))
    var whole = main
    for other in causes { whole.add(contribution(of: other, to: main)) }
    return Advice(facts: facts, cause: whole, catalog: catalog).diagnosis.shown
  }

  /// The first conclusive cause, or else the strongest of the others that names one.
  private static func main(_ causes: [Cause]) -> Cause? {
    if let conclusive = causes.first(where: \.isConclusive) { return conclusive }
    let named = causes.filter { $0.verdict != .undetermined }
    guard let best = named.map(\.confidence).max() else { return causes.first { !$0.sentence.isEmpty } }
    return named.first { $0.confidence == best }
  }

  /// What a cause adds to the one that decides: its evidence always, what to do about it only where both may hold.
  private func contribution(of other: Cause, to main: Cause) -> Cause {
    var other = other
    let endsTheSearch: Set<Verdict> = [.notAuthorization, .wrongVersion, .permitted]
    if endsTheSearch.contains(main.verdict) || main.confidence == .certain && other.verdict != main.verdict {
      other.firstSteps = []
      other.steps = []
      other.unknowable = []
    }
    return other
  }
}
