package import ScopeCatalog
package import ScopeValues

/// Why a call was refused, and what to do about it.
package struct Diagnosis: Sendable {
  package var verdict: Verdict
  package var confidence: Confidence
  /// The verdict in one sentence, without its label.
  package var sentence: String
  /// The error shape that decided, by its id.
  package var shape: String?
  package var request: Request?
  /// nil where nothing tells who called.
  package var flow: Flow?
  package var basis: Basis
  /// Whether upstream's permission data says something else.
  package var upstreamDisagrees: Bool
  /// Any one of these suffices; the names in one are needed together.
  package var need: [[String]]
  /// nil where nothing shows what the token holds.
  package var have: [String]?
  /// The least set of names that would have to be added to what the token holds.
  package var missing: [String]
  package var recommend: [Recommendation]
  /// Roles of which a signed-in user needs one beside the permission, those that permit least first.
  package var roles: [String]
  /// The operation of Intune that such a role has to hold; nil for directory roles.
  package var roleOperation: String?
  package var evidence: [Evidence]
  package var steps: [String]
  package var unknowable: [Unknowable]
  package var support: Support
  /// When the token was issued, for the reader who compares.
  package var issuedAt: Timestamp?

  /// Where the list of needed permissions comes from.
  package enum Basis: String, Sendable {
    case service, correction, catalog, none
  }

  package struct Request: Hashable, Sendable {
    package var method: String?
    /// As ``ShownAddress`` shows it.
    package var url: String
    package var template: String?
    package var version: String?
    /// Whether it was put together from the error's backend address.
    package var isRebuilt: Bool
    /// What the backend address tells besides, such as "DeviceFE".
    package var backend: String?
  }

  package struct Recommendation: Hashable, Sendable {
    package var name: String
    package var flow: Flow
    /// nil where none is published.
    package var id: String?
    /// nil where the catalog does not know.
    package var adminConsent: Bool?
    /// The resource that publishes it, where it is not Microsoft Graph.
    package var resource: String?
  }

  package struct Support: Hashable, Sendable {
    package var activityID: String?
    package var requestID: String?
    package var date: String?
    package var scaleUnit: String?
  }
}

/// One thing that speaks for a verdict, and where it comes from.
package struct Evidence: Hashable, Sendable {
  package enum Source: String, CaseIterable, Sendable { case token, request, error, catalog }

  package var source: Source
  package var text: String

  init(_ source: Source, _ text: String) {
    self.source = source
    self.text = text
  }
}
