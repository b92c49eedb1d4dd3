package import ScopeDocuments
package import ScopeValues

/// What one run of `check` looked at and found, apart from the applications themselves.
package struct CheckRun: Sendable {
  package struct Input: Sendable {
    package var path: String
    /// What the input was taken for: "application", what else of a tenant it holds, "mixed" for several kinds, or
    /// "unusable" where it could not be read.
    package var kind: String
    package var dialects: [Dialect] = []
    package var applications = 0
    package var servicePrincipals = 0
    package var appRoleAssignments = 0
    package var permissionGrants = 0
    package var roleAssignments = 0
    /// Of the bytes as they were read; empty where they could not be read to the end.
    package var sha256 = ""

    package init(path: String, kind: String = "application") {
      self.path = path
      self.kind = kind
    }

    /// Whether there is anything beside applications.
    package var holdsTenantRecords: Bool {
      servicePrincipals + appRoleAssignments + permissionGrants + roleAssignments > 0
    }

    /// The counts beside applications, as JSON names them.
    package var tenantCounts: [(name: String, noun: String, count: Int)] {
      [
        ("servicePrincipals", "service principal", servicePrincipals),
        ("appRoleAssignments", "app role assignment", appRoleAssignments),
        ("permissionGrants", "delegated permission grant", permissionGrants),
        ("roleAssignments", "directory role assignment", roleAssignments),
      ].filter { $0.count > 0 }
    }
  }

  /// Something that could not be looked at.
  package struct Failure: Sendable {
    package var path: String
    package var position: TextPosition
    package var message: String
    package var remedy: String
    /// How many more places of the same input fail in the same words.
    package var repetitions = 0

    package init(path: String, position: TextPosition, message: String, remedy: String) {
      self.path = path
      self.position = position
      self.message = ShownText.of(message)
      self.remedy = remedy
    }
  }

  /// A remark on an input that does not keep it from being audited.
  package struct Notice: Sendable {
    package var path: String
    package var position: TextPosition
    package var message: String

    package init(path: String, position: TextPosition, message: String) {
      self.path = path
      self.position = position
      self.message = ShownText.of(message)
    }
  }

  /// A file that was found in a folder and passed over.
  package struct Skipped: Sendable {
    package var path: String
    /// What it visibly is, as a sentence without a full stop.
    package var why: String

    package init(path: String, why: String) {
      self.path = path
      self.why = why
    }
  }

  package var inputs: [Input] = []
  /// What was found in folders and is visibly something else.
  package var skipped: [Skipped] = []
  package var failures: [Failure] = []
  package var notices: [Notice] = []
  package var tally = Tally()
  /// What filters left out of the reports; it counts for the verdict all the same.
  package var unshown = Unshown()
  /// By path, where a format asks for them.
  package var lineHashes: [String: LineHashes] = [:]
  /// Where the settings came from; nil where there were none.
  package var configuration: String?
  /// Rules that the settings switch off, sorted by id.
  package var disabledRules: [Rule] = []
  /// Findings of the baseline that are gone; nil where there is no baseline, or where an incomplete audit cannot tell.
  package var absent: [BaselineFile.Entry]?
  /// What was named to be looked at, where it is one file or folder: a name for the run that others do not have.
  package var subject: String?
  /// Whether two states were compared; otherwise one was audited.
  package var comparesStates = false
  package init() {}
}
