import ScopeCatalog

/// Which names a registration can ask for on Microsoft Graph, and what it asks for instead of names that nobody publishes.
struct PublicationFacts {
  private static let graph = "00000003-0000-0000-c000-000000000000"

  /// By flow: names that a tenant publishes.
  private(set) var published: [Set<String>] = [[], []]
  /// By flow: upstream's privilege level of a name, 1 to 4.
  private(set) var levels: [[String: Int]] = [[:], [:]]
  /// By flow: upstream's name → the published one; the name itself where there is none.
  private var aliases: [[String: String]] = [[:], [:]]

  /// - Throws: FactError for an alias that is not published, and for a name without id that no row explains.
  init(folder: FactFolder) throws {
    let permissions = try folder.table("permissions.tsv")
    var unexplained: [[String]] = [[], []]
    for row in permissions.rows where permissions.cell(row, "resource") == Self.graph {
      let flow = permissions.cell(row, "flow") == "application" ? 0 : 1
      let name = permissions.cell(row, "name")
      if let level = Int(permissions.cell(row, "level")) { levels[flow][name] = max(levels[flow][name] ?? 0, level) }
      switch permissions.cell(row, "status") {
      case "published", "disabled": published[flow].insert(name)
      case "nameOnly": unexplained[flow].append(name)
      default: break
      }
    }
    let names = try folder.table("published-names.tsv")
    for row in names.rows {
      let name = names.cell(row, "name")
      let other = names.cell(row, "published")
      for flow in try FactCell.flows(names.cell(row, "flow"), "published-names.tsv: \(name)") {
        guard other.isEmpty || published[flow].contains(other) else {
          if folder.acceptsGaps { continue }
          throw FactError(message: "published-names.tsv: \(other) is not published")
        }
        aliases[flow][name] = other.isEmpty ? name : other
      }
    }
    for flow in 0..<2 where !folder.acceptsGaps {
      if let name = unexplained[flow].first(where: { aliases[flow][$0] == nil && !published[flow].contains($0) }) {
        throw FactError(message: "permissions.tsv: \(name) has no id; give it a row in published-names.tsv")
      }
    }
  }

  /// The name that a registration asks for.
  func current(_ name: String, _ flow: Int) -> String { aliases[flow][name] ?? name }

  func isPublished(_ name: String, _ flow: Int) -> Bool { published[flow].contains(name) }

  /// The extent of a name that nobody publishes: consent to one team, chat or user, or none at all.
  func extent(ofUnpublished name: String) -> Extent {
    let scope = name.split(separator: ".").last ?? ""
    return ["Group", "Chat", "User", "Team", "Channel", "App"].contains(scope) ? .consent : .unpublished
  }
}
