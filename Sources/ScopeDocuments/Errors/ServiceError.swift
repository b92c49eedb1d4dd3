package import ScopeValues

/// What a refusal says, whichever way it was copied: a body, its inner text, or a transcript with headers.
///
/// Every text in it has its white space collapsed and its tokens masked; nothing in it is checked or trusted.
package struct ServiceError: Hashable, Sendable {
  /// The HTTP status, where the text states it.
  package var status: Int?
  /// Error codes of every layer, outermost first.
  package var codes: [String] = []
  /// Sentences of every layer, outermost first; an empty one is kept, because a service that says nothing says something.
  package var messages: [String] = []
  /// Every text that was found, in order: what error shapes are matched against.
  package var fields: [String] = []
  package var headers: [Header] = []
  /// The request, where the text shows it.
  package var request: StatedRequest?
  /// The names of the properties that the request's body sets.
  package var requestMembers: [String] = []
  /// What tells of the call where no address does, the surest first.
  package var clues: [CallClue] = []
  /// The one of them that the error names as its source.
  package var failing: CallClue?
  /// Who called, by the names of credentials in the text; nil where none stands there, or both kinds do.
  package var caller: CallerClue?
  /// Whether a command of Azure CLI stands in the text, which calls as Microsoft's own application where a user is
  /// signed in.
  package var isOfAzureCLI = false
  /// The permissions that the sign-in in the text asked for.
  package var askedScopes: [String] = []
  /// The part of a recording or a batch that this is; nil where the text is one answer.
  package var part: Part?
  /// The address that Intune's front end called, which tells the request even where the text does not.
  package var backend: BackendAddress?
  package var activityID: String?
  package var requestID: String?
  package var clientRequestID: String?
  /// When the service answered; the clock to judge a token by.
  package var date: Timestamp?
  /// The claims that a new sign-in has to satisfy, as the JSON text of a claims request.
  package var claimsChallenge: String?
  /// Whether the answer is in the form of Azure AD Graph, which is retired.
  package var isAzureADGraph = false
  /// How many texts of JSON were nested in one another.
  package var layers = 0
  /// Whether a text ends in the digits of a code of Microsoft Entra, of which some may be missing.
  package var endsInCode = false
  /// Whether the text ends in the middle of something.
  package var isCut = false

  package init() {}

  /// One of several answers.
  package struct Part: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case batch, recording }
    package var kind: Kind
    /// The id in the batch, or the number of the entry.
    package var name: String
    /// How many answers there are.
    package var count: Int
    /// How many of them failed.
    package var refused = 1
  }

  /// A header line of the response.
  package struct Header: Hashable, Sendable {
    /// In lower case.
    package var name: String
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the first header with a name, given in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// A request as a text shows it.
package struct StatedRequest: Hashable, Sendable {
  /// In upper case; nil where only the address is shown.
  package var method: String?
  package var url: String

  package init(method: String?, url: String) {
    self.method = method
    self.url = url
  }
}

/// Why an error text could not be read.
package enum ServiceErrorProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case tooLarge(limit: Int)
  case notText

  package var description: String {
    switch self {
    case .empty: "The error is empty. Paste the response's body, or its headers and body."
    case .tooLarge(let limit):
      "The error is larger than \(limit >> 10) KiB. Paste the refused response alone, not the whole log."
    case .notText: "The error is not text. Save the response as UTF-8."
    }
  }
}
