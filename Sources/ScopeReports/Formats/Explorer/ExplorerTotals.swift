internal import ScopeAudit
internal import ScopeCatalog
import ScopeValues

/// What the summary says, added up over all entries of a report.
struct ExplorerTotals {
  /// Applications that ask and service principals that hold, with the power to take over.
  struct Holders {
    var asked = 0
    var granted = 0
  }

  /// Bars of the histogram of expiry: their titles, and the days from now up to which they reach.
  static let expiryBars: [(title: String, lastDay: Int)] = [
    ("expired", -1), ("30 days", 30), ("90 days", 90), ("180 days", 180), ("1 year", 365), ("2 years", 730),
    ("later", .max),
  ]

  var takeovers = Holders()
  /// Of them: those that other organisations may use.
  var openTakeovers = Holders()
  var takeoversForUsers = Holders()
  /// By number of the permission in the catalog.
  var holders: [Int: Holders] = [:]
  /// Credentials by ``expiryBars``.
  var expiry = [Int](repeating: 0, count: expiryBars.count)
  /// Credentials whose end the inputs do not show.
  var undated = 0
  var oldSecrets = 0
  /// The credential that began first.
  var oldest: (day: Int, name: String)?

  /// - Parameter today: days since 1970 of the moment of judgement.
  mutating func add(_ facts: ExplorerFacts, today: Int) {
    let isGranted = facts.flags.contains(.principal)
    func count(_ holders: inout Holders) { if isGranted { holders.granted += 1 } else { holders.asked += 1 } }
    if facts.flags.contains(.takesOver) {
      count(&takeovers)
      if facts.flags.contains(.isOpen) { count(&openTakeovers) }
    } else if facts.flags.contains(.takesOverForUsers) {
      count(&takeoversForUsers)
    }
    for permission in Set(facts.permissions) { count(&holders[permission, default: Holders()]) }
    for credential in facts.credentials {
      if let end = credential.end {
        let left = end - today
        expiry[Self.expiryBars.firstIndex { left <= $0.lastDay } ?? expiry.count - 1] += 1
      } else {
        undated += 1
      }
      guard let start = credential.start else { continue }
      if !credential.isCertificate, today - start > 730 { oldSecrets += 1 }
      if oldest.map({ start < $0.day }) ?? true { oldest = (start, facts.name) }
    }
  }

  var credentials: Int { expiry.reduce(undated, +) }
}
