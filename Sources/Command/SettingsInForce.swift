import ArgumentParser
import ScopeAudit
import ScopeDocuments
import ScopeReports
import ScopeValues

/// The settings that a run goes by, each with where it came from: the command line, a place in the file of
/// settings, or the program itself.
struct SettingsInForce {
  private var rows: [(name: String, value: String, origin: String)] = []

  /// - Throws: what check would refuse to run with.
  init(_ paths: [String], _ report: ReportOptions, _ gate: GateOptions) throws {
    let file = try gate.configuration(for: paths)
    var options = AuditOptions(now: .epoch)
    if let file { try options.apply(file, book: .shared) }
    let requests = try report.requests(file)
    let threshold = try gate.threshold(report.failOn, file)

    func origin(isGiven: Bool, _ position: TextPosition?) -> String {
      if isGiven { return "command line" }
      guard let file, let position else { return "standard" }
      return "\(SafeText.line(file.path)):\(position.line):\(position.column)"
    }
    add(
      "settings", file?.path ?? "none",
      gate.config != nil
        ? "command line" : gate.noConfig ? "--no-config" : file == nil ? "standard" : "found from the inputs")
    if paths.isEmpty, file?.paths.isEmpty ?? true {
      add("paths", "none", "standard")
    } else {
      for (index, path) in try gate.inputs(paths, file).enumerated() {
        add("paths", path, origin(isGiven: !paths.isEmpty, paths.isEmpty ? file?.paths[index].position : nil))
      }
    }
    let isFormatGiven = report.format != nil || report.output.contains { $0.path == nil }
    add("format", requests[0].format.rawValue, origin(isGiven: isFormatGiven, file?.format?.position))
    for request in requests.dropFirst() {
      add("output", "\(request.format.rawValue)=\(request.path ?? "-")", "command line")
    }
    add("failOn", threshold.text, origin(isGiven: report.failOn != nil, file?.failOn?.position))
    add(
      "suppressions", gate.suppressionsPath(file) ?? "none",
      origin(isGiven: gate.suppressions != nil, file?.suppressions?.position))
    add("baseline", gate.baselinePath(file) ?? "none", origin(isGiven: gate.baseline != nil, file?.baseline?.position))
    let written = Dictionary(
      (file?.thresholds ?? []).map { ($0.name.value, $0.value.position) }, uniquingKeysWith: { $1 })
    for (standard, rule) in RuleBook.shared.thresholds {
      add(
        "thresholds.\(standard.name)", String(options.threshold(standard.name, of: rule)),
        origin(isGiven: false, written[standard.name]))
    }
    for (id, severity) in (file?.rules ?? []).sorted(by: { $0.id.value < $1.id.value }) {
      add("rules.\(id.value)", severity.value, origin(isGiven: false, severity.position))
    }
  }

  private mutating func add(_ name: String, _ value: String, _ origin: String) {
    rows.append((name, SafeText.line(value), origin))
  }

  /// Writes one line for each setting to standard output.
  func write() throws {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let names = rows.map(\.name.count).max() ?? 0
    let values = min(rows.map(\.value.count).max() ?? 0, 40)
    let lines = rows.map { "\(padded($0.name, names))  \(padded($0.value, values))  \($0.origin)\n" }
    let standardOutput = OutputStream.standardOutput()
    Array(lines.joined().utf8).withUnsafeBytes { standardOutput.append($0) }
    try standardOutput.finish()
  }
}
