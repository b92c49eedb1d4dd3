/// One function of a project's own that sends requests to Microsoft Graph, as the settings write it.
package struct SinkSetting: Sendable {
  /// The function's, method's or command's name.
  package var call: String
  /// The parameter, or its position from 0, that holds the address.
  package var url: String
  /// The parameter that holds the method; a method itself; GET where it is absent.
  package var method: String?
  /// What stands before the address: v1.0, beta, or more of the path.
  package var base: String?
  /// Languages as `scan --lang` names them; all where it is absent.
  package var languages: [String]

  private static let keys = ["call", "url", "method", "base", "languages"]

  /// - Throws: ``ConfigurationError`` at the first thing that is not understood, and where call or url are missing.
  init(_ document: JSONDocument, _ place: JSONPlace, path: String) throws(ConfigurationError) {
    let object = try ObjectReader(document, place, path: path, names: Self.keys)
    guard let call = try object.string("call"), let url = try object.string("url"), !call.isEmpty, !url.isEmpty else {
      throw object.error(
        at: place, "an entry of sinks needs a call and a url",
        "Write for instance { \"call\": \"Invoke-MyGraph\", \"url\": \"Path\", \"method\": \"Verb\" }.")
    }
    self.call = call
    self.url = url
    method = try object.string("method")
    base = try object.string("base")
    languages = try object.strings("languages").map(\.value)
  }
}
