import ScopeValues
import Testing

@testable import ScopeDocuments

/// Each text in fixtures/refusals has what is read from it beside it.
@Test(arguments: Fixture.names(in: "refusals", ending: ".txt"))
func refusalIsRead(name: String) throws {
  let error = try ServiceErrorReader.read(Fixture.bytes("refusals/\(name).txt"))
  try Golden.expect(summary(error), in: "fixtures/refusals/\(name).expected")
}

/// What was read, a line each.
private func summary(_ error: ServiceError) -> String {
  var lines: [String] = []
  func add(_ name: String, _ value: String?) { if let value { lines.append("\(name) \(value)") } }
  add("status", error.status.map(String.init))
  for code in error.codes { add("code", code) }
  for message in error.messages { add("message", message.isEmpty ? "(empty)" : message) }
  for header in error.headers { add("header", "\(header.name): \(header.value)") }
  add("request", error.request.map { "\($0.method ?? "?") \($0.url)" })
  add(
    "backend", error.backend.map { "\($0.service) \($0.release ?? "-") \($0.scaleUnit ?? "-") \($0.graphURL ?? "-")" })
  add("activity", error.activityID)
  add("request-id", error.requestID)
  add("client-request-id", error.clientRequestID)
  add("date", error.date?.description)
  add("claims", error.claimsChallenge)
  for clue in error.clues { lines.append("clue \(clue)") }
  add("part", error.part.map { "\($0.kind) \($0.name), one of \($0.count)" })
  if !error.requestMembers.isEmpty { lines.append("sets \(error.requestMembers.joined(separator: " "))") }
  if !error.askedScopes.isEmpty { lines.append("asks \(error.askedScopes.joined(separator: " "))") }
  if error.isAzureADGraph { lines.append("aad-graph") }
  if error.isCut { lines.append("cut") }
  add("layers", String(error.layers))
  return lines.map { $0 + "\n" }.joined()
}

@Test func tokensAreMasked() throws {
  for text in [
    "Authorization: Bearer eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJ4In0.c2lnbmF0dXJl\n403 Forbidden",
    #"{"error":{"code":"x","message":"bad token eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJ4In0.c2lnbmF0dXJl here"},"access_token":"s3cr3t-eyJ0"}"#,
    "401: header was 'Bearer EwBIA8l6BAAUs3cr3t0000000000000000000000'",
  ] {
    let error = try ServiceErrorReader.read(Array(text.utf8))
    let all = "\(error)"
    for secret in ["eyJ0", "c2lnbmF0dXJl", "s3cr3t"] { #expect(!all.contains(secret)) }
  }
}

@Test func hostileTextIsBounded() throws {
  var nested = "x"
  for _ in 0..<40 where nested.utf8.count < 300_000 {
    nested = "{\"message\":\"" + nested.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"}"
  }
  #expect(try ServiceErrorReader.read(Array(nested.utf8)).layers <= 8)
  for unit in [
    "{\"a\":", "[", "\"", "\\\"", "{'a':'", "\"a\":\"\\u12", "GET https://graph.microsoft.com/ ", "Url: https://",
  ] {
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    #expect(try ServiceErrorReader.read(Array(text.utf8)).fields.count <= 501)
  }
  #expect(throws: ServiceErrorProblem.self) {
    try ServiceErrorReader.read([UInt8](repeating: 0x41, count: 1 << 20 + 1))
  }
  #expect(throws: ServiceErrorProblem.self) { try ServiceErrorReader.read(Array(" \n".utf8)) }
  #expect(throws: ServiceErrorProblem.self) { try ServiceErrorReader.read([0x1F, 0x8B, 0, 0]) }
}
