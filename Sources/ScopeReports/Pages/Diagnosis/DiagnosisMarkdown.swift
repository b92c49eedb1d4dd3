internal import ScopeCatalog
package import ScopeDiagnosis

/// The diagnosis as Markdown, for an issue or a pull request.
package enum DiagnosisMarkdown {
  package static func render(_ diagnosis: Diagnosis) -> String {
    var text = "### \(MarkdownText.prose(diagnosis.headline))\n\nConfidence: \(diagnosis.confidence.name)."
    if let shape = diagnosis.shape { text += " Error shape: `\(shape)`." }
    text += "\n\n"
    var rows: [(String, String)] = []
    if let asked = diagnosis.asked {
      rows.append(
        ("asked", MarkdownText.code(asked) + (diagnosis.askedNote.map { " (\(MarkdownText.prose($0)))" } ?? "")))
    }
    let needs = diagnosis.orderedNeed.enumerated().filter { $0 == 0 || !$1.joined().contains("Directory.") }.prefix(4)
      .map(\.element).map { $0.map(MarkdownText.code).joined(separator: " and ") }
    if !needs.isEmpty { rows.append(("needs", needs.joined(separator: " or ") + ", \(diagnosis.basisNote)")) }
    if let have = diagnosis.have {
      rows.append(("has", have.isEmpty ? "no permission" : have.map(MarkdownText.code).joined(separator: ", ")))
    }
    if let flow = diagnosis.flow {
      rows.append(("caller", flow == .application ? "an application" : "an application with a signed-in user"))
    }
    if !rows.isEmpty {
      text += "| | |\n|---|---|\n" + rows.map { "| \($0) | \($1) |\n" }.joined() + "\n"
    }
    text += list(
      "Why", diagnosis.evidence.map { "\($0.source.rawValue): \(MarkdownText.prose($0.text))" }, numbered: false)
    text += list("What to do", diagnosis.steps.map(MarkdownText.prose), numbered: true)
    text += list(
      "What cannot be known offline", diagnosis.unknowable.map { "\($0.what): \(MarkdownText.prose($0.how))" },
      numbered: false)
    if let line = diagnosis.supportLine { text += "For support: \(MarkdownText.prose(line)).\n" }
    return text
  }

  private static func list(_ title: String, _ lines: [String], numbered: Bool) -> String {
    guard !lines.isEmpty else { return "" }
    return "**\(title)**\n\n" + lines.enumerated().map { "\(numbered ? "\($0 + 1)." : "-") \($1)\n" }.joined() + "\n"
  }
}
