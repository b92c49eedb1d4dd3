import ScopeDocuments
import ScopeSources
import ScopeValues
import TestSupport
import Testing

/// Each source under fixtures/sources, and beside it what it declares: a new case is two new files.
@Suite struct SourceFixtureTests {
  static let endings = [".tf", ".bicep", ".ps1", ".sh", ".yml"]
  static let files = endings.flatMap { ending in
    Fixture.names(in: "sources", ending: ending).map { $0 + ending }
  }

  @Test(arguments: files) func declares(_ file: String) throws {
    let text = SourceText(path: file, bytes: try Fixture.bytes("sources/\(file)"))
    let reader = SourceReader([text]) { _ in nil }
    try Golden.expect(reader.registrations.description, in: "fixtures/sources/\(file).expected")
  }
}

extension DeclaredRegistrations {
  /// Everything that was read, one line each, with the line on which it stands.
  var description: String {
    var lines: [String] = []
    for (_, application) in applications {
      let name = application.displayName.value ?? "(no name)"
      let audience = application.signInAudience.value.map { ", \($0)" } ?? ""
      lines.append("application \(name)\(audience)\(application.isPartial ? ", in part" : "")")
      lines += application.permissionLines
      for uri in application.redirects.all {
        lines.append("  redirect \(application.document.text(uri.place)) (\(uri.platform.rawValue))")
      }
      for credential in application.passwordCredentials.value ?? [] {
        lines.append("  secret at line \(application.document.position(of: credential.place).line)")
      }
      for credential in application.federatedCredentials.value ?? [] {
        lines.append("  federated \(credential.subject.value ?? "(not known)")")
      }
    }
    lines += failures.map { "open \($0.position.line): \($0.message)" }
    lines += notices.map { "note \($0.position.line): \($0.message)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Application {
  /// What it asks for: the type, the API, the id or name, its labels, and the line of the id.
  var permissionLines: [String] {
    (requiredResourceAccess.value ?? []).map { access in
      let line = access.id.place.map { document.position(of: $0).line } ?? 0
      let labels = access.labels.map { document.text($0) }
      let label = labels.isEmpty ? "" : " (\(labels.joined(separator: ", ")))"
      let type = access.type.value.map { "\($0)" } ?? "(not known)"
      let resource = access.resource.value?.description ?? "(not known)"
      return "  \(line) \(type) \(access.id.value?.description ?? "(not known)") of \(resource)\(label)"
    }
  }
}
