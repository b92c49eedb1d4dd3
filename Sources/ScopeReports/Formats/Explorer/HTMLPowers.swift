internal import ScopeAudit
internal import ScopeCatalog
import ScopeValues

/// Who can touch what, and who holds which permission, as tables that need no script.
struct HTMLPowers {
  let catalog: Catalog
  let powers: PermissionPowers

  static let legend =
    "<p class=\"soft\"><strong>read</strong>, <strong>change</strong> or <strong>takeover</strong> (a known way to control of the tenant or its devices); <em>for a user</em> where it takes a signed-in user. Filled: granted to a service principal. Outlined: asked for by a registration, which shows no grants.</p>\n"

  /// What begins the table of entries by kinds.
  static var matrixHead: String {
    let kinds = DataKind.allCases.map { "<th scope=\"col\">\($0.name)</th>" }
    return
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who can touch what\">\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\">Application</th>\(kinds.joined())</tr></thead>\n<tbody>\n"
  }

  /// An entry's row; empty where it touches nothing that is known.
  func matrixRow(_ result: ApplicationResult, anchor: String) -> String {
    var cells = ""
    var isEmpty = true
    for kind in DataKind.allCases {
      var best: [Flow: PowerLevel] = [:]
      for held in result.permissions where held.status == .known {
        guard let permission = held.permission else { continue }
        best[permission.flow] = max(best[permission.flow] ?? .none, powers.level(permission.index, kind))
      }
      let own = best[.application] ?? .none
      let delegated = best[.delegated] ?? .none
      let level = max(own, delegated)
      guard level > .none else {
        cells += "<td><span class=\"soft\" aria-hidden=\"true\">\u{B7}</span></td>"
        continue
      }
      isEmpty = false
      let how = own >= delegated ? "" : " <span class=\"soft\">for a user</span>"
      cells +=
        "<td><a class=\"power \(level.name) \(result.isServicePrincipal ? "granted" : "asked")\" href=\"#\(anchor)\">\(level.name)</a>\(how)</td>"
    }
    guard !isEmpty else { return "" }
    let kind = result.isServicePrincipal ? " <span class=\"soft\">granted</span>" : " <span class=\"soft\">asked</span>"
    return
      "<tr><th scope=\"row\"><a href=\"#\(anchor)\">\(HTMLText.escape(result.title))</a>\(kind)</th>\(cells)</tr>\n"
  }

  /// Each permission that somebody holds, the furthest-reaching first, with the number of holders.
  func permissionTable(_ totals: ExplorerTotals) -> String {
    guard !totals.holders.isEmpty else { return "" }
    let sorted = totals.holders.keys.sorted {
      let (left, right) = (powers.level($0), powers.level($1))
      return left != right ? left > right : $0 < $1
    }
    var text =
      "<h2 id=\"permissions\">Permissions</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Permissions\">\n<table>\n<thead><tr><th scope=\"col\">Permission</th><th scope=\"col\">Resource</th><th scope=\"col\">Flow</th><th scope=\"col\">Reach</th><th scope=\"col\">Kinds</th><th scope=\"col\" class=\"number\">Granted to</th><th scope=\"col\" class=\"number\">Asked for by</th></tr></thead>\n<tbody>\n"
    for index in sorted {
      let permission = catalog.permission(index)
      let level = powers.level(index)
      let kinds = DataKind.allCases.filter { powers.level(index, $0) > .none }.map(\.name).joined(separator: ", ")
      let holders = totals.holders[index] ?? ExplorerTotals.Holders()
      text +=
        "<tr><td><code>\(HTMLText.escape(catalog.name(permission.nameIndex)))</code></td><td>\(HTMLText.escape(catalog.resourceName(permission.resource)))</td><td>\(permission.flow.name)</td><td>\(level == .none ? "signs in" : "<span class=\"power \(level.name)\">\(level.name)</span>")</td><td>\(kinds)</td><td class=\"number\">\(holders.granted)</td><td class=\"number\">\(holders.asked)</td></tr>\n"
    }
    return text + "</tbody>\n</table>\n</div>\n"
  }
}
