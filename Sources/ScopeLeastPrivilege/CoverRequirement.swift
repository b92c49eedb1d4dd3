/// One demand on the set that the solver looks for: any one of its alternatives.
package struct CoverRequirement: Hashable, Sendable {
  /// Each alternative is a set of permissions that are needed together, by the catalog's name index.
  package var alternatives: [[Int]]

  package init(alternatives: [[Int]]) { self.alternatives = alternatives }
}
