import ScopeValues

/// The address that Intune's front end called, as Intune prints it in its messages after "Url:".
///
/// It rebuilds the request: `https://fef.<scale unit>.manage.microsoft.com/<service>[_<release>]/<front end>/<path>?api-version=…`.
package struct BackendAddress: Hashable, Sendable {
  /// The part of Intune that answered, such as DeviceFE.
  package var service: String
  /// The scale unit, such as msua02; what Microsoft's support asks for.
  package var scaleUnit: String?
  /// Intune's release as year and month, such as 2210.
  package var release: String?
  /// Such as 5022-02-22.
  package var apiVersion: String?
  /// The path and query in Microsoft Graph's own form; nil where the address shows no path of Graph.
  package var path: String?

  /// The address in Microsoft Graph; an api-version that begins with 5 belongs to beta.
  package var graphURL: String? {
    guard let path else { return nil }
    return "https://graph.microsoft.com/\(version ?? "beta")\(path)"
  }

  /// The version of Microsoft Graph that the api-version stands for.
  package var version: String? {
    switch apiVersion?.first {
    case "5": "beta"
    case "2": "v1.0"
    default: nil
    }
  }

  /// Where Graph's part of the path begins; the segments before it name service, front end and account.
  private static let roots: Set<String> = [
    "deviceappmanagement", "devicemanagement", "devices", "directory", "groups", "me", "rolemanagement", "tenant",
    "users",
  ]
  private static let actionPrefix = "microsoft.management.services.api."

  /// Reads an address; nil if its host is not Intune's.
  package init?(_ address: some StringProtocol) {
    guard address.hasPrefix("https://") else { return nil }
    let rest = Substring(address).dropFirst("https://".count)
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    let host = rest[..<slash].lowercased().split { $0 == "." }
    guard host.count >= 4, host[host.count - 2] == "microsoft", ["com", "us"].contains(host[host.count - 1]),
      host[host.count - 3].hasPrefix("manage")
    else { return nil }
    scaleUnit = host.count >= 5 ? String(host[host.count - 4]) : nil
    let target = rest[slash...]
    let path = target.prefix { $0 != "?" }
    let segments = path.split { $0 == "/" }.map(String.init)
    guard let first = segments.first else { return nil }
    let named = first.split(maxSplits: 1) { $0 == "_" }
    service = String(named.first ?? "")
    release = named.count == 2 ? String(named[1]) : nil
    var options: [Substring] = []
    for option in target.dropFirst(path.count + 1).split(whereSeparator: { $0 == "&" }) {
      if option.hasPrefix("api-version=") {
        apiVersion = String(option.dropFirst("api-version=".count))
      } else {
        options.append(option)
      }
    }
    guard let root = segments.firstIndex(where: { Self.roots.contains(Self.name(of: $0).lowercased()) }) else { return }
    let query = options.isEmpty ? "" : "?" + options.joined(separator: "&")
    self.path = segments[root...].map { "/" + Self.graphSegment($0) }.joined() + query
  }

  /// A segment up to its key.
  private static func name(of segment: String) -> Substring { segment.prefix { $0 != "(" && $0 != "%" } }

  /// A segment as Graph writes it: escapes resolved where they are right, the backend's prefix of actions taken off.
  private static func graphSegment(_ segment: String) -> String {
    let text = PercentEncoding.decode(segment, keeping: ASCII.slash)
    return text.lowercased().hasPrefix(actionPrefix) ? String(text.dropFirst(actionPrefix.count)) : text
  }
}
