import ScopeDocuments
import ScopeSources
import ScopeValues

/// What the sources of a run declare, so that a file that they use need not be audited by itself.
///
/// A script may name any file: what it makes nothing of is an input like any other.
struct DeclaredParts {
  private var permissions: Set<Identifier> = []
  private var names: Set<String> = []

  init(_ registrations: DeclaredRegistrations) {
    for (_, application) in registrations.applications {
      if let name = application.displayName.value { names.insert(name) }
      for access in application.requiredResourceAccess.value ?? [] {
        if let id = access.id.value { permissions.insert(id) }
      }
    }
  }

  /// Whether all that a file holds was declared; a file that cannot be read is the sources' affair, which say so.
  func cover(_ input: RunInput) -> Bool {
    var stream = RegistrationStream(read: input.open())
    do {
      while let value = try stream.next() {
        guard value.problems.isEmpty, value.tenantRecords.isEmpty, value.applications.allSatisfy(covers) else {
          return false
        }
      }
    } catch { return true }
    return true
  }

  private func covers(_ application: Application) -> Bool {
    guard application.isFragment || application.displayName.value.map(names.contains) == true else { return false }
    switch application.requiredResourceAccess {
    case .value(let list, _): return list.allSatisfy { $0.id.value.map(permissions.contains) ?? false }
    case .absent, .null: return true
    case .unresolved, .malformed: return false
    }
  }
}
