/// What one request needs: any one of its alternatives.
package struct Requirement: Hashable, Sendable {
  /// Each alternative is a set of permissions that are needed together, by the catalog's name index.
  package var alternatives: [[Int]]

  package init(alternatives: [[Int]]) { self.alternatives = alternatives }
}
