package import ScopeDocuments

/// A permission that an application seems to ask for and that could not be judged, so that the audit is incomplete.
package struct UnreadPermission: Hashable, Sendable {
  package var position: TextPosition
  package var reason: Reason

  package enum Reason: Hashable, Sendable {
    /// Its id stands in no list of permissions.
    case inNoList
    /// It is asked of a resource that is named, and that nobody knows by that name.
    case unknownResource

    package var sentence: String {
      switch self {
      case .inNoList: "the id of a permission stands here, in no list of permissions that could be understood"
      case .unknownResource: "this permission is asked of a resource by a name that is not known, and was not judged"
      }
    }

    package var remedy: String {
      switch self {
      case .inNoList: "Correct the registration, or export it again."
      case .unknownResource: "Write the application id of the resource as resourceAppId."
      }
    }
  }
}
