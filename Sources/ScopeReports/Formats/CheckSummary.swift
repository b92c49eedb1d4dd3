package import ScopeAudit
import ScopeValues

/// A run's counts in one sentence or two, the same in every format that speaks to people.
enum CheckSummary {
  static func sentence(_ run: CheckRun) -> String {
    counts(run) + unshown(run) + passedOver(run) + incompleteness(run, "")
  }

  /// What filters left out, with a space before it; nothing where they left nothing out.
  static func unshown(_ run: CheckRun) -> String { run.unshownSentence.map { " \($0)" } ?? "" }

  /// What was looked at and what came of it.
  ///
  /// - Parameter paint: dresses the number of findings of one severity.
  static func counts(_ run: CheckRun, paint: (String, Severity) -> String = { text, _ in text }) -> String {
    let tally = run.tally
    // Of a comparison without a side there is nothing to count.
    if run.comparesStates, !run.failures.isEmpty, tally.applications + run.unshown.entries == 0 {
      return "Nothing was compared."
    }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = tally.count(severity)
      return count == 0 ? nil : paint("\(count) \(severity.name)", severity)
    }
    let compared = run.comparesStates ? " compared" : ""
    var text = "\(entries(tally))\(compared), "
    if tally.tokens > 0 { text += "\(CountPhrase.of(tally.tokens, "token")), " }
    text += CountPhrase.of(tally.findings, "finding")
    if !counts.isEmpty { text += " (\(counts.joined(separator: ", ")))" }
    text += (run.comparesStates ? "" : unjudged(tally)) + "."
    if tally.better > 0 { text += " \(CountPhrase.of(tally.better, "change")) for the better." }
    if tally.suppressed > 0 { text += " \(tally.suppressed) suppressed." }
    if tally.unchanged > 0 { text += " \(tally.unchanged) known from the baseline." }
    if let absent = run.absent, !absent.isEmpty {
      text += " \(CountPhrase.of(absent.count, "finding")) of the baseline \(absent.count == 1 ? "is" : "are") gone."
    }
    if !run.disabledRules.isEmpty {
      text +=
        " Switched off in \(SafeText.line(run.configuration ?? "the settings")): \(run.disabledRules.map(\.id).joined(separator: ", "))."
    }
    return text
  }

  /// That permissions were not judged, so that few findings say little; nothing where some were.
  private static func unjudged(_ tally: Tally) -> String {
    guard tally.unjudgedPermissions > 0 else { return "" }
    let whose =
      tally.unjudgedPermissions == tally.applications
      ? (tally.applications == 1 ? "its permissions" : "their permissions")
      : "the permissions of \(tally.unjudgedPermissions)"
    return "; \(whose) were not judged"
  }

  /// That files were found in folders and not looked at, because they are visibly something else.
  static func passedOver(_ run: CheckRun) -> String {
    run.skipped.isEmpty ? "" : " Passed over as something else: \(CountPhrase.of(run.skipped.count, "file"))."
  }

  /// That something could not be looked at; nothing where all could.
  ///
  /// - Parameter place: where the problems are told, such as " above".
  static func incompleteness(_ run: CheckRun, _ place: String) -> String {
    guard !run.failures.isEmpty else { return "" }
    return
      " The \(run.comparesStates ? "comparison" : "audit") is incomplete: \(CountPhrase.of(run.failures.count, "problem"))\(place)."
  }

  /// How many applications and service principals there are.
  private static func entries(_ tally: Tally) -> String {
    let applications = tally.applications - tally.servicePrincipals
    guard tally.servicePrincipals > 0 else { return CountPhrase.of(applications, "application") }
    let principals = CountPhrase.of(tally.servicePrincipals, "service principal")
    return applications == 0 ? principals : "\(CountPhrase.of(applications, "application")) and \(principals)"
  }

  /// What no input shows, so that it was not looked at; empty where the inputs show both owners and grants.
  static func unseen(_ run: CheckRun) -> String {
    switch (run.tally.servicePrincipals > 0, run.tally.owned > 0) {
    case (false, false): "Owners and granted consent are not in a manifest, and were not looked at."
    case (false, true): "Granted consent is not in a manifest, and was not looked at."
    case (true, false): "No input shows owners, so they were not looked at."
    case (true, true): ""
    }
  }
}

extension CheckRun {
  /// What filters left out of the reports, by which option, and what it means for the verdict; nil where they left
  /// nothing out.
  package var unshownSentence: String? {
    guard !unshown.isEmpty else { return nil }
    let findings = unshown.tally.findings
    var parts: [String] = []
    if findings > 0 {
      let counts = Severity.allCases.reversed().map { ($0.name, unshown.tally.count($0)) }.filter { $0.1 > 0 }
      let options = FilterOption.allCases.compactMap { option in
        unshown.byOption[option].map { "\($0) by \(option.rawValue)" }
      }
      let by =
        options.count == 1 ? options[0].drop { $0 != " " }.dropFirst() : Substring(options.joined(separator: ", "))
      parts.append(
        "\(CountPhrase.of(findings, "finding")) not shown (\(counts.map { "\($0.1) \($0.0)" }.joined(separator: ", "))): \(by)."
      )
    }
    let entries = unshown.entries
    if entries > 0 { parts.append("\(entries) of those audited \(entries == 1 ? "is" : "are") not shown: by --app.") }
    let suppressed = unshown.tally.suppressed
    if suppressed > 0 { parts.append("\(suppressed) suppressed \(suppressed == 1 ? "is" : "are") not shown.") }
    if findings > 0 { parts.append("The exit status looks at all findings.") }
    return parts.joined(separator: " ")
  }
}
