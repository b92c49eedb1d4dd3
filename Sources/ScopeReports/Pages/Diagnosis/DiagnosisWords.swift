package import ScopeDiagnosis

/// What every report of a diagnosis says in the same words.
extension Diagnosis {
  /// The verdict as a sentence with its label.
  package var headline: String { "\(verdict.label): \(sentence)" }

  /// What was asked, with placeholders where the catalog knows the path.
  var asked: String? {
    request.map { request in
      let path = request.template ?? request.path
      return "\(request.method ?? "(method unknown)") \(path)"
    }
  }

  /// How the request is known, where it was not given.
  var askedNote: String? {
    guard let request else { return nil }
    let parts = [request.isRebuilt ? "rebuilt from the error" : nil, request.backend].compactMap(\.self).filter {
      !$0.isEmpty
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Where the list of needed permissions comes from.
  var basisNote: String {
    let source =
      switch basis {
      case .service: "the service's own words"
      case .correction: "by evidence that overrides the catalog"
      case .catalog: "by the catalog"
      case .none: ""
      }
    return upstreamDisagrees ? source + "; upstream data disagrees" : source
  }

  /// The alternatives, least first: what is advised, then the others in their order.
  var orderedNeed: [[String]] {
    let advised = recommend.map { [$0.name] }
    let first = need.filter { advised.contains($0) || $0 == missing }
    return first + need.filter { !first.contains($0) }
  }

  var supportLine: String? {
    let parts = [
      support.activityID.map { "activity \($0)" },
      support.requestID == support.activityID ? nil : support.requestID.map { "request \($0)" },
      support.date, support.scaleUnit.map { "scale unit \($0)" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension Diagnosis.Request {
  /// The address without host and query.
  var path: String {
    let address = url.prefix { $0 != "?" }
    guard address.hasPrefix("https://") else { return String(address) }
    let rest = address.dropFirst("https://".count)
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? String(address)
  }
}

extension Verdict {
  /// The verdict as the beginning of a sentence.
  package var label: String {
    switch self {
    case .missingPermission: "Missing permission"
    case .wrongFlow: "Wrong kind of caller"
    case .wrongAudience: "Wrong audience"
    case .wrongCloud: "Wrong cloud"
    case .wrongTenant: "Wrong tenant"
    case .tokenExpired: "Expired token"
    case .tokenNotYetValid: "Token not valid yet"
    case .tokenUnusable: "Unusable token"
    case .noPermissionsInToken: "Token without permissions"
    case .roleOrLicence: "Role or licence"
    case .scopeTags: "Scope tags"
    case .multiAdminApproval: "Multi Admin Approval"
    case .licence: "Licence"
    case .conditionalAccess: "Conditional Access"
    case .wrongVersion: "Wrong version or path"
    case .notAuthorization: "Not an authorization problem"
    case .policy: "Policy"
    case .protectedAPI: "Protected API"
    case .resourceGrant: "Grant on the object"
    case .permitted: "Permitted"
    case .undetermined: "Undetermined"
    }
  }
}
