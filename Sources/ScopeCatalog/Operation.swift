/// Index of an operation (a method and a path template) in the catalog: upstream's, and those that only corrections know.
package typealias OperationIndex = Int

/// The methods that Microsoft Graph's operations use.
package enum HTTPMethod: UInt8, CaseIterable, Comparable, Sendable {
  case get, post, patch, put, delete

  package var name: String {
    switch self {
    case .get: "GET"
    case .post: "POST"
    case .patch: "PATCH"
    case .put: "PUT"
    case .delete: "DELETE"
    }
  }

  /// The method with a name, in any letter case; nil for any other, such as OPTIONS.
  package init?(name: some StringProtocol) {
    let wanted = name.uppercased()
    guard let method = Self.allCases.first(where: { $0.name == wanted }) else { return nil }
    self = method
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A set of methods.
package struct HTTPMethods: OptionSet, Hashable, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package init(_ method: HTTPMethod) { rawValue = 1 << method.rawValue }

  /// The methods in the order GET, POST, PATCH, PUT, DELETE.
  package var list: [HTTPMethod] { HTTPMethod.allCases.filter { contains(HTTPMethods($0)) } }
}
