internal import ScopeCatalog
package import ScopeDiagnosis

/// The diagnosis as Markdown, for an issue or a pull request.
package enum DiagnosisMarkdown {
  package static func render(_ diagnosis: Diagnosis) -> String {
    var text = "### \(plain(diagnosis.headline))\n\nConfidence: \(diagnosis.confidence.name)."
    if let shape = diagnosis.shape { text += " Error shape: `\(shape)`." }
    text += "\n\n"
    var rows: [(String, String)] = []
    if let asked = diagnosis.asked { rows.append(("asked", code(asked) + (diagnosis.askedNote.map { " (\(plain($0)))" } ?? ""))) }
    let needs = diagnosis.orderedNeed.map { $0.map(code).joined(separator: " and ") }
    if !needs.isEmpty { rows.append(("needs", needs.joined(separator: " or ") + ", \(diagnosis.basisNote)")) }
    if let have = diagnosis.have { rows.append(("has", have.isEmpty ? "no permission" : have.map(code).joined(separator: ", "))) }
    if let flow = diagnosis.flow { rows.append(("caller", flow == .application ? "an application" : "an application with a signed-in user")) }
    if !rows.isEmpty {
      text += "| | |\n|---|---|\n" + rows.map { "| \($0) | \($1) |\n" }.joined() + "\n"
    }
    text += list("Why", diagnosis.evidence.map { "\($0.source.rawValue): \(plain($0.text))" }, numbered: false)
    text += list("What to do", diagnosis.steps.map(plain), numbered: true)
    text += list("What cannot be known offline", diagnosis.unknowable.map { "\($0.what): \(plain($0.how))" }, numbered: false)
    if let line = diagnosis.supportLine { text += "For support: \(plain(line)).\n" }
    return text
  }

  private static func list(_ title: String, _ lines: [String], numbered: Bool) -> String {
    guard !lines.isEmpty else { return "" }
    return "**\(title)**\n\n" + lines.enumerated().map { "\(numbered ? "\($0 + 1)." : "-") \($1)\n" }.joined() + "\n"
  }

  /// Text without meaning to Markdown, HTML, mentions and issue links.
  private static func plain(_ text: String) -> String {
    SafeText.line(text).reduce(into: "") { plain, character in
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "~": plain += "\\\(character)"
      case "<": plain += "&lt;"
      case ">": plain += "&gt;"
      case "&": plain += "&amp;"
      case "@": plain += "@\u{2060}"
      default: plain.append(character)
      }
    }
  }

  private static func code(_ text: String) -> String {
    let safe = SafeText.line(text).map { "`|".contains($0) ? "'" : String($0) }.joined()
    return "`\(safe)`"
  }
}
