import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments
import ScopeValues

/// What is known about a refused call; any part may be missing.
public struct Refusal: Sendable {
  /// The token as it was copied; it is never kept in a diagnosis.
  public var token: [UInt8]?
  /// In upper case; nil where only the address is known.
  public var method: String?
  /// A full address, or a path of Microsoft Graph.
  public var url: String?
  /// The refused response: its body, or a transcript with headers.
  public var error: [UInt8]?
  /// Who called, where no token says it.
  public var flow: CallerFlow?
  /// Seconds since 1970 by which the token is judged.
  public var now: Int64

  /// Nothing is known yet.
  public init(now: Int64) { self.now = now }
}

/// Why a call was refused, and what to do about it.
public struct RefusalDiagnosis: Sendable {
  /// One word, such as `missing-permission`.
  public let verdict: String
  /// `certain`, `likely` or `possible`.
  public let confidence: String
  /// The verdict in one sentence.
  public let sentence: String
  /// Any one of these suffices; the names in one are needed together.
  public let need: [[String]]
  /// What would have to be added at least to what is held.
  public let missing: [String]
  /// What to do, in order.
  public let steps: [String]

  /// Works out why a call was refused.
  ///
  /// - Throws: ``RefusalProblem`` where the error's text cannot be read.
  public init(_ refusal: Refusal) throws {
    var call = RefusedCall(flow: refusal.flow?.flow, now: Timestamp(secondsSince1970: refusal.now) ?? .epoch)
    call.token = refusal.token.flatMap { TokenReader.read($0).first }
    call.request = refusal.url.map { StatedRequest(method: refusal.method, url: $0) }
    if let error = refusal.error {
      do throws(ServiceErrorProblem) {
        call.error = try ServiceErrorReader.read(error)
      } catch {
        throw RefusalProblem(description: "\(error)")
      }
    }
    let diagnosis = Diagnoser().diagnose(call)
    verdict = diagnosis.verdict.rawValue
    confidence = diagnosis.confidence.name
    sentence = diagnosis.sentence
    need = diagnosis.need
    missing = diagnosis.missing
    steps = diagnosis.steps
  }
}

/// Why an error's text cannot be read.
public struct RefusalProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}
