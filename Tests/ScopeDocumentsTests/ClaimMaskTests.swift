import Testing

@testable import ScopeDocuments

/// A masked token keeps its shape and its places, and nothing of a person.
@Suite struct ClaimMaskTests {
  private let claims = """
    {
      "aud": "https://graph.microsoft.com",
      "name": "Jane \\"JR\\" Roe", /* jane.roe@contoso.example */
      "upn": "jane.roe@contoso.example",
      "ipaddr": "198.51.100.7",
      "custom": { "Jane": ["Roe", 4711, true, null] },
      "roles": ["Device.Read.All"]
    }
    """

  @Test func hidesWhatIsPersonal() throws {
    var reader = JSONItemReader(read: readBytes(of: Array(claims.utf8)))
    let document = try #require(try reader.next()).document
    let masked = ClaimMask.masked(document)
    let text = String(decoding: masked.bytes, as: UTF8.self)
    for word in ["Jane", "Roe", "JR", "jane", "198", "4711", "contoso"] { #expect(!text.contains(word), "\(word)") }
    #expect(
      text.contains("https://graph.microsoft.com") && text.contains("Device.Read.All") && text.contains("\"upn\""))
    #expect(masked.bytes.count == document.bytes.count)
    for (before, after) in zip(document.members(of: document.root), masked.members(of: masked.root)) {
      #expect(document.position(of: before.value) == masked.position(of: after.value))
      #expect(document.kind(before.value) == masked.kind(after.value))
    }
  }

  @Test func redactedSaysNothing() {
    let redacted = Redacted("jane.roe@contoso.example")
    var dumped = ""
    dump(redacted, to: &dumped)
    for text in ["\(redacted)", String(reflecting: redacted), dumped, String(describing: [redacted])] {
      #expect(!text.contains("jane"))
    }
    #expect(RevealPermit(askedFor: false) == nil)
    #expect(RevealPermit(askedFor: true).map(redacted.reveal) == "jane.roe@contoso.example")
  }
}
