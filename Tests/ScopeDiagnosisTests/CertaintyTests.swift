import Foundation
import ScopeCatalog
import ScopeDocuments
import ScopeValues
import TestSupport
import Testing

@testable import ScopeDiagnosis

private let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z")!

/// How many texts are put together: a thousand, or as many as SCOPEAUDIT_CERTAINTY says (the whole is 10,000).
private let rounds = ProcessInfo.processInfo.environment["SCOPEAUDIT_CERTAINTY"].flatMap { Int($0) } ?? 1_000

/// Texts that are cut, shuffled and put together say nothing for certain that none of them says whole.
@Test func nothingIsCertainThatThePartsDoNotCarry() throws {
  let diagnoser = Diagnoser()
  let texts = ShapeExample.all.map(\.text)
  let whole = try texts.map { text -> Verdict? in
    let diagnosis = diagnoser.diagnose(RefusedCall(error: try ServiceErrorReader.read(Array(text.utf8)), now: now))
    return diagnosis.confidence == .certain ? diagnosis.verdict : nil
  }
  var numbers = SeededNumbers(seed: 17)
  var certain = 0
  for round in 0..<rounds {
    let chosen = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
      Int.random(in: 0..<texts.count, using: &numbers)
    }
    var lines: [String] = []
    for index in chosen {
      var text = texts[index]
      if Bool.random(using: &numbers) {
        let bytes = Array(text.utf8)
        let start = Int.random(in: 0..<max(1, bytes.count / 2), using: &numbers)
        let end = Int.random(in: start..<bytes.count, using: &numbers)
        text = String(decoding: bytes[(Bool.random(using: &numbers) ? 0 : start)...end], as: UTF8.self)
      }
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    if Bool.random(using: &numbers) { lines.shuffle(using: &numbers) }
    let text = lines.joined(separator: "\n")
    guard let error = try? ServiceErrorReader.read(Array(text.utf8)) else { continue }
    let diagnosis = diagnoser.diagnose(RefusedCall(error: error, now: now))
    guard diagnosis.confidence == .certain else { continue }
    certain += 1
    let carried = Set(chosen.compactMap { whole[$0] })
    #expect(
      carried.contains(diagnosis.verdict), "round \(round): \(diagnosis.verdict) (\(diagnosis.shape ?? "-")) of \(text)"
    )
  }
  #expect(certain > rounds / 10)
}

/// A file beside an error proves nothing against what the service did: it accepted a token.
@Test func aTokenBesideAnAcceptedOneIsNoCause() throws {
  let error = try ServiceErrorReader.read(
    Array(
      """
      DELETE https://graph.microsoft.com/v1.0/groups/1
      HTTP/1.1 403 Forbidden

      {"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}
      """.utf8))
  for text in [
    #"{"aud":"https://vault.azure.net","iss":"https://sts.windows.net/x/","appid":"7d3b9e42-16c8-4f0a-8b57-c2e90d6a4f18","scp":"user_impersonation"}"#,
    "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOi",
  ] {
    let token = TokenReader.read(Array(text.utf8)).first
    let diagnosis = Diagnoser().diagnose(RefusedCall(token: token, error: error, now: now))
    #expect(diagnosis.verdict == .missingPermission && diagnosis.confidence < .certain)
    #expect(diagnosis.have == nil)
    #expect(diagnosis.evidence.contains { $0.source == .token && $0.text.contains("not the one that was sent") })
  }
}

/// That a token is for another resource is certain only of a call whose address is known.
@Test(arguments: [
  "https://vault.azure.net", "https://management.azure.com", "https://contoso.sharepoint.com",
  "https://outlook.office365.com", "00000002-0000-0000-c000-000000000000", "canary",
])
func anotherAudienceIsCertainOnlyBesideAnAddress(audience: String) throws {
  let claims = #"{"aud":"\#(audience)","iss":"https://sts.windows.net/x/","scp":"user_impersonation"}"#
  let token = TokenReader.read(Array(claims.utf8)).first
  let alone = Diagnoser().diagnose(RefusedCall(token: token, now: now))
  #expect(alone.verdict == .wrongAudience && alone.confidence == .likely)
  let request = StatedRequest(method: "GET", url: "https://graph.microsoft.com/v1.0/users")
  let beside = Diagnoser().diagnose(RefusedCall(token: token, request: request, now: now))
  #expect(beside.verdict == .wrongAudience && beside.confidence == .certain)
}
