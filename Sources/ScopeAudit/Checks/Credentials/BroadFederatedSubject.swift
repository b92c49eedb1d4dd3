internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A federated credential that more than one branch, tag or environment of one repository can use.
  static let broadFederatedSubject = Check(application: "broad-federated-subject") { application, context in
    for credential in context.shown(application.federatedCredentials, federatedGap)?.value ?? [] {
      if case .value(let expression, let place) = credential.expression {
        judge(expression, at: place, of: credential, &context)
      } else if case .value(let subject, let place) = credential.subject {
        judge(subject: subject, at: place, of: credential, &context)
      } else {
        context.cannotAssess("a federated credential shows neither a subject nor a matching expression")
      }
    }
  }

  private static let federatedGap = PropertyGap("federatedIdentityCredentials")

  /// Entra compares a subject letter by letter, so a wildcard in it is a mistake of which nothing comes yet.
  private static func judge(
    subject: String, at place: JSONPlace, of credential: FederatedCredential, _ context: inout CheckContext
  ) {
    if subject.utf8.contains(UInt8(ascii: "*")) {
      context.report(
        place,
        "This subject means every caller that fits the wildcard. Entra compares it letter by letter, so it admits nobody until it becomes a matching expression.",
        subject: [subject], severity: .medium)
    } else if let breadth = Breadth(of: subject, issuer: credential.issuer.value ?? "") {
      context.report(place, breadth.sentence, subject: [subject])
    }
  }

  private static func judge(
    _ expression: String, at place: JSONPlace, of credential: FederatedCredential, _ context: inout CheckContext
  ) {
    for comparison in ClaimComparison.all(in: expression) where comparison.claim == "sub" {
      let isPattern =
        comparison.isPattern && comparison.value.utf8.contains { $0 == ASCII.asterisk || $0 == ASCII.question }
      guard isPattern || Breadth(of: comparison.value, issuer: credential.issuer.value ?? "") != nil else { continue }
      let isNarrowed = ClaimComparison.all(in: expression).contains { $0.claim != "sub" && !$0.isPattern }
      context.report(
        place,
        isPattern
          ? "Every caller whose subject fits the wildcard signs in as this application\(isNarrowed ? ", as far as the other claims fit" : "")."
          : Breadth.pullRequest.sentence,
        subject: [expression], severity: isNarrowed ? .medium : nil)
      return
    }
  }
}

/// In what way an exact subject takes in too much.
private enum Breadth {
  case pullRequest, wholeRepository, wholeProject

  /// Subjects as GitHub, GitLab and Terraform Cloud write them; nil where one caller fits.
  init?(of subject: String, issuer: String) {
    let parts = subject.split(separator: ":")
    if subject.hasPrefix("repo:") {
      if parts.last == "pull_request" {
        self = .pullRequest
      } else if parts.count == 2 {
        self = .wholeRepository
      } else {
        return nil
      }
    } else if subject.hasPrefix("project_path:"), parts.count == 2 {
      self = .wholeProject
    } else {
      return nil
    }
  }

  var sentence: String {
    switch self {
    case .pullRequest:
      "Every pull request from a branch of the repository runs its code as this application, before review."
    case .wholeRepository: "Every branch, tag and pull request of the repository can sign in as this application."
    case .wholeProject: "Every branch and tag of the project can sign in as this application."
    }
  }
}

/// One comparison of a flexible federated credential's expression: claims['sub'] matches 'repo:contoso/*'.
private struct ClaimComparison {
  var claim: String
  /// Whether the operator is `matches`, which knows wildcards.
  var isPattern: Bool
  var value: String

  /// The texts in quotes, taken by twos: a claim's name and what it is compared with.
  static func all(in expression: String) -> [ClaimComparison] {
    let pieces = expression.split(separator: "'", omittingEmptySubsequences: false)
    var comparisons: [ClaimComparison] = []
    var index = 1
    while index + 2 < pieces.count {
      comparisons.append(
        ClaimComparison(
          claim: String(pieces[index]), isPattern: pieces[index + 1].contains("matches"),
          value: String(pieces[index + 2])))
      index += 4
    }
    return comparisons
  }
}
