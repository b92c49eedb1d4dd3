package import ScopeAudit
package import ScopeCatalog
package import ScopeLeastPrivilege
package import ScopeSources

/// What a scan of source code came to.
package struct CodeScan: Sendable {
  /// The least set of one kind of caller, with the lines that need each permission.
  package struct Set: Sendable {
    package var flow: Flow
    package var advice: LeastPrivilegeAdvice
    /// The calls by their method and request, as the advice names them.
    package var callsByRequest: [String: [Int]]

    package init(flow: Flow, advice: LeastPrivilegeAdvice, callsByRequest: [String: [Int]]) {
      self.flow = flow
      self.advice = advice
      self.callsByRequest = callsByRequest
    }
  }

  package struct Skipped: Hashable, Sendable {
    package var path: String
    package var why: String
    package init(path: String, why: String) {
      self.path = path
      self.why = why
    }
  }

  /// Scopes in words, held against the calls beside them.
  package struct Stated: Sendable {
    package var scopes: StatedScopes
    /// Asked for, and no call beside it needs it.
    package var excess: [String]
    /// Needed by a call beside it, and not asked for.
    package var missing: [String]
    /// The calls that need what is missing, by its name.
    package var witnesses: [String: [Int]] = [:]
    package init(scopes: StatedScopes, excess: [String] = [], missing: [String] = []) {
      self.scopes = scopes
      self.excess = excess
      self.missing = missing
    }
  }

  package var files = 0
  package var skipped: [Skipped] = []
  package var errors: [(path: String, message: String)] = []
  package var calls: [CodeCall] = []
  /// The operation's template of each call; nil where the catalog does not know it.
  package var templates: [String?] = []
  package var unresolved: [UnresolvedCall] = []
  /// The permissions that an unresolved call may need at most, by flow, in the order of ``unresolved``.
  package var bounds: [[String]] = []
  /// Calls that tables of addresses speak for; none is proven, and none is in a set.
  package var probable: [CodeCall] = []
  package var others: [CodePosition] = []
  package var sets: [Set] = []
  package var stated: [Stated] = []
  /// Libraries that are retired, and authorities of every tenant.
  package var notes: [CodeNote] = []
  /// What the rules of the category code say of it.
  package var findings: [Finding] = []

  package init() {}

  /// What calls are told apart by where advice is about them.
  package static func key(_ method: String, _ request: String) -> String { method + " " + request }
}
