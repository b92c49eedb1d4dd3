/// A .scopeaudit.json as it is written; what its names mean is for others to judge.
package struct ConfigurationFile: Sendable {
  package var path: String
  /// Severities by rule id; "off" switches a rule off.
  package var rules: [(id: Located<String>, severity: Located<String>)] = []
  package var thresholds: [(name: Located<String>, value: Located<Int>)] = []
  /// The organisation's own list of permissions that matter to it.
  package var permissions: [PermissionSetting] = []
  /// What to audit where the command line names nothing; relative to the file's folder.
  package var paths: [Located<String>] = []
  /// The project's own functions around requests to Microsoft Graph, for `scan` and `--code`.
  package var sinks: [SinkSetting] = []
  package var failOn: Located<String>?
  package var suppressions: Located<String>?
  package var baseline: Located<String>?
  /// The report on standard output. Which files are written is for the command line alone: who sends a folder to
  /// be audited must not choose them.
  package var format: Located<String>?

  /// The name that is looked for.
  package static let name = ".scopeaudit.json"

  private static let keys = [
    "$schema", "rules", "thresholds", "permissions", "paths", "sinks", "failOn", "suppressions", "baseline", "format",
  ]

  /// - Throws: ``ConfigurationError`` at the first thing that is not understood.
  package init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
    self.path = path
    let object = try ObjectReader(bytes, path: path, names: Self.keys)
    _ = try object.string("$schema")
    for (id, place) in try object.entries("rules") {
      guard let text = object.document.string(place) else {
        throw object.error(at: place, "a rule's setting has to be a string", "Write a severity or \u{201C}off\u{201D}.")
      }
      rules.append((id, Located(text, at: object.document.position(of: place))))
    }
    for (name, place) in try object.entries("thresholds") {
      guard let number = object.document.integer(place), number >= 0 else {
        throw object.error(at: place, "a threshold has to be a whole number", "Write 0 or more, without quotes.")
      }
      thresholds.append((name, Located(number, at: object.document.position(of: place))))
    }
    for place in try object.elements("permissions") {
      permissions.append(try PermissionSetting(object.document, place, path: path))
    }
    paths = try object.strings("paths")
    for place in try object.elements("sinks") {
      sinks.append(try SinkSetting(object.document, place, path: path))
    }
    failOn = try object.located("failOn")
    suppressions = try object.located("suppressions")
    baseline = try object.located("baseline")
    format = try object.located("format")
  }

  /// The error that one of the file's settings is.
  package func error(at position: TextPosition, _ message: String, _ remedy: String) -> ConfigurationError {
    ConfigurationError(path: path, position: position, message: message, remedy: remedy)
  }
}
