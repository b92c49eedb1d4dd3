internal import ScopeAudit
internal import ScopeCatalog
import ScopeValues

/// What the summary adds up over all entries, spooled as one short line an entry.
///
/// Cells, with tabs between: flags, numbers of known permissions, credentials as kind:start:end in days, name.
struct ExplorerFacts {
  struct Flags: OptionSet {
    var rawValue: Int
    static let principal = Flags(rawValue: 1)
    static let isOpen = Flags(rawValue: 2)
    /// A permission to take over, that works with nobody signed in.
    static let takesOver = Flags(rawValue: 4)
    /// The same for a signed-in user.
    static let takesOverForUsers = Flags(rawValue: 8)
  }

  /// Audiences other than the application's own organisation.
  private static let openAudiences: Set<String> = [
    "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
    "availableToOtherTenants",
  ]

  var flags: Flags = []
  var permissions: [Int] = []
  var credentials: [(isCertificate: Bool, start: Int?, end: Int?)] = []
  var name = ""

  init(_ result: ApplicationResult, _ powers: PermissionPowers) {
    if result.isServicePrincipal { flags.insert(.principal) }
    if let audience = result.audience, Self.openAudiences.contains(audience) { flags.insert(.isOpen) }
    for held in result.permissions where held.status == .known {
      guard let permission = held.permission else { continue }
      permissions.append(permission.index)
      guard powers.level(permission.index) == .takeover else { continue }
      flags.insert(permission.flow == .application ? .takesOver : .takesOverForUsers)
    }
    credentials = result.credentials.map { dates in
      (dates.isCertificate, dates.start.map { Int($0.daysSince1970) }, dates.end.map { Int($0.daysSince1970) })
    }
    name = result.title
  }

  /// Reads what ``line`` writes.
  init?(_ line: ArraySlice<UInt8>) {
    let cells = line.split(separator: ASCII.tab, maxSplits: 3, omittingEmptySubsequences: false)
    guard cells.count == 4, let flags = Int(String(decoding: cells[0], as: UTF8.self)) else { return nil }
    self.flags = Flags(rawValue: flags)
    permissions = cells[1].split(separator: ASCII.space).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    credentials = cells[2].split(separator: ASCII.space).map { cell in
      let parts = cell.split(separator: ASCII.colon, omittingEmptySubsequences: false).map {
        Int(String(decoding: $0, as: UTF8.self))
      }
      return (parts.first == 1, parts.count > 1 ? parts[1] : nil, parts.count > 2 ? parts[2] : nil)
    }
    name = String(decoding: cells[3], as: UTF8.self)
  }

  /// The line, with its line feed.
  var line: String {
    func day(_ value: Int?) -> String { value.map(String.init) ?? "" }
    let dates = credentials.map { "\($0.isCertificate ? 1 : 0):\(day($0.start)):\(day($0.end))" }
    return
      "\(flags.rawValue)\t\(permissions.map(String.init).joined(separator: " "))\t\(dates.joined(separator: " "))\t\(SafeText.line(name))\n"
  }
}
