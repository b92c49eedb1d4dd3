internal import ScopeCatalog
package import ScopeDiagnosis
import ScopeValues

/// The diagnosis for people.
package struct DiagnosisText {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  private static let margin = 9
  /// Names beyond this many are counted, not listed.
  private static let mostNames = 8
  private static let mostAlternatives = 3

  package func render(_ diagnosis: Diagnosis) -> String {
    var text = headline(diagnosis)
    if let asked = diagnosis.asked {
      text += row("asked", SafeText.line(asked), note: diagnosis.askedNote.map { "(\(SafeText.line($0)))" })
    }
    text += needs(diagnosis) + has(diagnosis) + roles(diagnosis)
    for (index, entry) in diagnosis.evidence.enumerated() {
      text += style.wrap(
        SafeText.line("\(entry.source.rawValue): \(entry.text)"), indent: Self.margin,
        lead: lead(index == 0 ? "why" : ""))
    }
    for (index, step) in diagnosis.steps.enumerated() {
      let number = "\(index + 1). "
      text += style.wrap(
        SafeText.line(step), indent: Self.margin + number.count, lead: lead(index == 0 ? "do" : "") + number)
    }
    for entry in diagnosis.unknowable {
      text += style.wrap("cannot be known offline: \(entry.what) (\(entry.how))", indent: 4, lead: "  ")
    }
    if let line = diagnosis.supportLine { text += style.wrap("support: \(SafeText.line(line))", indent: 4, lead: "  ") }
    return text
  }

  /// The verdict, with the confidence at the right margin.
  private func headline(_ diagnosis: Diagnosis) -> String {
    let sentence = SafeText.line(diagnosis.headline)
    let confidence = diagnosis.confidence.name
    let tone: TextStyle.Tone =
      switch diagnosis.verdict {
      case .permitted: .good
      case .undetermined: .medium
      default: .high
      }
    guard sentence.count + confidence.count + 2 <= style.width else {
      let lines = style.wrap(sentence, indent: 2, lead: "").split { $0 == "\n" }.map {
        style.paint(String($0), tone) + "\n"
      }.joined()
      return lines + style.paint("  \(confidence)", .dim) + "\n"
    }
    let gap = String(repeating: " ", count: style.width - sentence.count - confidence.count)
    return style.paint(sentence, tone) + gap + style.paint(confidence, .dim) + "\n"
  }

  private func needs(_ diagnosis: Diagnosis) -> String {
    let sets = diagnosis.orderedNeed.map { $0.joined(separator: " and ") }
    guard let first = sets.first else { return "" }
    var text = row("needs", SafeText.line(first), note: diagnosis.basisNote)
    guard sets.count > 1 else { return text }
    // Permissions over the whole directory would do, too, but nobody is to be led to them.
    let others = sets.dropFirst().filter { !$0.contains("Directory.") }
    let shown = others.prefix(Self.mostAlternatives).map { SafeText.line($0) }
    let more = sets.count - 1 - shown.count
    guard !shown.isEmpty else { return text }
    text += style.wrap("or \(shown.joined(separator: " or "))\(more > 0 ? "; \(more) more" : "")", indent: Self.margin)
    return text
  }

  private func has(_ diagnosis: Diagnosis) -> String {
    guard let have = diagnosis.have else {
      return diagnosis.need.isEmpty ? "" : row("has", "not known: no token was given that can be read", note: nil)
    }
    let kind =
      switch diagnosis.flow {
      case .application: "app-only"
      case .delegated: "delegated"
      case nil: ""
      }
    let issued = diagnosis.issuedAt.map { "issued \($0)" }
    let note = [kind, issued ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    // What is nearest to the need first: the names of the same family.
    let family = diagnosis.need.first?.first.flatMap { $0.split { $0 == "." }.first } ?? ""
    let sorted = have.filter { $0.hasPrefix(family) } + have.filter { !$0.hasPrefix(family) }
    if sorted.count <= 1 { return row("has", SafeText.line(sorted.first ?? "no permission"), note: note) }
    return style.wrap(
      listed(sorted, joint: ", ") + (note.isEmpty ? "" : "  (\(note))"), indent: Self.margin, lead: lead("has"))
  }

  private func roles(_ diagnosis: Diagnosis) -> String {
    guard !diagnosis.roles.isEmpty else { return "" }
    let operation = diagnosis.roleOperation.map { "  (Intune: \($0))" } ?? ""
    return style.wrap(
      diagnosis.roles.prefix(4).joined(separator: ", ") + operation, indent: Self.margin, lead: lead("roles"))
  }

  private func listed(_ names: [String], joint: String) -> String {
    let shown = names.prefix(Self.mostNames).map { SafeText.line($0) }.joined(separator: joint)
    return names.count > Self.mostNames ? "\(shown) and \(names.count - Self.mostNames) more" : shown
  }

  private func lead(_ name: String) -> String {
    "  " + style.paint(name, .bold) + String(repeating: " ", count: Self.margin - 2 - name.count)
  }

  /// A value, and a note at its right where both fit on the line.
  private func row(_ name: String, _ value: String, note: String?) -> String {
    guard let note, !note.isEmpty else { return lead(name) + value + "\n" }
    let column = max(value.count + 3, 52)
    guard Self.margin + column + note.count <= style.width else {
      guard Self.margin + value.count + 3 + note.count <= style.width else {
        return lead(name) + value + "\n" + style.wrap(note, indent: Self.margin + 2)
      }
      return lead(name) + value + "   " + style.paint(note, .dim) + "\n"
    }
    return lead(name) + value.padded(to: column) + style.paint(note, .dim) + "\n"
  }
}
