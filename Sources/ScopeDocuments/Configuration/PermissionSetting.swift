/// One entry of the organisation's own list of permissions, as the settings write it.
package struct PermissionSetting: Sendable {
  /// A name, or the beginning of one followed by an asterisk.
  package var name: Located<String>
  /// Name or id of the resource; Microsoft Graph where it is absent.
  package var resource: Located<String>?
  /// "application" or "delegated"; both where it is absent.
  package var flow: Located<String>?
  package var severity: Located<String>
  /// Why it matters, in a sentence of the organisation's own.
  package var reason: String?
  /// Ids of the applications that the entry is about; all where it is absent.
  package var include: [Located<String>]
  /// Ids of the applications that it is not about.
  package var exclude: [Located<String>]

  private static let keys = ["name", "resource", "flow", "severity", "reason", "include", "exclude"]

  /// - Throws: ``ConfigurationError`` at the first thing that is not understood, and where name or severity are missing.
  init(_ document: JSONDocument, _ place: JSONPlace, path: String) throws(ConfigurationError) {
    let object = try ObjectReader(document, place, path: path, names: Self.keys)
    guard let name = try object.located("name"), let severity = try object.located("severity") else {
      throw object.error(
        at: place, "an entry of permissions needs a name and a severity",
        "Write for instance { \"name\": \"Mail.Read\", \"severity\": \"high\" }.")
    }
    self.name = name
    self.severity = severity
    resource = try object.located("resource")
    flow = try object.located("flow")
    reason = try object.string("reason")
    include = try object.strings("include")
    exclude = try object.strings("exclude")
  }
}
