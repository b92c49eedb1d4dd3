// The APIs whose permissions the catalog knows.
extension Catalog {
  package var resourceCount: Int { count(.resources, stride: 40) }

  package func resourceIdentifier(_ index: Int) -> Identifier {
    (word64(.resources, index * 40), word64(.resources, index * 40 + 8))
  }

  package func resourceName(_ index: Int) -> String {
    text(word32(.resources, index * 40 + 16), word32(.resources, index * 40 + 20))
  }

  /// Other names of a resource.
  package func resourceAliases(_ index: Int) -> [String] {
    text(word32(.resources, index * 40 + 24), word32(.resources, index * 40 + 28))
      .split(separator: ";").map { String($0.drop { $0 == " " }) }
  }

  package func resourceIsRetired(_ index: Int) -> Bool { word32(.resources, index * 40 + 32) == 1 }

  package func resource(_ identifier: Identifier) -> Int? {
    (0..<resourceCount).first { resourceIdentifier($0) == identifier }
  }

  /// The permissions of a resource, which stand together.
  package func permissionIndexes(of resource: Int) -> Range<PermissionIndex> {
    func first(from resource: Int) -> Int {
      var (low, high) = (0, permissionCount)
      while low < high {
        let middle = (low + high) / 2
        if word32(.permissions, middle * 32 + 20) < resource { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: resource)..<first(from: resource + 1)
  }

  /// The resource with a name or another name of it, in any letter case.
  package func resource(named name: String) -> Int? {
    // Terraform writes the names without their spaces.
    func plain(_ name: String) -> String { name.lowercased().filter { $0 != " " } }
    let wanted = plain(name)
    return (0..<resourceCount).first {
      plain(resourceName($0)) == wanted || resourceAliases($0).contains { plain($0) == wanted }
    }
  }
}
