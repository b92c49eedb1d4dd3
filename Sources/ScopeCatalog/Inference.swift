/// One step by which a URL was taken for a template that it does not spell word for word.
package enum Inference: UInt8, CaseIterable, Sendable {
  case addedVersion
  case droppedTenant
  case meAsUser
  case userAsMe
  case droppedCast
  case droppedNamespace
  case droppedTail
  case alternateKey
  case functionParameters
  case pathAsItem
  case placeholder
  case alias

  /// What was inferred, in one sentence.
  package var sentence: String {
    switch self {
    case .addedVersion: "The address has no version; Microsoft Graph needs /v1.0 or /beta."
    case .droppedTenant: "The tenant or myorganization before the path was left out."
    case .meAsUser: "/me was taken as /users/{id}."
    case .userAsMe: "/users/{id} was taken as /me."
    case .droppedCast: "A type cast was left out."
    case .droppedNamespace: "The namespace before a function or action was left out."
    case .droppedTail: "$value, $count or $ref at the end was left out: answered for what stands before it."
    case .alternateKey: "An alternate key was taken as the id."
    case .functionParameters: "The function was found by its name; its parameters differ from the catalog's."
    case .pathAsItem: "An item addressed by its path was taken as one addressed by its id."
    case .placeholder: "An unresolved placeholder was taken as an id."
    case .alias: "The path is another name of the one in the catalog."
    }
  }
}

/// A set of inferences.
package struct Inferences: OptionSet, Hashable, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }
  package init(_ inference: Inference) { rawValue = 1 << UInt16(inference.rawValue) }

  /// The inferences, in the order in which a URL is read.
  package var list: [Inference] { Inference.allCases.filter { contains(Inferences($0)) } }
}
