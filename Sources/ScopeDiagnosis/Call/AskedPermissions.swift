internal import ScopeCatalog

/// The permissions that an application registration asks for, where no token says what is held.
package struct AskedPermissions: Sendable {
  package var application: [String]
  package var delegated: [String]

  package init(application: [String], delegated: [String]) {
    self.application = application
    self.delegated = delegated
  }
}

enum HeldNamesOfFlow {
  /// Those of one kind of caller, or of both where it is not known.
  static func names(_ requested: AskedPermissions, _ flow: Flow?) -> [String] {
    switch flow {
    case .application: requested.application
    case .delegated: requested.delegated
    case nil: requested.application + requested.delegated.filter { !requested.application.contains($0) }
    }
  }
}
