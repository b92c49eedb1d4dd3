import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

/// The settings that a run goes by, each with where it came from: the command line, a place in the file of
/// settings, or the default.
struct SettingsInForce {
  private var rows: [(name: String, value: String, origin: String)] = []

  /// - Throws: what check would refuse to run with.
  init(_ gate: Gate, in tree: FileTree) throws {
    let (choices, file) = (gate.choices, gate.file)
    let options = try gate.options(now: .epoch)
    let requests = try gate.requests()
    let threshold = try gate.threshold()

    func origin(isGiven: Bool, _ position: TextPosition?) -> String {
      if isGiven { return "command line" }
      guard let file, let position else { return "default" }
      return "\(SafeText.line(file.path)):\(position.line):\(position.column)"
    }
    add(
      "settings", file?.path ?? "none",
      choices.config != nil
        ? "command line" : choices.noConfig ? "--no-config" : file == nil ? "default" : "found from the inputs")
    if choices.paths.isEmpty, file?.paths.isEmpty ?? true {
      add("paths", "none", "default")
    } else {
      let isGiven = !choices.paths.isEmpty
      for (index, path) in try gate.inputs(in: tree).enumerated() {
        add("paths", path, origin(isGiven: isGiven, isGiven ? nil : file?.paths[index].position))
      }
    }
    let isFormatGiven = choices.format != nil || choices.output.contains { $0.path == nil }
    add("format", requests[0].format.rawValue, origin(isGiven: isFormatGiven, file?.format?.position))
    for request in requests.dropFirst() {
      add("output", "\(request.format.rawValue)=\(request.path ?? "-")", "command line")
    }
    add("failOn", threshold.text, origin(isGiven: choices.failOn != nil, file?.failOn?.position))
    add(
      "suppressions", gate.suppressionsPath ?? "none",
      gate.foundSuppressions != nil
        ? "found beside the settings or the inputs"
        : origin(isGiven: choices.suppressions != nil, file?.suppressions?.position))
    add("baseline", gate.baselinePath ?? "none", origin(isGiven: choices.baseline != nil, file?.baseline?.position))
    let written = Dictionary(
      (file?.thresholds ?? []).map { ($0.name.value, $0.value.position) }, uniquingKeysWith: { $1 })
    for (preset, rule) in RuleBook.shared.thresholds {
      add(
        "thresholds.\(preset.name)", String(options.threshold(preset.name, of: rule)),
        origin(isGiven: false, written[preset.name]))
    }
    for (id, severity) in (file?.rules ?? []).sorted(by: { $0.id.value < $1.id.value }) {
      add("rules.\(id.value)", severity.value, origin(isGiven: false, severity.position))
    }
  }

  private mutating func add(_ name: String, _ value: String, _ origin: String) {
    rows.append((name, SafeText.line(value), origin))
  }

  /// One line for each setting.
  var text: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let names = rows.map(\.name.count).max() ?? 0
    let values = min(rows.map(\.value.count).max() ?? 0, 40)
    return rows.map { "\(padded($0.name, names))  \(padded($0.value, values))  \($0.origin)\n" }.joined()
  }
}

extension Answer {
  /// What settings are in force, and where each comes from.
  ///
  /// - Throws: what check would refuse to run with.
  package static func settings(_ gate: Gate, in tree: FileTree) throws -> Answer {
    Answer(try SettingsInForce(gate, in: tree).text)
  }

  /// The JSON Schema of the file of settings.
  package static func settingsSchema() -> Answer {
    Answer(ConfigurationSchema.bytes(.shared, formats: FormatName.ofAudits.map(\.rawValue), failOn: FailOn.names))
  }
}
