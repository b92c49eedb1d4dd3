import ScopeCatalog
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// Which permission includes which: every pair of one name is decided, and what was decided is what the catalog says.
@Suite struct InclusionTests {
  struct Pair: Hashable {
    var flow: Flow
    var wide: String
    var narrow: String
  }

  let decisions: [Pair: Bool]
  let catalog = Catalog.shared

  init() throws {
    let table = try Table(path: "\(project)/rules/catalog/inclusions.tsv")
    var decisions: [Pair: Bool] = [:]
    for row in table.rows {
      let flow: Flow = table.cell(row, "flow") == "application" ? .application : .delegated
      let pair = Pair(flow: flow, wide: table.cell(row, "wide"), narrow: table.cell(row, "narrow"))
      #expect(decisions[pair] == nil, "\(pair) stands twice")
      #expect(["yes", "no"].contains(table.cell(row, "includes")) && !table.cell(row, "evidence").isEmpty)
      decisions[pair] = table.cell(row, "includes") == "yes"
    }
    self.decisions = decisions
  }

  /// The names of Microsoft Graph's published permissions in a flow.
  private func published(_ flow: Flow) -> Set<String> {
    Set(
      (0..<catalog.permissionCount).map { catalog.permission($0) }.filter {
        $0.flow == flow && $0.resource == catalog.graph && $0.status == .published && $0.hasIdentifier
      }.map { catalog.name($0.nameIndex) })
  }

  @Test(arguments: [(Flow.application, 216), (.delegated, 256)])
  func everyPairOfOneNameIsDecided(_ flow: Flow, _ count: Int) {
    let names = published(flow)
    let pairs = names.filter { $0.split(separator: ".").contains("ReadWrite") }.map { wide in
      let narrow = wide.split(separator: ".").map { $0 == "ReadWrite" ? "Read" : String($0) }.joined(separator: ".")
      return Pair(flow: flow, wide: wide, narrow: narrow)
    }.filter { names.contains($0.narrow) }
    #expect(pairs.count == count)
    for pair in pairs { #expect(decisions[pair] != nil, "\(pair.wide) over \(pair.narrow) is undecided") }
  }

  @Test func catalogSaysWhatWasDecided() throws {
    for (pair, includes) in decisions {
      let wide = try #require(catalog.permissions(named: pair.wide).first).nameIndex
      let narrow = try #require(catalog.permissions(named: pair.narrow).first).nameIndex
      #expect(catalog.including(narrow, flow: pair.flow).contains(wide) == includes, "\(pair)")
      #expect(!catalog.including(wide, flow: pair.flow).contains(narrow), "\(pair) the other way round")
    }
  }

  /// Never across families, and a ReadWrite is never included by a Read.
  @Test func inclusionsStayInTheirFamily() {
    for (pair, includes) in decisions where includes {
      #expect(pair.wide.split(separator: ".").first == pair.narrow.split(separator: ".").first, "\(pair)")
      let writes = pair.narrow.split(separator: ".").contains { $0.hasPrefix("ReadWrite") }
      let wideReads = pair.wide.split(separator: ".").contains { $0 == "Read" || $0 == "ReadBasic" }
      #expect(!(writes && wideReads), "\(pair)")
      #expect(published(pair.flow).isSuperset(of: [pair.wide, pair.narrow]), "\(pair)")
    }
  }
}
