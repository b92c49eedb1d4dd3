import ScopeDocuments
import Testing

/// The method of a refused call, in the many ways in which people and programs write it beside the address.
@Suite struct StatedMethodTests {
  private static let address = "https://graph.microsoft.com/v1.0/users/6f1c7a52-90ae-4d4c-8d3e-0b7c5f21a9e2"

  /// The method of the call that a text tells of, before the service's answer.
  private static func method(_ line: String) -> String? {
    let answer = #"{"error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges."}}"#
    return (try? ServiceErrorReader.read(Array("\(line)\n\(answer)\n".utf8)))?.request?.method
  }

  /// `VERB`, `Verb` and `verb` stand for the method, `ADDR` for the address.
  static let shapes = [
    "VERB ADDR", "VERB : ADDR", "VERB | ADDR", "VERB -> ADDR", "VERB \u{2192} ADDR", "VERB - ADDR", "VERB: ADDR",
    "**VERB** ADDR",
    "`VERB` ADDR", "verb ADDR", "Verb ADDR", "verb - ADDR", "VERB\nADDR", "Method: VERB\nURL: ADDR",
    "Request URL: ADDR\nRequest Method: VERB", "| VERB | ADDR | 403 |", "1. VERB ADDR", "- VERB ADDR", "> VERB ADDR",
    "[VERB] ADDR",
    "HTTP method: VERB, url: ADDR", "url=ADDR method=VERB", "{\"method\": \"VERB\", \"url\": \"ADDR\"}",
    "fetch('ADDR', { method: 'VERB', body })", "requests.verb(\"ADDR\", json=b)",
    "await client.VerbAsync(\"ADDR\", content)",
    "Invoke-RestMethod -Uri ADDR -Method Verb", "-Method Verb -Uri ADDR", "curl -X VERB ADDR", "curl -XVERB ADDR",
    "curl -sS -X \"VERB\" ADDR", "curl --location --request VERB 'ADDR'", "az rest --method=VERB --url ADDR",
    "http.NewRequest(\"VERB\", \"ADDR\", body)", "requests.request(\"VERB\", \"ADDR\")",
    "axios({ method: 'verb', url: 'ADDR' })",
    "$.ajax({url: 'ADDR', type: 'VERB'})", "new HttpRequestMessage(HttpMethod.Verb, \"ADDR\")",
    "new HttpRequestMessage(new HttpMethod(\"VERB\"), \"ADDR\")", "new HttpVerb(\"ADDR\");", "VERB ADDR failed",
    "I send a VERB request to ADDR", "doing a VERB to the endpoint ADDR", "a VERB call to ADDR",
    "Endpoint: ADDR (VERB)",
    "ADDR [VERB]", "ADDR - VERB", "Request: VERB - ADDR", "request.open('VERB', 'ADDR')", "ADDR using VERB",
  ]

  @Test(arguments: shapes) func isFoundHoweverItIsWritten(_ shape: String) {
    for verb in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
      let line = shape.replacing("ADDR", with: Self.address).replacing("VERB", with: verb)
        .replacing("Verb", with: verb.prefix(1) + verb.dropFirst().lowercased())
        .replacing("verb", with: verb.lowercased())
      #expect(Self.method(line) == verb, "\(line)")
    }
  }

  /// A line that names two methods away from the address, or none, tells of none.
  @Test(arguments: [
    "I get 403 for ADDR", "GET and PATCH fail alike, as in ADDR", "Forbidden: ADDR",
    "the patch of last week broke ADDR",
    "see POST and DELETE below ADDR",
  ])
  func isNotGuessed(_ line: String) {
    #expect(Self.method(line.replacing("ADDR", with: Self.address)) == nil)
  }
}
