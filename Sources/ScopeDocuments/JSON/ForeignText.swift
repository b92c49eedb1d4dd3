/// A text that is not JSON but something a user may well have at hand.
package enum ForeignText: Hashable, Sendable {
  case markup, token, gzip, python, bicep, terraform, yaml, powerShell, serialized, table, utf32, failure, prose
  case archive(Archive)

  /// Recognises the beginning of a text whose first byte cannot begin JSON.
  static func recognise(_ bytes: ArraySlice<UInt8>) -> ForeignText {
    if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
    if let archive = Archive.recognise(bytes) { return .archive(archive) }
    let head = String(decoding: bytes.prefix(2_048), as: UTF8.self)
    let text = head.drop { $0.isWhitespace }
    if text.hasPrefix("#< CLIXML") || text.hasPrefix("<Objs ") { return .serialized }
    if text.hasPrefix("<#") || text.hasPrefix("#Requires") { return .powerShell }
    if text.hasPrefix("<") { return .markup }
    let compact = text.prefix { !$0.isWhitespace }
    if text.hasPrefix("Bearer ") || text.hasPrefix("Authorization:") || compact.hasPrefix("eyJ") {
      return .token
    }
    if text.contains("Microsoft.Graph/applications@") || text.contains("\nparam ")
      || text.hasPrefix("extension ") || text.hasPrefix("param ")
    {
      return .bicep
    }
    if text.contains("resource \"") || text.contains("terraform {") || text.contains("provider \"") {
      return .terraform
    }
    if text.hasPrefix("@{") || text.contains("RequiredResourceAccess :") { return .powerShell }
    let firstLine = text.prefix { !$0.isNewline }
    // Azure CLI, the CLI for Microsoft 365, and PowerShell, each by the beginning of what it prints.
    if firstLine.hasPrefix("ERROR: ") || firstLine.hasPrefix("Error: ") || firstLine.contains(" : AADSTS")
      || firstLine.hasPrefix("AADSTS")
    {
      return .failure
    }
    if firstLine.count(where: { $0 == "," }) >= 2, !firstLine.contains(": ") { return .table }
    if firstLine.hasPrefix("---") || firstLine.contains(": ") || firstLine.hasSuffix(":") {
      return .yaml
    }
    return .prose
  }

  /// Whether JSON may stand in the middle of such a text.
  var maySurroundJSON: Bool {
    switch self {
    case .yaml, .prose, .table, .failure: true
    case .markup, .token, .gzip, .archive, .python, .bicep, .terraform, .powerShell, .serialized, .utf32: false
    }
  }

  package var sentence: String {
    switch self {
    case .markup: "this is HTML or XML, not JSON"
    case .token: "this looks like an access token, not an app registration"
    case .gzip: "this is a gzip archive"
    case .archive(let archive): "this is \(archive.phrase)"
    case .python: "this is Python's print-out of a dictionary, not JSON"
    case .bicep: "this is Bicep source, not JSON"
    case .terraform: "this is Terraform source, not JSON"
    case .yaml: "this looks like YAML, not JSON"
    case .powerShell: "this is PowerShell's table or hashtable output, not JSON"
    case .serialized: "these are PowerShell's serialized objects (CLIXML), not JSON"
    case .table: "this is a table of comma-separated values, not JSON"
    case .utf32: "this is UTF-32"
    case .failure: "this is what a command prints when it fails, not an export"
    case .prose: "this is not JSON"
    }
  }

  var remedy: String {
    switch self {
    case .markup: "Often an error page: look at what the export command answered."
    case .token: "Pipe it into \u{2018}scopeaudit token\u{2019} instead."
    case .gzip: "Unpack it first."
    case .archive(let archive): archive.remedy
    case .python: "Print it with json.dumps."
    case .bicep: "Give the .bicep file itself, or what bicep build makes of it."
    case .terraform: "Give the .tf file itself, or what terraform show -json prints."
    case .yaml: "Convert it to JSON first."
    case .powerShell: "Export with: Get-MgApplication \u{2026} | ConvertTo-Json -Depth 10."
    case .serialized: "Export with ConvertTo-Json -Depth 10 instead of Export-Clixml."
    case .table: "Export the application as JSON: az ad app show --id <app-id>."
    case .utf32: "Save it as UTF-8."
    case .failure: "Run the export again; \u{2018}scopeaudit diagnose\u{2019} explains refusals."
    case .prose: "Export the application as JSON, for example: az ad app show --id <app-id>."
    }
  }
}
