internal import ScopeAudit
internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// What reports for people say of a token beside the registration of its application.
struct DriftWords {
  let comparison: TokenDrift.Comparison

  /// Who asks, where, and for which resource.
  var subject: String {
    let registration = comparison.registration
    let name = registration.displayName.isEmpty ? "the registration" : SafeText.line(registration.displayName)
    let place = "\(SafeText.line(registration.location.path)):\(registration.location.range.start.line)"
    let flow = comparison.flow == .application ? "as the application itself" : "for a signed-in user"
    return "\(name) (\(place)), for \(SafeText.line(comparison.resource)), \(flow)"
  }

  /// The outcome in a sentence without a full stop.
  var verdict: String {
    if let obstacle = comparison.registration.obstacle { return "not compared: \(obstacle)" }
    guard comparison.asksForResource || comparison.differs else {
      return "the registration asks for nothing of this resource, and the token carries nothing of it"
    }
    if !comparison.asksForResource { return "the registration asks for nothing of this resource in this way" }
    guard comparison.differs else {
      return comparison.unclear.isEmpty
        ? "the token carries what the registration asks for" : "no difference is certain"
    }
    return "the token differs from what the registration asks for"
  }

  /// Lists of permissions with the words that introduce them.
  var lists: [(title: String, names: [String])] {
    [
      ("asked for, not in the token", comparison.requestedNotInToken.map { SafeText.line($0.name) }),
      ("in the token, not asked for", comparison.inTokenNotRequested.map { SafeText.line($0.name) }),
      ("in both", comparison.inBoth.map(SafeText.line)),
      ("cannot be told", comparison.unclear.map { "\(SafeText.line($0.name)) (\($0.reason))" }),
    ].filter { !$0.names.isEmpty }
  }

  /// What the difference may mean and what cannot be known, in whole sentences.
  var remarks: [String] {
    var remarks: [String] = []
    if !comparison.requestedNotInToken.isEmpty { remarks += [age, newToken] }
    if !comparison.inTokenNotRequested.isEmpty {
      remarks.append(
        comparison.flow == .application
          ? "What is in the token without being asked for was granted all the same, or was asked for once: a grant outlives the request, and a permission that was withdrawn stays in a token until it expires."
          : "What is in the token without being asked for was consented to at a sign-in that asked for more than the registration lists, or was listed once; what was withdrawn stays in a token until it expires."
      )
    }
    return remarks
  }

  /// How the token's times stand to consent.
  private var age: String {
    let age = comparison.age
    guard let issued = age.issued, let seconds = age.seconds else {
      return
        "The token does not say when it was issued, and a manifest does not say when consent was given: what is missing may have been granted since."
    }
    if age.predatesRegistration, let created = age.registrationCreated {
      return
        "The token was issued at \(issued), before the registration was made at \(created): nobody can have consented by then, so the token says nothing about consent."
    }
    guard seconds >= 0 else {
      return
        "The token says that it was issued at \(issued), which is still to come: its time tells nothing about consent."
    }
    let expiry = age.state == .expired ? ", and has expired" : ""
    return
      "The token was issued at \(issued), \(DriftWords.duration(seconds)) before this audit\(expiry). A manifest does not say when consent was given: if it was later than that, the token cannot show it."
  }

  /// A span of time in its largest fitting unit.
  static func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) days"
    }
  }

  private var newToken: String {
    let lacking =
      comparison.flow == .application
      ? "then its consent is missing"
      : "then its consent is missing for this user or tenant, or the sign-in was by somebody whom it does not cover"
    return "Get a new token and compare again; if the permission is missing still, \(lacking)."
  }
}

extension TokenDrift {
  /// Why there is nothing to compare, as a sentence without a full stop; nil where there is.
  var statement: String? {
    switch self {
    case .compared: nil
    case .unmatched(let text), .incomparable(let text): text
    }
  }

  var comparisons: [Comparison] {
    if case .compared(let list) = self { list } else { [] }
  }
}
