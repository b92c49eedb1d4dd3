import ScopeAudit
import ScopeValues

/// What a SARIF file says of its run, so that viewers find its files and do not take one run for another.
enum SARIFRun {
  static func write(_ run: CheckRun, _ writer: inout JSONWriter) {
    // Two runs of one category replace one another on GitHub: what was looked at tells them apart.
    writer.key("automationDetails")
    writer.object { $0.member("id", category(run)) }
    // Where the folder lies on a machine is nobody's business; the reader knows where it has the files.
    writer.key("originalUriBaseIds")
    writer.object { writer in
      writer.key("%SRCROOT%")
      writer.object { writer in
        writer.key("description")
        writer.object {
          $0.member("text", "The folder in which scopeaudit ran: the root of the repository, where CI runs it there.")
        }
      }
    }
  }

  /// The file that something is about.
  static func artifact(_ key: StaticString, _ uri: String, _ writer: inout JSONWriter) {
    writer.key(key)
    writer.object { writer in
      writer.member("uri", uri)
      if !uri.hasPrefix("file:") { writer.member("uriBaseId", "%SRCROOT%") }
    }
  }

  /// Such as scopeaudit/check/manifests/, by what was named on the command line; the slash at the end says that no name
  /// of a single run follows (SARIF 2.1.0, 3.17.3).
  private static func category(_ run: CheckRun) -> String {
    let command = run.comparesStates ? "diff" : "check"
    let subject = run.subject.map { ReportPath.relative($0) } ?? ""
    let path = subject.hasPrefix("/") || subject.hasPrefix("..") || subject == "." ? "" : subject
    return "\(Tool.name)/\(command)/" + (path.isEmpty ? "" : "\(PercentEncoding.encodePath(path))/")
  }
}
