import ScopeValues

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
    let wanted = Array(name.utf8)
    return (0..<resourceCount).first { index in
      func bytes(_ at: Int) -> UnsafeRawBufferPointer {
        textBytes(word32(.resources, index * 40 + at), word32(.resources, index * 40 + at + 4))
      }
      return Self.isSame(bytes(16)[...], wanted)
        || bytes(24).split(separator: UInt8(ascii: ";")).contains { Self.isSame($0, wanted) }
    }
  }

  /// Whether two names differ in letter case and spaces alone: Terraform writes names without their spaces.
  private static func isSame(_ name: Slice<UnsafeRawBufferPointer>, _ other: [UInt8]) -> Bool {
    var rest = other[...]
    for byte in name where byte != ASCII.space {
      while rest.first == ASCII.space { rest.removeFirst() }
      guard let next = rest.popFirst(), next.lowercased == byte.lowercased else { return false }
    }
    return rest.allSatisfy { $0 == ASCII.space }
  }
}
