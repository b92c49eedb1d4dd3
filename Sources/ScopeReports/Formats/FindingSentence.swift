import ScopeAudit
import ScopeDocuments
import ScopeValues

extension Severity {
  /// Where reports that begin with the worst keep it.
  var section: Int { Severity.allCases.count - 1 - rawValue }
}

extension ApplicationResult {
  /// What people call the application: its name, else its id.
  var title: String {
    let name = !displayName.isEmpty ? displayName : appId.isEmpty ? "application" : appId
    return isServicePrincipal ? "\(name) (service principal)" : name
  }
}

extension Finding {
  /// The message, after the name of the application that it is about.
  func sentence(about application: ApplicationResult?) -> String {
    application.map { "\($0.title): \(message)" } ?? message
  }
}

extension CheckRun.Failure {
  /// Path, line and column; the path alone where nothing of it was read.
  var place: String { position.place(in: path, message) }

  /// What could not be looked at, and what to do about it.
  var sentence: String {
    let more = repetitions == 0 ? "" : " (and \(repetitions) more like it)"
    return "Not audited: \(message)\(more). \(remedy)"
  }
}
