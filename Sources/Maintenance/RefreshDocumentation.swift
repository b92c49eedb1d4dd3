import ArgumentParser
import CatalogBuild
import ScopeDocuments
import ScopeValues

/// Turns a folder of documentation tables into rules/catalog/documented.tsv and paths.tsv.
struct RefreshDocumentation: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rewrite rules/catalog/documented.tsv and paths.tsv from a folder of documentation data.")

  @Argument(help: "Folder with docs/pages_2021.tsv, docs/permissions_2024.tsv and sdk/paths.tsv.") var folder: String
  @Option(help: "The project's folder.") var project = "."

  func run() throws {
    try Files.write(
      Array(try DocumentationTables.documented(folder: folder).utf8), to: "\(project)/rules/catalog/documented.tsv")
    try Files.write(Array(try DocumentationTables.paths(folder: folder).utf8), to: "\(project)/rules/catalog/paths.tsv")
  }
}

/// The two tables, as text.
enum DocumentationTables {
  private struct Entry {
    var method: String
    var path: String
    var pages: [[String]] = [[], []]
    var later: [[String]] = [[], []]
    var sources: Set<String> = []
  }

  /// The permissions that the pages list, least first, and behind them with ~ what only the documentation of 2024 lists.
  static func documented(folder: String) throws -> String {
    var entries: [String: Entry] = [:]
    for (file, isPage) in [("pages_2021", true), ("permissions_2024", false)] {
      for row in try rows("\(folder)/docs/\(file).tsv") where row.count >= 5 {
        guard let path = plain(row[2]), let method = OperationFacts.methods.firstIndex(of: row[1]) else { continue }
        let key = OperationFacts.key(method, path)
        var entry = entries[key] ?? Entry(method: row[1], path: path)
        // The columns are delegated, then application.
        for (flow, cell) in [row[4], row[3]].enumerated() where cell != "-" {
          for name in cell.split(separator: ",").map(String.init) where name != "conditions" {
            if isPage {
              if !entry.pages[flow].contains(name) { entry.pages[flow].append(name) }
            } else if !entry.later[flow].contains(name) {
              entry.later[flow].append(name)
            }
          }
        }
        entry.sources.insert(isPage ? "2021" : "2024")
        entries[key] = entry
      }
    }
    var text = """
      # Permissions that Microsoft's documentation lists for requests, as a second source. Facts from microsoft-graph-docs@db3ad72 (pages of 2021-07-16, least first) and, behind ~, graphpermissions.github.io@5240793 (2024-10-10). Written by scopeaudit-dev refresh-documentation.
      method\tpath\tapplication\tdelegated\tsources\n
      """
    for entry in entries.values.sorted(by: { ($0.path, $0.method) < ($1.path, $1.method) }) {
      let cells = (0..<2).map { flow in
        let names =
          entry.pages[flow] + entry.later[flow].filter { !entry.pages[flow].contains($0) }.sorted().map { "~\($0)" }
        return names.isEmpty ? "-" : names.joined(separator: " ")
      }
      text +=
        [entry.method, entry.path, cells[0], cells[1], entry.sources.sorted().joined(separator: ",")]
        .joined(separator: "\t") + "\n"
    }
    return text
  }

  /// Which requests exist, by the paths of Microsoft's SDKs.
  static func paths(folder: String) throws -> String {
    var text = """
      # Requests that Microsoft's Python SDKs know: msgraph-sdk 1.65.0 and msgraph-beta-sdk 1.66.0, MIT; 2026-11. Paths and methods only. Written by scopeaudit-dev refresh-documentation.
      path\tmethods\n
      """
    for row in try rows("\(folder)/sdk/paths.tsv") where row.count == 3 {
      let known = Set((row[1] + "," + row[2]).split(separator: ",").map(String.init))
      let methods = OperationFacts.methods.filter(known.contains)
      if !methods.isEmpty { text += "\(row[0])\t\(methods.joined(separator: ","))\n" }
    }
    return text
  }

  private static func rows(_ path: String) throws -> [[String]] {
    try Files.text(path).split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// A documented path as a template; nil for what is none, such as a full URL or a slip of the pen.
  private static func plain(_ path: String) -> String? {
    var text = path.prefix { $0 != "?" }.lowercased()
    if !text.hasPrefix("/") { text = "/" + text }
    let first = text.split(separator: "/").first ?? ""
    let isWord = first.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    guard isWord, !["beta", "user", "graph"].contains(first) else { return nil }
    guard !text.contains("**"), !text.contains("//"), !text.contains("'{"), !text.contains("}'") || text.contains("='{")
    else { return nil }
    var result = ""
    var depth = 0
    for character in text {
      if character == "{" || character == "<" {
        depth += 1
        if depth == 1 { result += "{id}" }
      } else if character == "}" || character == ">" {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        if character == " " { return nil }
        result.append(character)
      }
    }
    return depth == 0 ? result : nil
  }
}
