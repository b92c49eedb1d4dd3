import ScopeDocuments
import Testing

/// What is shown of the lines on which findings stand.
@Suite struct ExcerptTests {
  /// The excerpt around the value of a member, wherever it stands.
  private func excerpt(of name: String, in text: String) throws -> String {
    var reader = JSONItemReader(read: readBytes(of: Array(text.utf8)))
    let document = try #require(try reader.next()).document
    var pending = [document.root]
    while let place = pending.popLast() {
      for (key, value) in document.members(of: place) {
        if document.text(key) == name {
          let excerpt = document.excerpt(around: value)
          return excerpt.before + "[" + excerpt.token + "]" + excerpt.after
        }
        pending.append(value)
      }
      pending += document.elements(of: place)
    }
    return ""
  }

  /// A secret beside the marked value, on the same line, under every name and in every form.
  @Test(arguments: [
    "\"hint\": \"%\"", "\"password\": \"%\"", "\"pw\": \"%\"", "\"connectionString\": \"%\"", "\"sas\": \"%\"",
    "\"sig\": \"%\"", "\"apiKey\": \"%\"", "\"api-key\": \"%\"", "\"notes\": \"%\"", "\"client_secret\": [\"%\"]",
    "\"parameters\": {\"p\": {\"value\": \"%\"}}", "\"variables\": {\"v\": \"%\"}", "\"env\": {\"E\": \"%\"}",
    "\"u\": \"https://user:%@host.example/\"", "\"u\": \"https://host.example/#access_token=%\"",
    "\"u\": \"https://host.example/?x=%\"", "\"u\": \"https:\\/\\/user:%@host.example\\/\"",
    "\"u\": \"see https://user:%@a.example/ and https://user:%@b.example/\"", "\"t\": \"token=%\"",
    "\"t\": \"password: %1\"", "\"passwordCredentials\": [{\"customKeyIdentifier\": \"x\", \"secretText\": \"%\"}]",
  ])
  func secretsOfNeighboursAreHidden(member: String) throws {
    let member = member.replacing("%", with: "canary-word")
    for text in [
      "{\"marked\": true, \(member)}", "{\(member), \"marked\": true}", "{\n\"marked\": true, \(member)\n}",
      "{\"marked\": {\(member)}}", "{\"a\": [\(member.isEmpty ? "" : "{\(member)}")], \"marked\": 1}",
    ] {
      let shown = try excerpt(of: "marked", in: text)
      #expect(!shown.contains("canary-word"), "\(text) shows \(shown)")
      #expect(shown.contains("["))
    }
  }

  /// What belongs to other values is not shown, even where nothing tells that it is a secret.
  @Test func valuesOfOthersAreHidden() throws {
    let line = "{\"a\": {\"b\": \"other\"}, \"c\": [{\"marked\": \"shown\", \"type\": \"Role\", \"beside\": \"x\"}]}"
    #expect(
      try excerpt(of: "marked", in: line)
        == "{\"a\": {\"b\": \"\u{2022}\u{2022}\u{2022}\"}, \"c\": [{\"marked\": [\"shown\"], \"type\": \"Role\", \"beside\": \"x\"}]}"
    )
    // On a line that goes on, members beside the value are many, and anybody's.
    let long = line.dropLast() + ", \"d\": \"" + String(repeating: "long ", count: 60) + "\"}"
    let shown = try excerpt(of: "marked", in: String(long))
    #expect(shown.contains("[\"shown\"], \"type\": \"Role\", \"beside\": \"\u{2022}\u{2022}\u{2022}\""))
    #expect(!shown.contains("long"))
  }

  /// The marked value itself, and what stands beside it on a line of its own, are shown.
  @Test func theMarkedValueIsShown() throws {
    let text = """
      {"requiredResourceAccess": [
        { "marked": "5b07b0dd-2377-4e44-a38d-703f09a0dc3c", "type": "Role" }, // wipe
        "x"]}
      """
    #expect(
      try excerpt(of: "marked", in: text)
        == "  { \"marked\": [\"5b07b0dd-2377-4e44-a38d-703f09a0dc3c\"], \"type\": \"Role\" }, // wipe")
    #expect(
      try excerpt(of: "marked", in: "{\"marked\": \"https://*.example.com/cb\"}")
        == "{\"marked\": [\"https://*.example.com/cb\"]}")
  }
}
